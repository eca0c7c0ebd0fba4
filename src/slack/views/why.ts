import type { Answer, JudgedEvent } from '../../domain/answer.ts'
import { accessWords, viewsCutLines } from './access-words.ts'
import { WHY } from './actions.ts'
import { boundLine, usualLine } from './bound-words.ts'
import { fitting } from './fitting.ts'
import { logRows } from './log-rows.ts'
import { pageButtons, shownOf } from './page-buttons.ts'
import { type Line, type Piece, richText, textOf, type View } from './rich.ts'
import { detailsButton } from './share-buttons.ts'
import { number, use } from './share-words.ts'
import { nameLike } from './untrusted.ts'

const item = (event: JudgedEvent): Piece[] => [...accessWords(event), ` · #${event.id}`]

const LONGEST_PAGE_LINE = 'Newest first (1,000,000 to 1,000,000):'

/** How often the file was taken in other ways than by this link. When and how is not shown to everybody. */
const hiddenLine = (hidden: number): Line[] => {
  if (hidden === 0) return []
  const events = hidden === 1 ? '1 event' : `${number(hidden)} events`
  return [[`${events} of other links and DocSpace members ${hidden === 1 ? "isn't" : "aren't"} shown.`]]
}

/** Of very many events the older ones are only counted. */
const olderLine = (older: number): Line[] =>
  older === 0
    ? []
    : [
        [
          `${number(older)} older ${older === 1 ? 'event is' : 'events are'} in that sum, but no longer listed.`,
        ],
      ]

const noEvent = (hidden: number): string =>
  hidden === 0 ? 'No downloads yet.' : 'No downloads by this link yet.'

/** Every audit event of a share's file with the rule that decided on it, a page at a time. */
export const whyView = (answer: Extract<Answer, { kind: 'why' }>): View => {
  const { share, events, counted, total, older, skip } = answer
  const all = total + older
  const sum = `${number(counted)} counted of ${number(all)} ${all === 1 ? 'event' : 'events'}`
  const head: Line[] = [
    [{ bold: nameLike(share.file.title) }],
    [`${sum} · ${use(share)} · ID ${share.id}`],
    ...boundLine(answer.bound),
    ...usualLine(answer.usual),
    ...olderLine(older),
    ...hiddenLine(answer.hidden),
    ...viewsCutLines(answer.viewsCut),
  ]
  const entries = logRows(events, { timeZone: answer.timeZone, item })
  const rows = fitting(entries, (row) => row, [...head, [LONGEST_PAGE_LINE]])
  const page = { skip, shown: rows.length, total }
  const lines: Line[] = [
    ...head,
    all === 0 ? [noEvent(answer.hidden)] : [`Newest first${shownOf(page)}:`],
    ...rows.flat(),
  ]
  return {
    text: textOf(lines),
    blocks: [
      richText(lines),
      {
        type: 'actions',
        block_id: `why:${share.id}`,
        elements: [
          detailsButton(share),
          ...pageButtons({ action: WHY, valueAt: (from) => `${share.id} ${from}`, ...page }),
        ],
      },
    ],
  }
}
