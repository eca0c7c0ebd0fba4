import { useState } from 'preact/hooks'
import type { SlackScreen } from '../../contract.ts'
import { type Suggestion, suggestionsFor } from './suggestions.ts'

/** What is offered to a text, which of it is pointed at, and the keys for both. */
export const useSuggestions = (
  text: string,
  screen: SlackScreen,
  choose: (suggestion: Suggestion) => void,
) => {
  const [pointed, setPointed] = useState({ text, index: 0 })
  const [closedAt, setClosedAt] = useState<string>()
  const suggestions = closedAt === text ? [] : suggestionsFor(text, screen)
  const current = pointed.text === text ? pointed.index : 0
  const point = (index: number) =>
    setPointed({ text, index: (index + suggestions.length) % suggestions.length })

  /** True: the key was meant for the list. */
  const onKey = ({ key, shiftKey }: KeyboardEvent): boolean => {
    const chosen = suggestions[current]
    if (!chosen) return false
    if (key === 'ArrowDown') point(current + 1)
    else if (key === 'ArrowUp') point(current - 1)
    else if (key === 'Escape') setClosedAt(text)
    else if (key === 'Tab' && !shiftKey) choose(chosen)
    // A complete command is sent by Enter, as it stands.
    else if (key === 'Enter' && !shiftKey && !(chosen.kind === 'command' && chosen.command === text))
      choose(chosen)
    else return false
    return true
  }
  return { suggestions, current, onKey }
}
