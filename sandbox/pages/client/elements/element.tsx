import type { JSX } from 'preact'
import { isObject } from '../../../slack/limits/report.ts'
import { textIn } from '../../../slack/render/parts.ts'
import { Button } from './button.tsx'
import { Checkboxes, RadioButtons } from './choices.tsx'
import { FeedbackButtons, IconButton } from './icon-buttons.tsx'
import { Overflow } from './overflow.tsx'
import { DatePicker, DateTimePicker, TimePicker } from './pickers.tsx'
import { NotPlayed, UnknownElement, WorkflowButton } from './quiet.tsx'
import { ExternalSelect, StaticSelect, WorkspaceSelect } from './selects.tsx'
import { TextInput } from './text-input.tsx'
import { type ElementProps, fieldName } from './use-element.ts'
import './element.css'

const KINDS = new Map<string, (props: ElementProps) => JSX.Element>([
  ['button', Button],
  ['overflow', Overflow],
  ['icon_button', IconButton],
  ['feedback_buttons', FeedbackButtons],
  ['workflow_button', WorkflowButton],
  ['static_select', StaticSelect],
  ['multi_static_select', StaticSelect],
  ['external_select', ExternalSelect],
  ['multi_external_select', ExternalSelect],
  ...['users', 'conversations', 'channels'].flatMap(
    (what) =>
      [
        [`${what}_select`, WorkspaceSelect],
        [`multi_${what}_select`, WorkspaceSelect],
      ] as const,
  ),
  ['datepicker', DatePicker],
  ['timepicker', TimePicker],
  ['datetimepicker', DateTimePicker],
  ['plain_text_input', TextInput],
  ['number_input', TextInput],
  ['email_text_input', TextInput],
  ['url_text_input', TextInput],
  ['checkboxes', Checkboxes],
  ['radio_buttons', RadioButtons],
  ['rich_text_input', NotPlayed],
  ['file_input', NotPlayed],
])

/** An interactive element of a block. Anything at all may come in. */
export const Element = (props: ElementProps) => {
  const element = isObject(props.element) ? props.element : {}
  const type = textIn(element.type)
  const Kind = KINDS.get(type)
  if (!Kind) return <UnknownElement type={type} />
  // Another element in the same place starts anew: nothing typed goes from one input into another.
  return <Kind {...props} element={element} key={`${type} ${fieldName(element, props.blockId)}`} />
}
