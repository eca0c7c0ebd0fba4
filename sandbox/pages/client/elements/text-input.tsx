import type { TargetedInputEvent, TargetedKeyboardEvent } from 'preact'
import { useId } from 'preact/hooks'
import { isObject } from '../../../slack/limits/report.ts'
import type { Json } from '../../../slack/model.ts'
import { textIn } from '../../../slack/render/parts.ts'
import { wordsOf } from './read.ts'
import { type ElementProps, useElement } from './use-element.ts'
import { useLater } from './use-later.ts'

const PAUSE_MS = 400

// A number stays text, as for Slack: a number field of the browser would swallow what is no number.
const keyboardOf = (element: Json): 'text' | 'email' | 'url' | 'decimal' | 'numeric' => {
  if (element.type === 'email_text_input') return 'email'
  if (element.type === 'url_text_input') return 'url'
  if (element.type !== 'number_input') return 'text'
  return element.is_decimal_allowed === true ? 'decimal' : 'numeric'
}

/** When a dispatching text tells the app: on Enter, unless the element says otherwise. */
const triggersOf = ({ dispatch_action_config: config }: Json): unknown[] =>
  isObject(config) && Array.isArray(config.trigger_actions_on)
    ? config.trigger_actions_on
    : ['on_enter_pressed']

/** `plain_text_input`, `number_input`, `email_text_input` and `url_text_input`. */
export const TextInput = (props: ElementProps) => {
  const { element } = props
  const { state, set, tell, tells, described } = useElement(props)
  const { later, now } = useLater(PAUSE_MS)
  const id = useId()
  const value = textIn(state.value)
  const most = typeof element.max_length === 'number' ? element.max_length : undefined
  const triggers = tells ? triggersOf(element) : []
  const isMultiline = element.multiline === true
  const said = described(wordsOf(element.placeholder) || 'Text')
  const common = {
    ...said,
    'aria-describedby':
      [said['aria-describedby'], most && `${id}-count`].filter(Boolean).join(' ') || undefined,
    class: 'field element-text',
    placeholder: wordsOf(element.placeholder) || undefined,
    value,
    onInput: (event: TargetedInputEvent<HTMLInputElement | HTMLTextAreaElement>) => {
      const typed = event.currentTarget.value || null
      set(typed)
      if (triggers.includes('on_character_entered')) later(() => tell(typed))
    },
    onBlur: now,
    onKeyDown: (event: TargetedKeyboardEvent<HTMLInputElement | HTMLTextAreaElement>) => {
      if (event.key !== 'Enter' || event.isComposing || isMultiline) return
      if (!triggers.includes('on_enter_pressed')) return
      event.preventDefault()
      tell(event.currentTarget.value || null)
    },
  }
  return (
    <span class="element-text-box">
      {isMultiline ? (
        <textarea {...common} rows={4} />
      ) : (
        <input {...common} type="text" inputMode={keyboardOf(element)} />
      )}
      {most !== undefined && (
        <span id={`${id}-count`} class={`element-count ${value.length > most ? 'element-count-over' : ''}`}>
          <span class="unseen">Characters: </span>
          {value.length} / {most}
        </span>
      )}
    </span>
  )
}
