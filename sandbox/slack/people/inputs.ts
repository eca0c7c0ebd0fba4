import { isObject } from '../limits/report.ts'
import type { Block, Json } from '../model.ts'

/** One input of a view. */
export type Input = {
  blockId: string
  actionId: string
  /** What people call it. */
  label: string
  element: Json
  /** Its state before anybody touches it. */
  initial: Json
  required: boolean
}

const untouched = (element: Json): Json => {
  const type = String(element.type)
  switch (type) {
    case 'checkboxes':
      return { type, selected_options: element.initial_options ?? [] }
    case 'static_select':
    case 'external_select':
      return { type, selected_option: element.initial_option ?? null }
    case 'conversations_select':
      return { type, selected_conversation: element.initial_conversation ?? null }
    case 'datetimepicker':
      return { type, selected_date_time: element.initial_date_time ?? null }
    default:
      return { type, value: element.initial_value ?? null }
  }
}

/** Every input of these blocks. */
export const inputsOf = (blocks: Block[]): Input[] =>
  blocks.flatMap(({ type, block_id, label, element, optional }) =>
    type === 'input' && isObject(element)
      ? [
          {
            blockId: String(block_id),
            actionId: String(element.action_id ?? ''),
            label: isObject(label) ? String(label.text) : String(element.action_id ?? ''),
            element,
            initial: untouched(element),
            required: optional !== true,
          },
        ]
      : [],
  )
