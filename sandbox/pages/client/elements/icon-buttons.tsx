import { isObject } from '../../../slack/limits/report.ts'
import { textIn } from '../../../slack/render/parts.ts'
import { wordsOf } from './read.ts'
import { type ElementProps, fieldName } from './use-element.ts'
import { usePress } from './use-press.ts'

const ICONS = new Map([['trash', '🗑️']])

/** `icon_button`: a small sign with its words for screen readers and on hovering. */
export const IconButton = ({ element, blockId }: ElementProps) => {
  const { press, isWaiting, dialog } = usePress(element, blockId)
  const label = textIn(element.accessibility_label) || wordsOf(element.text) || 'Button'
  return (
    <>
      <button
        type="button"
        class="element-icon"
        data-field={fieldName(element, blockId)}
        aria-label={label}
        title={label}
        aria-busy={isWaiting}
        onClick={() => press(textIn(element.value))}
      >
        {ICONS.get(textIn(element.icon)) ?? '•'}
      </button>
      {dialog}
    </>
  )
}

const SIDES = [
  { part: 'positive_button', sign: '👍' },
  { part: 'negative_button', sign: '👎' },
]

/** `feedback_buttons`: thumbs up and down. */
export const FeedbackButtons = ({ element, blockId }: ElementProps) => {
  const { press, isWaiting, dialog } = usePress(element, blockId)
  return (
    <span class="element-row">
      {SIDES.map(({ part, sign }) => {
        const side = element[part]
        if (!isObject(side)) return null
        const label = textIn(side.accessibility_label) || wordsOf(side.text)
        return (
          <button
            key={part}
            type="button"
            class="element-icon"
            data-field={`${fieldName(element, blockId)}.${part}`}
            aria-label={label}
            title={label}
            aria-busy={isWaiting}
            onClick={() => press(textIn(side.value))}
          >
            {sign}
          </button>
        )
      })}
      {dialog}
    </span>
  )
}
