import { isObject } from '../limits/report.ts'
import type { Block, Json } from '../model.ts'

/** One input, or one interactive element, of a view. */
export type Input = {
  blockId: string
  actionId: string
  /** What people call it. */
  label: string
  element: Json
  /** Its state before anybody touches it. */
  initial: Json
  /** In an input block that is not optional. */
  required: boolean
  dispatch: boolean
}

const untouched = (element: Json): Json => {
  const type = String(element.type)
  const state: Json = { type }
  const one = (from: string, to: string) => {
    state[to] = element[from] ?? null
  }
  if (type === 'datepicker') one('initial_date', 'selected_date')
  else if (type === 'timepicker') one('initial_time', 'selected_time')
  else if (type === 'datetimepicker') one('initial_date_time', 'selected_date_time')
  else if (type === 'checkboxes' || /^multi_(static|external)/.test(type))
    state.selected_options = element.initial_options ?? []
  else if (type === 'radio_buttons' || /^(static|external)_select/.test(type))
    one('initial_option', 'selected_option')
  else if (/^multi_/.test(type)) {
    const what = type.replace(/^multi_|_select$/g, '')
    state[`selected_${what}`] = element[`initial_${what}`] ?? []
  } else if (/_select$/.test(type)) {
    const what = type.replace(/s_select$/, '')
    one(`initial_${what}`, `selected_${what}`)
  } else if (type === 'rich_text_input') one('initial_value', 'rich_text_value')
  else one('initial_value', 'value')
  return state
}

const STATELESS = ['button', 'overflow', 'workflow_button', 'icon_button', 'feedback_buttons']

/** Everything in these blocks that has a state. */
export const inputsOf = (blocks: Block[]): Input[] =>
  blocks.flatMap((block) => {
    if (block.type !== 'input' && block.type !== 'actions') return []
    const held =
      block.type === 'input' ? [block.element] : Array.isArray(block.elements) ? block.elements : []
    return held.filter(isObject).flatMap((element): Input[] =>
      STATELESS.includes(String(element.type))
        ? []
        : [
            {
              blockId: String(block.block_id),
              actionId: String(element.action_id ?? ''),
              label: isObject(block.label) ? String(block.label.text) : String(element.action_id ?? ''),
              element,
              initial: untouched(element),
              required: block.type === 'input' && block.optional !== true,
              dispatch: block.type !== 'input' || block.dispatch_action === true,
            },
          ],
    )
  })
