import type { Button } from '@slack/types'
import type { Answer } from '../../domain/answer.ts'
import type { ShareLink } from '../../domain/share.ts'
import { LIST_PAGE } from './actions.ts'
import { actionsBlock } from './actions-block.ts'
import { fitting } from './fitting.ts'
import { pageButtons, shownOf } from './page-buttons.ts'
import { type Line, linesView, richText, textOf, type View } from './rich.ts'
import { detailsButton } from './share-buttons.ts'
import { shareButtons } from './share-message.ts'
import { number, place, protection, stateOf, use } from './share-words.ts'
import { nameLike } from './untrusted.ts'

const HEADS = {
  mine: 'Your live links',
  here: 'Live links in this channel',
  all: 'All live links',
} as const

const lines = (share: ShareLink): Line[] => [
  [{ bold: nameLike(share.file.title, 80) }],
  [
    ...stateOf(share),
    ...[use(share), ...protection(share)].map((part) => ` · ${part}`),
    ' · ',
    place(share.channel),
    ' · by ',
    { user: share.creator.id },
    ` · Share ${share.id}`,
  ],
]

const buttonsOf = (share: ShareLink): Button[] => {
  if (share.state === 'creating') return []
  return share.state === 'active' ? shareButtons(share) : [detailsButton(share)]
}

/** Live shares, newest first, each with its buttons, a page at a time. */
export const listView = ({ scope, shares, total, skip }: Extract<Answer, { kind: 'list' }>): View => {
  if (total === 0) {
    return linesView([`${HEADS[scope]}: none.`], ['Share a file: ', { code: '/sharelink' }])
  }
  const head = (shown: number): Line => [
    { bold: `${HEADS[scope]}: ${number(total)}${shownOf({ skip, shown, total })}` },
  ]
  const rows = fitting(shares, lines, [head(0), [' (1,000,000 to 1,000,000)']])
  const page = {
    action: LIST_PAGE,
    valueAt: (from: number) => `${scope} ${from}`,
    skip,
    shown: rows.length,
    total,
  }
  return {
    text: textOf([head(rows.length), ...rows.flatMap(lines)]),
    blocks: [
      richText([head(rows.length)]),
      ...rows.flatMap((share) => [
        richText(lines(share)),
        ...actionsBlock(`list:${share.id}`, buttonsOf(share)),
      ]),
      ...actionsBlock('list', pageButtons(page)),
    ],
  }
}
