import { isObject } from '../limits/report.ts'
import type { Json } from '../model.ts'
import type { FillValue } from '../types.ts'
import { NotSent } from './not-sent.ts'

/** Every option an element offers, what stood there first and those of a block_suggestion included. */
const offered = (element: Json, suggested: Json[]): Json[] => {
  const groups = Array.isArray(element.option_groups) ? element.option_groups.filter(isObject) : []
  const first = [[element.initial_option], element.initial_options]
  const lists = [element.options, ...groups.map((group) => group.options), suggested, ...first]
  return lists.flatMap((list) => (Array.isArray(list) ? list.filter(isObject) : []))
}

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
  const state: Json = { type }
  const options = () => offered(element, suggested)
  if (type === 'datepicker') state.selected_date = value
  else if (type === 'timepicker') state.selected_time = value
  else if (type === 'datetimepicker') state.selected_date_time = value === null ? null : Number(value)
  else if (type === 'checkboxes' || /^multi_(static|external)/.test(type))
    state.selected_options = listed(value).map((one) => pick(options(), one))
  else if (type === 'radio_buttons' || type === 'overflow' || /^(static|external)_select/.test(type))
    state.selected_option = value === null ? null : pick(options(), value)
  else if (/^multi_/.test(type)) state[`selected_${type.replace(/^multi_|_select$/g, '')}`] = listed(value)
  else if (/s_select$/.test(type)) state[`selected_${type.replace(/s_select$/, '')}`] = value
  else if (type === 'rich_text_input') state.rich_text_value = value
  else state.value = value === null ? null : String(value)
  return state
}
