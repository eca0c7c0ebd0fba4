import type { Json, SlackView } from '../../../slack/model.ts'
import { type Input, inputsOf } from '../../../slack/people/inputs.ts'

const isEmpty = (state: Json): boolean =>
  Object.entries(state).every(
    ([key, value]) =>
      key === 'type' || value == null || value === '' || (Array.isArray(value) && value.length === 0),
  )

const boundOf = (value: unknown): number | undefined =>
  value === undefined || value === null || value === '' ? undefined : Number(value)

const numberRefusal = (
  text: string,
  { is_decimal_allowed, min_value, max_value }: Json,
): string | undefined => {
  const number = Number(text)
  if (text.trim() === '' || !Number.isFinite(number)) return 'Please enter a number.'
  if (is_decimal_allowed !== true && !Number.isInteger(number)) return 'Please enter a whole number.'
  const [least, most] = [boundOf(min_value), boundOf(max_value)]
  if (least !== undefined && number < least) return `Please enter a number of at least ${least}.`
  if (most !== undefined && number > most) return `Please enter a number of at most ${most}.`
  return undefined
}

const textRefusal = (text: string, element: Json): string | undefined => {
  const { type, max_length } = element
  if (typeof max_length === 'number' && text.length > max_length)
    return `Please enter no more than ${max_length} characters.`
  return type === 'number_input' ? numberRefusal(text, element) : undefined
}

const refusalOf = ({ element, required }: Input, state: Json): string | undefined => {
  if (isEmpty(state)) return required ? 'Please complete this required field.' : undefined
  return typeof state.value === 'string' ? textRefusal(state.value, element) : undefined
}

/** Why the client does not send a form, by block id. Empty: it does. */
export const refusalsOf = (
  view: Pick<SlackView, 'blocks'>,
  stateOf: (blockId: string, actionId: string) => Json | undefined,
): Record<string, string> => {
  const refusals: Record<string, string> = {}
  for (const input of inputsOf(view.blocks)) {
    const refusal = refusalOf(input, stateOf(input.blockId, input.actionId) ?? input.initial)
    if (refusal) refusals[input.blockId] ??= refusal
  }
  return refusals
}
