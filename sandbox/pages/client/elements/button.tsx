import type { Json } from '../../../slack/model.ts'
import { textIn } from '../../../slack/render/parts.ts'
import { addressOf, wordsOf } from './read.ts'
import { type ElementProps, fieldName } from './use-element.ts'
import { usePress } from './use-press.ts'

const styleOf = (element: Json): string =>
  element.style === 'primary' ? 'button-primary' : element.style === 'danger' ? 'button-danger' : ''

/** A button; one with an address opens it in a new tab, and the app hears of the click all the same. */
export const Button = ({ element, blockId, describedBy }: ElementProps) => {
  const { press, isWaiting, dialog } = usePress(element, blockId)
  const address = addressOf(element.url)
  const said = {
    class: `button element-button ${styleOf(element)}`,
    'data-field': fieldName(element, blockId),
    'aria-label': textIn(element.accessibility_label) || undefined,
    'aria-describedby': describedBy,
    'aria-busy': isWaiting,
  }
  const label = wordsOf(element.text) || 'Button'
  if (!address)
    return (
      <>
        <button type="button" {...said} aria-disabled={isWaiting} onClick={() => press()}>
          {label}
        </button>
        {dialog}
      </>
    )
  const follow = (event: MouseEvent) => {
    // Opened by us, so that the question can come first.
    event.preventDefault()
    press(address)
  }
  return (
    <>
      <a {...said} href={address} target="_blank" rel="noopener noreferrer" onClick={follow}>
        {label}
      </a>
      {dialog}
    </>
  )
}
