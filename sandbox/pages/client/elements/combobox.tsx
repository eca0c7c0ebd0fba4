import type { TargetedInputEvent, TargetedKeyboardEvent } from 'preact'
import { useId, useRef, useState } from 'preact/hooks'
import type { Choice, ChoiceGroup } from './choice.ts'
import { Listbox } from './listbox.tsx'
import { Popup } from './popup.tsx'
import './combobox.css'

export type ComboboxProps = {
  groups: ChoiceGroup[]
  chosen: Choice[]
  isMulti: boolean
  /** Of a multi select: no more than these. */
  most: number
  canClear: boolean
  placeholder: string
  /** What is typed, as long as the list is open. */
  query: string
  /** Instead of a list: "Searching…". */
  note: string
  /** `undefined`: the list closes. */
  onQuery: (query: string | undefined) => void
  onChange: (chosen: Choice[]) => void
  /** Names, descriptions and marks of the control. */
  described: object
}

/** A field to choose from a list by typing, arrows or pointer; a multi select shows what is chosen before it. */
export const Combobox = (props: ComboboxProps & { isOpen: boolean }) => {
  const { groups, chosen, isMulti, most, canClear, placeholder, query, note, isOpen, onQuery, onChange } =
    props
  const id = useId()
  const box = useRef<HTMLDivElement>(null)
  const input = useRef<HTMLInputElement>(null)
  const [at, setAt] = useState(0)
  const all = groups.flatMap(({ choices }) => choices)
  const active = Math.min(at, all.length - 1)
  const label = chosen[0]?.label ?? ''
  const isChosen = (choice: Choice) => chosen.some((other) => other.id === choice.id)

  const open = (typed = '') => {
    const first = all.findIndex(isChosen)
    setAt(typed === '' && !isMulti && first > 0 ? first : 0)
    onQuery(typed)
  }
  const without = (choice: Choice) => {
    onChange(chosen.filter((other) => other.id !== choice.id))
    input.current?.focus()
  }
  const pick = (choice: Choice | undefined) => {
    if (!choice) return
    if (!isMulti) {
      onQuery(undefined)
      onChange([choice])
    } else if (isChosen(choice)) without(choice)
    else if (chosen.length < most) {
      onQuery('')
      onChange([...chosen, choice])
    }
  }
  const erase = (): boolean => {
    const last = chosen.at(-1)
    if (!last || query !== '' || (!isMulti && (!canClear || isOpen))) return false
    without(last)
    return true
  }

  const keys: Record<string, () => boolean> = {
    ArrowDown: () => {
      if (isOpen) setAt(all.length === 0 ? 0 : (active + 1) % all.length)
      else open()
      return true
    },
    ArrowUp: () => {
      if (isOpen) setAt(active <= 0 ? Math.max(0, all.length - 1) : active - 1)
      else open()
      return true
    },
    Enter: () => {
      if (isOpen) pick(all[active])
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
      <div class={`combobox-field ${isMulti ? 'combobox-multi' : ''}`}>
        {isMulti &&
          chosen.map((choice) => (
            <span key={choice.id} class="combobox-chip">
              {choice.label}
              <button type="button" aria-label={`Remove ${choice.label}`} onClick={() => without(choice)}>
                ×
              </button>
            </span>
          ))}
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
          placeholder={isMulti && chosen.length > 0 ? '' : (!isMulti && label) || placeholder}
          value={isOpen || isMulti ? query : label}
          onInput={onInput}
          onKeyDown={onKeyDown}
          onClick={() => isOpen || open()}
          onBlur={() => onQuery(undefined)}
        />
        {canClear && !isMulti && chosen[0] ? (
          <button
            type="button"
            class="combobox-clear"
            aria-label={`Clear ${label}`}
            onClick={() => onChange([])}
          >
            ×
          </button>
        ) : (
          <span class="combobox-arrow" aria-hidden="true" />
        )}
      </div>
      <span class="unseen" role="status">
        {isOpen ? note || `${all.length} ${all.length === 1 ? 'result' : 'results'}` : ''}
      </span>
      {isOpen && (
        <Popup anchor={box} least={220}>
          {note && (
            <p class="combobox-note" aria-hidden="true">
              {note}
            </p>
          )}
          <Listbox {...{ id, groups, isMulti, active, isChosen, pick }} isFull={chosen.length >= most} />
        </Popup>
      )}
    </div>
  )
}
