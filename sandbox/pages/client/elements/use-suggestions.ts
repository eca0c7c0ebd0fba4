import { useEffect, useState } from 'preact/hooks'
import type { Json } from '../../../slack/model.ts'
import { useDrawing } from '../blocks/drawing.ts'
import { type Choice, choicesOf } from './choice.ts'

const PAUSE_MS = 250

type Found = { query: string; choices: Choice[]; note: string }

const leastOf = ({ min_query_length }: Json): number =>
  typeof min_query_length === 'number' ? min_query_length : 3

/**
 * What the app offers to what is typed (`undefined`: nothing is asked): after a pause in the typing, and an answer
 * that comes when something else stands there already is dropped.
 */
export const useSuggestions = (element: Json, blockId: string, query: string | undefined) => {
  const drawing = useDrawing()
  const [found, setFound] = useState<Found>()
  const least = leastOf(element)
  const asked = query !== undefined && query.length >= least ? query : undefined
  // Asked once a query: a new drawing of the same element asks nothing anew
  useEffect(() => {
    if (asked === undefined) return
    let isDropped = false
    const settle = (choices: Choice[], note: string) => {
      if (!isDropped) setFound({ query: asked, choices, note })
    }
    const due = setTimeout(() => {
      drawing.suggest(element, blockId, asked).then(
        (list) => {
          const choices = choicesOf(list)
          settle(choices, choices.length > 0 ? '' : 'No results')
        },
        () => settle([], 'The options could not be loaded.'),
      )
    }, PAUSE_MS)
    return () => {
      isDropped = true
      clearTimeout(due)
      setFound(undefined)
    }
  }, [asked, blockId])
  if (query !== undefined && asked === undefined)
    return { choices: [], note: `Type ${least} or more ${least === 1 ? 'letter' : 'letters'} to search` }
  return found && found.query === asked ? found : { choices: [], note: 'Searching…' }
}
