import type { JSX } from 'preact'
import { isObject } from '../../../slack/limits/report.ts'
import { textIn } from '../../../slack/render/parts.ts'
import { Button } from './button.tsx'
import { Checkboxes } from './checkboxes.tsx'
import { DateTimePicker } from './date-time-picker.tsx'
import { Overflow } from './overflow.tsx'
import { ConversationsSelect, ExternalSelect, StaticSelect } from './selects.tsx'
import { TextInput } from './text-input.tsx'
import { type ElementProps, fieldName } from './use-element.ts'
import './element.css'

const KINDS = new Map<string, (props: ElementProps) => JSX.Element>([
  ['button', Button],
  ['checkboxes', Checkboxes],
  ['conversations_select', ConversationsSelect],
  ['datetimepicker', DateTimePicker],
  ['external_select', ExternalSelect],
  ['number_input', TextInput],
  ['overflow', Overflow],
  ['plain_text_input', TextInput],
  ['static_select', StaticSelect],
])

/** An interactive element of a block. Anything at all may come in. */
export const Element = (props: ElementProps) => {
  const element = isObject(props.element) ? props.element : {}
  const type = textIn(element.type)
  const Kind = KINDS.get(type)
  if (!Kind)
    return <p class="element-unknown">{type ? `Unknown element: ${type}` : 'An element without a type'}</p>
  // Another element in the same place starts anew: nothing typed goes from one input into another.
  return <Kind {...props} element={element} key={`${type} ${fieldName(element, props.blockId)}`} />
}
