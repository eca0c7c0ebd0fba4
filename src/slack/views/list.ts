import type { Answer } from '../../domain/answer.ts'
import { LIST_PAGE } from './actions.ts'
import { actionsBlock } from './actions-block.ts'
import { fitting } from './fitting.ts'
import { listBlock } from './list-block.ts'
import { pageButtons, shownOf } from './page-buttons.ts'
import { type Line, linesView, richText, textOf, type View } from './rich.ts'
import { liveWords, rowName, shareRow } from './share-row.ts'
import { number } from './share-words.ts'

type List = Extract<Answer, { kind: 'list' }>

const HEADS = {
  mine: 'Your live links',
  here: 'Live links in this channel',
  all: 'All live links',
} as const

const NONE = {
  mine: 'You have no live links.',
  here: 'This channel has no live links.',
  all: 'Nobody has a live link.',
} as const

/** Live shares, newest first, each with a menu, a page at a time. */
export const listView = ({ scope, shares, rows: facts, total, skip }: List): View => {
  if (total === 0) return linesView([NONE[scope]], ['Share a file: ', { code: '/sharelink' }])
  const head = (shown: number): Line => [
    { bold: `${HEADS[scope]}: ${number(total)}${shownOf({ skip, shown, total })}` },
  ]
  const lines = (share: List['shares'][number]) => [
    [rowName(share, facts)],
    liveWords(share, scope !== 'mine'),
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
      { type: 'divider' },
      ...rows.flatMap((share) =>
        shareRow(listBlock({ scope, skip }), share, lines(share), facts, { opens: true }),
      ),
      ...actionsBlock('list', pageButtons(page)),
    ],
  }
}
