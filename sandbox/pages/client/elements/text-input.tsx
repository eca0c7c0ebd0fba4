import type { TargetedInputEvent } from 'preact'
import { useId } from 'preact/hooks'
import type { Json } from '../../../slack/model.ts'
import { textIn } from '../../../slack/render/parts.ts'
import { wordsOf } from './read.ts'
import { type ElementProps, useElement } from './use-element.ts'

// A number stays text, as for Slack: a number field of the browser would swallow what is no number.
const keyboardOf = (element: Json): 'text' | 'decimal' | 'numeric' => {
  if (element.type !== 'number_input') return 'text'
  return element.is_decimal_allowed === true ? 'decimal' : 'numeric'
}

/** `plain_text_input` and `number_input`. */
export const TextInput = (props: ElementProps) => {
  const { element } = props
  const { state, change, described } = useElement(props)
  const id = useId()
  const value = textIn(state.value)
  const most = typeof element.max_length === 'number' ? element.max_length : undefined
  const said = described(wordsOf(element.placeholder) || 'Text')
  const common = {
    ...said,
    'aria-describedby':
      [said['aria-describedby'], most && `${id}-count`].filter(Boolean).join(' ') || undefined,
    class: 'field element-text',
    placeholder: wordsOf(element.placeholder) || undefined,
    value,
    onInput: (event: TargetedInputEvent<HTMLInputElement | HTMLTextAreaElement>) =>
      change(event.currentTarget.value || null),
  }
  return (
    <span class="element-text-box">
      {element.multiline === true ? (
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
