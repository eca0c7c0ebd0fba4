import { useId } from 'preact/hooks'
import { objectsIn, textIn } from '../../../slack/render/parts.ts'
import { Text } from '../blocks/text.tsx'
import { type ElementProps, useElement } from './use-element.ts'

const idOf = (option: unknown): string => textIn(objectsIn([option])[0]?.value)

/** `checkboxes`. */
export const Checkboxes = (props: ElementProps) => {
  const { state, change, described, field } = useElement(props)
  const options = objectsIn(props.element.options)
  const id = useId()
  const { 'aria-required': isRequired, ...said } = described('Options')
  const on = new Set(objectsIn(state.selected_options).map(idOf))
  const toggle = (value: string) => {
    if (!on.delete(value)) on.add(value)
    change(options.map(idOf).filter((id) => on.has(id)))
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would need the label of the block inside it
    <div
      role="group"
      class="element-choices"
      {...said}
      aria-describedby={
        [isRequired && `${id}-required`, said['aria-describedby']].filter(Boolean).join(' ') || undefined
      }
      data-field={undefined}
    >
      {/* A group cannot be required, nor has any one of its boxes to be ticked. */}
      {isRequired && (
        <span id={`${id}-required`} class="unseen">
          Required
        </span>
      )}
      {options.map((option) => (
        <label key={idOf(option)} class="element-choice">
          <input
            type="checkbox"
            data-field={`${field}.${idOf(option)}`}
            checked={on.has(idOf(option))}
            onChange={() => toggle(idOf(option))}
          />
          <span class="element-choice-words">
            <Text of={option.text} />
          </span>
        </label>
      ))}
    </div>
  )
}
