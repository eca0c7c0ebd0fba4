import type { Button } from '@slack/types'
import { PAGE_SIZE } from '../../domain/page-start.ts'
import { number } from './share-words.ts'

interface Page {
  /** `action_id` of a click that turns the page. */
  action: string
  /** The value of a button for the page that begins at `skip`. */
  valueAt: (skip: number) => string
  skip: number
  shown: number
  total: number
}

const button = (action: string, text: string, value: string): Button => ({
  type: 'button',
  action_id: `${action}:${text.toLowerCase()}`,
  text: { type: 'plain_text', text },
  value,
})

/** Buttons to the pages before and after; none where there is no other. */
export const pageButtons = ({ action, valueAt, skip, shown, total }: Page): Button[] => [
  ...(skip > 0 ? [button(action, 'Newer', valueAt(Math.max(0, skip - PAGE_SIZE)))] : []),
  ...(skip + shown < total ? [button(action, 'Older', valueAt(skip + shown))] : []),
]

/** ` (16 to 30)`, where not all are shown. */
export const shownOf = ({ skip, shown, total }: Pick<Page, 'skip' | 'shown' | 'total'>): string =>
  shown === total ? '' : ` (${number(skip + 1)} to ${number(skip + shown)})`
