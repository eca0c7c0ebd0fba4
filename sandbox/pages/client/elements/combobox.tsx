import type { TargetedInputEvent, TargetedKeyboardEvent } from 'preact'
import { useId, useRef, useState } from 'preact/hooks'
import type { Choice } from './choice.ts'
import { Listbox } from './listbox.tsx'
import { Popup } from './popup.tsx'
import './combobox.css'

export type ComboboxProps = {
  choices: Choice[]
  chosen: Choice | undefined
  placeholder: string
  /** What is typed, as long as the list is open. */
  query: string
  /** Instead of a list: "Searching…". */
  note: string
  /** `undefined`: the list closes. */
  onQuery: (query: string | undefined) => void
  /** `undefined`: nothing is chosen any more. */
  onChange: (chosen: Choice | undefined) => void
  /** Names, descriptions and marks of the control. */
  described: object
}

/** A field to choose from a list by typing, arrows or pointer. */
export const Combobox = (props: ComboboxProps & { isOpen: boolean }) => {
  const { choices, chosen, placeholder, query, note, isOpen, onQuery, onChange } = props
  const id = useId()
  const box = useRef<HTMLDivElement>(null)
  const input = useRef<HTMLInputElement>(null)
  const [at, setAt] = useState(0)
  const active = Math.min(at, choices.length - 1)
  const label = chosen?.label ?? ''

  const open = (typed = '') => {
    const first = choices.findIndex(({ id }) => id === chosen?.id)
    setAt(typed === '' && first > 0 ? first : 0)
    onQuery(typed)
  }
  const clear = () => {
    onChange(undefined)
    input.current?.focus()
  }
  const pick = (choice: Choice | undefined) => {
    if (!choice) return
    onQuery(undefined)
    onChange(choice)
  }
  const erase = (): boolean => {
    if (!chosen || query !== '' || isOpen) return false
    clear()
    return true
  }

  const keys: Record<string, () => boolean> = {
    ArrowDown: () => {
      if (isOpen) setAt(choices.length === 0 ? 0 : (active + 1) % choices.length)
      else open()
      return true
    },
    ArrowUp: () => {
      if (isOpen) setAt(active <= 0 ? Math.max(0, choices.length - 1) : active - 1)
      else open()
      return true
    },
    Enter: () => {
      if (isOpen) pick(choices[active])
      return isOpen
    },
    Escape: () => {
      onQuery(undefined)
      return isOpen
    },
    Backspace: erase,
    Delete: erase,
  }
  const onKeyDown = (event: TargetedKeyboardEvent<HTMLInputElement>) => {
    if (event.isComposing) return
    if (Object.hasOwn(keys, event.key) && keys[event.key]?.()) {
      event.preventDefault()
      event.stopPropagation()
    } else if (!isOpen && event.key.length === 1) input.current?.select() // what is typed replaces the chosen words
  }
  const onInput = ({ currentTarget }: TargetedInputEvent<HTMLInputElement>) => open(currentTarget.value)

  return (
    <div ref={box} class="combobox">
      <div class="combobox-field">
        <input
          {...props.described}
          ref={input}
          class="combobox-input"
          role="combobox"
          type="text"
          autocomplete="off"
          spellcheck={false}
          aria-autocomplete="list"
          aria-expanded={isOpen}
          aria-controls={isOpen ? `${id}-list` : undefined}
          aria-activedescendant={isOpen && active >= 0 ? `${id}-${active}` : undefined}
          placeholder={label || placeholder}
          value={isOpen ? query : label}
          onInput={onInput}
          onKeyDown={onKeyDown}
          onClick={() => isOpen || open()}
          onBlur={() => onQuery(undefined)}
        />
        {chosen ? (
          <button type="button" class="combobox-clear" aria-label={`Clear ${label}`} onClick={clear}>
            ×
          </button>
        ) : (
          <span class="combobox-arrow" aria-hidden="true" />
        )}
      </div>
      <span class="unseen" role="status">
        {isOpen ? note || `${choices.length} ${choices.length === 1 ? 'result' : 'results'}` : ''}
      </span>
      {isOpen && (
        <Popup anchor={box} least={220}>
          {note && (
            <p class="combobox-note" aria-hidden="true">
              {note}
            </p>
          )}
          <Listbox {...{ id, choices, active, chosen, pick }} />
        </Popup>
      )}
    </div>
  )
}
