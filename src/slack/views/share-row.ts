import type { KnownBlock } from '@slack/types'
import type { RowFacts } from '../../domain/answer.ts'
import type { ShareLink } from '../../domain/share.ts'
import { messageLink } from './message-link.ts'
import type { Piece } from './rich.ts'
import { section } from './section.ts'
import { shareMenu } from './share-menu.ts'
import { place, protection, stateOf, use } from './share-words.ts'
import { nameLike } from './untrusted.ts'

/** The name of the file, which leads to the message of the link. */
export const rowName = (share: ShareLink, facts: RowFacts): Piece => {
  const link = messageLink(share, facts)
  const name = nameLike(share.file.title, 80)
  return link === null ? { bold: name } : { link, label: name }
}

/** Where a live link stands. `by`: whose it is. */
export const liveWords = (share: ShareLink, by: boolean): Piece[] => [
  ...stateOf(share),
  ...[use(share), ...protection(share)].map((part) => ` · ${part}`),
  ' · ',
  place(share.channel),
  ...(by ? [' · by ', { user: share.creator.id }] : []),
  ...(share.muted ? [' · thread muted'] : []),
  ` · ID ${share.id}`,
]

/** A row of a list or a Home: what is said of a share, and a menu of what can be done with it. `opens`: the file, too. */
export const shareRow = (
  list: string,
  share: ShareLink,
  lines: readonly (readonly Piece[])[],
  facts: RowFacts,
  how: { opens: boolean },
): KnownBlock[] => [section(`${list}:${share.id}`, lines, shareMenu(share, facts, how)), { type: 'divider' }]
