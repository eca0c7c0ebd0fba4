import type { Answer, JudgedEvent } from '../../domain/answer.ts'
import { accessWords } from './access-words.ts'
import { WHY } from './actions.ts'
import { boundLine, usualLine } from './bound-words.ts'
import { fitting } from './fitting.ts'
import { pageButtons, shownOf } from './page-buttons.ts'
import { type Line, richText, textOf, type View } from './rich.ts'
import { detailsButton } from './share-buttons.ts'
import { number, use } from './share-words.ts'
import { nameLike } from './untrusted.ts'

/** What else than the file as it is was downloaded (contract 2.1). */
const SPECIAL: Record<number, string> = { 5010: ' · in another format', 5062: ' · an older version' }

const lineOf = (event: JudgedEvent): Line => [
  `#${event.id} · `,
  ...accessWords(event),
  SPECIAL[event.actionId] ?? '',
]

const LONGEST_PAGE_LINE = 'Newest first (1,000,000 to 1,000,000):'

/** Every audit event of a share's file with the rule that decided on it, a page at a time. */
export const whyView = (answer: Extract<Answer, { kind: 'why' }>): View => {
  const { share, events, counted, total, skip } = answer
  const sum = `${number(counted)} counted of ${number(total)} ${total === 1 ? 'event' : 'events'}`
  const head: Line[] = [
    [{ bold: nameLike(share.file.title) }],
    [`${sum} · ${use(share)} · Share ${share.id}`],
    ...boundLine(answer.bound),
    ...usualLine(answer.usual),
  ]
  const rows = fitting(events, (event) => [lineOf(event)], [...head, [LONGEST_PAGE_LINE]])
  const page = { skip, shown: rows.length, total }
  const lines: Line[] = [
    ...head,
    total === 0 ? ['No download of this file was recorded yet.'] : [`Newest first${shownOf(page)}:`],
    ...rows.map(lineOf),
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
