import type { InputBlock, NumberInput, PlainTextOption } from '@slack/types'
import { MOST_DOWNLOADS } from '../../domain/terms.ts'
import { INPUT, PICK_DATE } from './share-form-fields.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR

/** Durations that forms offer, where the policy allows them. */
export const PRESETS = [
  HOUR,
  4 * HOUR,
  DAY,
  3 * DAY,
  7 * DAY,
  14 * DAY,
  30 * DAY,
  90 * DAY,
  180 * DAY,
  365 * DAY,
] as const

/** A text in which nothing is markup. */
export const plain = (text: string) => ({ type: 'plain_text', text, emoji: false }) as const

/** One field of a form. It may be left empty unless it says otherwise. `tells`: we hear at once what is chosen there. */
export const field = (
  block_id: string,
  label: string,
  element: InputBlock['element'],
  { hint, optional = true, tells = false }: { hint?: string; optional?: boolean; tells?: boolean } = {},
): InputBlock => ({
  type: 'input',
  block_id,
  label: plain(label),
  element,
  optional,
  ...(tells ? { dispatch_action: true } : {}),
  ...(hint === undefined ? {} : { hint: plain(hint) }),
})

/** Takes a number of downloads, up to what the policy allows. */
export const limitInput = (initial: number | null, highest: number | null): NumberInput => ({
  type: 'number_input',
  action_id: INPUT,
  is_decimal_allowed: false,
  min_value: '1',
  max_value: String(highest ?? MOST_DOWNLOADS),
  ...(initial === null ? {} : { initial_value: String(initial) }),
})

/** The last choice of an end. */
export const PICK: PlainTextOption = { text: plain('Pick a date…'), value: PICK_DATE }

/** The field that it adds. */
export const momentField = (block_id: string): InputBlock =>
  field(
    block_id,
    'Date and time',
    { type: 'datetimepicker', action_id: INPUT },
    { hint: 'In your time zone.', optional: false },
  )
