import './suggestion-list.css'
import { Icon } from '../kit/icon.tsx'
import type { Suggestion } from './suggestions.ts'

/** Names an option for `aria-activedescendant`. */
export const optionId = (listId: string, index: number): string => `${listId}-${index}`

/** What may be meant, above the composer; the focus stays in the text. */
export const SuggestionList = ({
  id,
  suggestions,
  current,
  choose,
}: {
  id: string
  suggestions: Suggestion[]
  current: number
  choose: (suggestion: Suggestion) => void
}) => (
  <div id={id} class="suggestion-list" role="listbox" aria-label="Commands and shortcuts">
    {suggestions.map((suggestion, index) => (
      // The keys are heard by the text, which keeps the focus.
      // biome-ignore lint/a11y/useKeyWithClickEvents: see above
      // biome-ignore lint/a11y/useFocusableInteractive: see above
      <div
        key={suggestion.kind === 'command' ? suggestion.command : suggestion.callbackId}
        id={optionId(id, index)}
        class="suggestion-list-one"
        role="option"
        aria-selected={index === current}
        onPointerDown={(event) => event.preventDefault()}
        onClick={() => choose(suggestion)}
      >
        <span class="suggestion-list-sign">
          <Icon name="link" />
        </span>
        <span>
          {suggestion.kind === 'command' ? (
            <>
              <strong>{suggestion.command}</strong> <span>{suggestion.usageHint}</span>
            </>
          ) : (
            <>
              <strong>{suggestion.name}</strong> <span class="badge">SHORTCUT</span>
            </>
          )}
          <small>{suggestion.description}</small>
        </span>
      </div>
    ))}
  </div>
)
