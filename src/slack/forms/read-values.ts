import { z } from 'zod'
import { INPUT } from '../views/share-form-fields.ts'
import type { FormValues } from './form.ts'

const option = z.object({
  value: z.string(),
  text: z.object({ text: z.string() }).nullish().catch(null),
})

/** The states of a form's inputs (Slack: view_submission payload). An odd one counts as empty. */
const state = z.object({
  value: z.string().nullish().catch(null),
  selected_option: option.nullish().catch(null),
  selected_options: z.array(option).nullish().catch(null),
  selected_conversation: z.string().nullish().catch(null),
  selected_date_time: z.number().int().nullish().catch(null),
})

const EMPTY = {
  present: false,
  value: null,
  option: null,
  label: null,
  options: [],
  conversation: null,
  moment: null,
}

/** The content of one field. All null or empty when there is no such field. */
export const valueIn = (values: FormValues, blockId: string) => {
  const raw = values?.[blockId]?.[INPUT]
  const read = state.safeParse(raw)
  if (!read.success) return EMPTY
  const { data } = read
  return {
    /** Whether the field came with the form, which an emptied text field does too. */
    present: raw?.value == null || typeof raw.value === 'string',
    /** Of a text or number field; null when nothing but spaces stands in it. */
    value: data.value == null || data.value.trim() === '' ? null : data.value,
    option: data.selected_option?.value ?? null,
    /** What is read on the chosen option. */
    label: data.selected_option?.text?.text ?? null,
    options: (data.selected_options ?? []).map((one) => one.value),
    conversation: data.selected_conversation ?? null,
    /** Epoch milliseconds. */
    moment: data.selected_date_time == null ? null : data.selected_date_time * 1_000,
  }
}
