import type { KnownBlock } from '@slack/types'
import type { Answer } from '../../domain/answer.ts'
import type { ShareLink } from '../../domain/share.ts'
import { type Line, linesView, richText, textOf, type View } from './rich.ts'
import { shareButtons } from './share-message.ts'
import { protection, use } from './share-words.ts'
import { nameLike } from './untrusted.ts'

const HEADS = {
  mine: 'Your live links',
  here: 'Live links of this channel',
  all: 'All live links',
} as const

const lines = (share: ShareLink): Line[] => [
  [{ bold: nameLike(share.file.title, 80) }],
  [
    share.state === 'revoking' ? 'Ending now' : 'Ends ',
    ...(share.state === 'revoking' ? [] : [{ date: share.terms.expiresAt }]),
    ...[use(share), ...protection(share)].map((part) => ` · ${part}`),
    ' · ',
    { channel: share.channel.id },
    ' · by ',
    { user: share.creator.id },
    ` · Share ${share.id}`,
  ],
]

const rows = (share: ShareLink): KnownBlock[] => [
  richText(lines(share)),
  ...(share.state === 'active'
    ? [{ type: 'actions' as const, block_id: `list:${share.id}`, elements: shareButtons(share) }]
    : []),
]

/** Live shares, newest first, each with its button. */
export const listView = ({ scope, shares, total }: Extract<Answer, { kind: 'list' }>): View => {
  if (total === 0) {
    return linesView([`${HEADS[scope]}: none.`], ['Make one: ', { code: '/sharelink 4821 for 7d max 3' }])
  }
  const more: Line[] = total > shares.length ? [[`And ${total - shares.length} older ones.`]] : []
  const head: Line = [{ bold: `${HEADS[scope]}: ${total}` }]
  return {
    text: textOf([head, ...shares.flatMap(lines), ...more]),
    blocks: [richText([head]), ...shares.flatMap(rows), ...(more.length > 0 ? [richText(more)] : [])],
  }
}
