import type { Answer } from '../../domain/answer.ts'
import type { Claim } from '../../domain/claim.ts'
import { WHY } from './actions.ts'
import { pageButtons, shownOf } from './page-buttons.ts'
import { type Line, richText, textOf, type View } from './rich.ts'
import { detailsButton } from './share-buttons.ts'
import { use } from './share-words.ts'
import { claimLine, claimsThatFit, givenBackLine } from './takers-words.ts'
import { nameLike } from './untrusted.ts'

const LONGEST_PAGE_LINE = 'Newest first (1,000,000 to 1,000,000):'

const backLines = (givenBack: readonly Claim[]): Line[] =>
  givenBack.length === 0
    ? []
    : [
        ["Not counted, because DocSpace didn't give out the file:"],
        ...givenBack.map((claim) => givenBackLine(claim)),
      ]

/** Every download of an exact share: who took it, when, and what came of it, a page at a time. */
export const claimsView = ({ share, page, givenBack, skip }: Extract<Answer, { kind: 'claims' }>): View => {
  const head: Line[] = [[{ bold: nameLike(share.file.title) }], [`${use(share)} · ID ${share.id}`]]
  const back = skip === 0 ? backLines(givenBack) : []
  const shown = claimsThatFit(page, [...head, ...back, [LONGEST_PAGE_LINE]])
  const { total } = page
  const rows = { skip, shown: shown.length, total }
  const lines: Line[] = [
    ...head,
    total === 0 ? ['Nobody has taken it yet.'] : [`Newest first${shownOf(rows)}:`],
    ...shown.map((claim) => claimLine(claim, page.now)),
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
