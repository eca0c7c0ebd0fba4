import { Fragment } from 'preact'
import { useEffect } from 'preact/hooks'
import type { Choice } from './choice.ts'

/** The list that a combobox opens. Its options are `${id}-0`, `${id}-1`, … for `aria-activedescendant`. */
export const Listbox = ({
  id,
  choices,
  active,
  chosen,
  pick,
}: {
  id: string
  choices: Choice[]
  active: number
  chosen: Choice | undefined
  pick: (choice: Choice) => void
}) => {
  useEffect(() => {
    document.getElementById(`${id}-${active}`)?.scrollIntoView({ block: 'nearest' })
  }, [id, active])
  return (
    <div id={`${id}-list`} role="listbox" aria-label="Options">
      {choices.map((choice, at) => (
        <Fragment key={`${at} ${choice.id}`}>
          {choice.group && choice.group !== choices[at - 1]?.group && (
            <div class="element-option-group" role="presentation">
              {choice.group}
            </div>
          )}
          {/* The keys are those of the text field, which keeps the focus. */}
          {/* biome-ignore lint/a11y/useKeyWithClickEvents: see above */}
          {/* biome-ignore lint/a11y/useFocusableInteractive: see above */}
          <div
            id={`${id}-${at}`}
            role="option"
            aria-selected={chosen?.id === choice.id}
            class={`element-option ${at === active ? 'element-option-active' : ''}`}
            onClick={() => pick(choice)}
          >
            {choice.label}
            {choice.note && <span class="element-option-note">{choice.note}</span>}
          </div>
        </Fragment>
      ))}
    </div>
  )
}
