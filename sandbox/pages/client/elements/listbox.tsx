import { useEffect } from 'preact/hooks'
import type { Choice, ChoiceGroup } from './choice.ts'

/** The list that a combobox opens. Its options are `${id}-0`, `${id}-1`, … for `aria-activedescendant`. */
export const Listbox = (props: {
  id: string
  groups: ChoiceGroup[]
  isMulti: boolean
  /** Nothing more can be chosen. */
  isFull: boolean
  active: number
  isChosen: (choice: Choice) => boolean
  pick: (choice: Choice) => void
}) => {
  const { id, groups, isMulti, active, isChosen, pick } = props
  useEffect(() => {
    document.getElementById(`${id}-${active}`)?.scrollIntoView({ block: 'nearest' })
  }, [id, active])
  let next = 0
  const draw = (choice: Choice) => {
    const at = next++
    const isOn = isChosen(choice)
    return (
      // The keys are those of the text field, which keeps the focus.
      // biome-ignore lint/a11y/useKeyWithClickEvents: see above
      // biome-ignore lint/a11y/useFocusableInteractive: see above
      <div
        key={`${at} ${choice.id}`}
        id={`${id}-${at}`}
        role="option"
        aria-selected={isOn}
        aria-disabled={isMulti && props.isFull && !isOn}
        class={`element-option ${at === active ? 'element-option-active' : ''}`}
        onClick={() => pick(choice)}
      >
        {choice.label}
        {choice.note && <span class="element-option-note">{choice.note}</span>}
      </div>
    )
  }
  return (
    <div id={`${id}-list`} role="listbox" aria-multiselectable={isMulti} aria-label="Options">
      {groups.map(({ label, choices }, index) =>
        label === '' ? (
          choices.map(draw)
        ) : (
          // biome-ignore lint/a11y/useSemanticElements: a fieldset is no part of a listbox
          <div key={`${index} ${label}`} role="group" aria-labelledby={`${id}-group-${index}`}>
            <div id={`${id}-group-${index}`} class="combobox-group">
              {label}
            </div>
            {choices.map(draw)}
          </div>
        ),
      )}
    </div>
  )
}
