import { isObject } from '../limits/report.ts'
import type { Json } from '../model.ts'
import type { FillValue } from '../types.ts'
import { NotSent } from './not-sent.ts'

/** Every option an element offers, what stood there first and those of a block_suggestion included. */
const offered = (element: Json, suggested: Json[]): Json[] =>
  [element.options, suggested, [element.initial_option], element.initial_options].flatMap((list) =>
    Array.isArray(list) ? list.filter(isObject) : [],
  )

const pick = (options: Json[], value: unknown): Json => {
  if (isObject(value)) return value
  const label = (option: Json) => (isObject(option.text) ? option.text.text : undefined)
  const found = options.find((option) => option.value === value || label(option) === value)
  if (found) return found
  throw new NotSent(
    `no option ${JSON.stringify(value)}; there are: ${options.map((o) => String(o.value)).join(', ')}`,
  )
}

const listed = (value: FillValue): unknown[] => (Array.isArray(value) ? value : value === null ? [] : [value])

/** What an element's state becomes when a person sets this value; options by their value or their text. */
export const chosen = (element: Json, value: FillValue, suggested: Json[] = []): Json => {
  const type = String(element.type)
  const options = () => offered(element, suggested)
  switch (type) {
    case 'checkboxes':
      return { type, selected_options: listed(value).map((one) => pick(options(), one)) }
    case 'static_select':
    case 'external_select':
      return { type, selected_option: value === null ? null : pick(options(), value) }
    case 'conversations_select':
      return { type, selected_conversation: value }
    case 'datetimepicker':
      return { type, selected_date_time: value === null ? null : Number(value) }
    default:
      return { type, value: value === null ? null : String(value) }
  }
}
