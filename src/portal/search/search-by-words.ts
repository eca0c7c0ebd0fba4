import { cutsLetter, titleHolds } from '../../domain/title-match.ts'
import { ttlCache } from '../../timing/ttl-cache.ts'
import type { FilesFound, SearchOf } from '../../use-cases/search-ports.ts'
import { KEEP_ANSWER_MS, KEEP_ANSWERS } from './kept-answers.ts'
import type { PlacesSearch, SearchPlaces } from './search-places.ts'

/**
 * The key under which an answer is kept. No portal distinguishes upper and lower case. The portal is still sent what was
 * typed, since some letters change when they are put into lower case (İ).
 */
const keyOf = (words: string): string => words.toLowerCase()

/**
 * Whether the titles explain what was found. A portal that looks into files, or compares in its own way, must be asked
 * anew.
 */
const isExplained = ({ hits }: PlacesSearch, words: string): boolean =>
  hits.every(({ title }) => titleHolds(title, words))

/** Searches by words. The portal is asked only where neither they nor fewer letters of them were searched for lately. */
export const searchByWords = (search: SearchPlaces, now: () => number): SearchOf<FilesFound> => {
  const answers = ttlCache<PlacesSearch>({ now, keepMs: KEEP_ANSWER_MS, most: KEEP_ANSWERS })

  /** The result as a part of what an earlier search for fewer letters has found, if that one was complete. */
  const narrowed = (words: string): PlacesSearch | null => {
    for (let length = words.length - 1; length > 0; length -= 1) {
      const fewer = words.slice(0, length)
      const earlier = answers.peek(keyOf(fewer))
      if (earlier?.complete && !cutsLetter(words, length) && isExplained(earlier, fewer)) {
        return { ...earlier, hits: earlier.hits.filter(({ title }) => titleHolds(title, words)) }
      }
    }
    return null
  }

  return {
    known: (words) => answers.peek(keyOf(words)) ?? narrowed(words),
    ask: async (words, until) => {
      const found = narrowed(words)
      if (found !== null) return found
      const asked = await answers.get(keyOf(words), async () => {
        const value = await search(words, until)
        return { value, keep: value.whole }
      })
      return asked ?? { hits: [], stop: { why: 'slow' } }
    },
  }
}
