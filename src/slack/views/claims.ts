import type { Answer } from '../../domain/answer.ts'
import { WHY } from './actions.ts'
import { fitting } from './fitting.ts'
import { pageButtons, shownOf } from './page-buttons.ts'
import { type Line, richText, textOf, type View } from './rich.ts'
import { detailsButton } from './share-buttons.ts'
import { use } from './share-words.ts'
import { claimRows, givenBackRows } from './takers-words.ts'
import { nameLike } from './untrusted.ts'

type Claims = Extract<Answer, { kind: 'claims' }>

const LONGEST_PAGE_LINE = 'Newest first (1,000,000 to 1,000,000):'

const backLines = ({ givenBack, skip, timeZone }: Claims): Line[] =>
  givenBack.length === 0 || skip > 0
    ? []
    : [
        ["Not counted, because DocSpace didn't give out the file:"],
        ...givenBackRows(givenBack, timeZone).flat(),
      ]

/** Every download of an exact share: who took it, when, and what came of it, a page at a time. */
export const claimsView = (answer: Claims): View => {
  const { share, page, skip, timeZone } = answer
  const head: Line[] = [[{ bold: nameLike(share.file.title) }], [`${use(share)} · ID ${share.id}`]]
  const back = backLines(answer)
  const shown = fitting(claimRows(page, timeZone), (row) => row, [...head, ...back, [LONGEST_PAGE_LINE]])
  const { total } = page
  const rows = { skip, shown: shown.length, total }
  const lines: Line[] = [
    ...head,
    total === 0 ? ['No downloads yet.'] : [`Newest first${shownOf(rows)}:`],
    ...shown.flat(),
    ...back,
  ]
  const turn = pageButtons({ action: WHY, valueAt: (from) => `${share.id} ${from}`, ...rows })
  return {
    text: textOf(lines),
    blocks: [
      richText(lines),
      { type: 'actions', block_id: `why:${share.id}`, elements: [detailsButton(share), ...turn] },
    ],
  }
}
