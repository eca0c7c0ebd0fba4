import { PortalError } from '../../domain/portal-error.ts'
import { worstOf } from '../../domain/search-stop.ts'
import { ttlCache } from '../../timing/ttl-cache.ts'
import type { FileHit, FilesFound } from '../../use-cases/search-ports.ts'
import { type AskInTime, answered, type CallResult, stopped } from './ask-in-time.ts'
import type { FoundFiles, SearchCalls } from './search-calls.ts'

/** What a search has found. */
export interface PlacesSearch extends FilesFound {
  /** Every place that was searched has answered. Otherwise the next search may find more. */
  whole: boolean
  /** Every place has sent all that it found. */
  complete: boolean
}

/** Searches every place for these words, until that moment. */
export type SearchPlaces = (words: string, until: number) => Promise<PlacesSearch>

/** How many rooms are searched, the last used ones. Each costs one of the portal's calls (docs/portal.md, Rate limits). */
const MOST_ROOMS = 30
const KEEP_ROOMS_MS = 60_000

/** Rooms to be searched; `all`: there are no others. */
interface Rooms {
  ids: readonly string[]
  all: boolean
}

/** The place is closed to this key, or gone. Asking again soon would change nothing. */
const SHUT: FoundFiles = { hits: [], complete: true }
const SHUT_KINDS: ReadonlySet<string> = new Set(['forbidden', 'scope', 'not-found'])
const ifShut =
  <T>(instead: T) =>
  (error: unknown): T => {
    if (error instanceof PortalError && SHUT_KINDS.has(error.kind)) return instead
    throw error
  }

/** Newest first, each file once. */
const merge = (found: readonly FoundFiles[]): FileHit[] => {
  const byId = new Map(found.flatMap(({ hits }) => hits).map((hit) => [hit.id, hit]))
  return [...byId.values()].sort((a, b) => b.changedAt - a.changedAt)
}

/** Searches the documents of the key's owner and the rooms used last, or the allowed rooms where these are set. */
export const searchPlaces = (
  { grant, ask }: AskInTime,
  {
    portal,
    now,
    allowedRooms,
  }: {
    portal: Pick<SearchCalls, 'searchFiles' | 'rooms'>
    now: () => number
    allowedRooms: () => readonly string[] | null
  },
): SearchPlaces => {
  const listed = ttlCache<CallResult<Rooms>>({ now, keepMs: KEEP_ROOMS_MS, most: 1 })

  /** A key without `rooms:read` can still search its documents. */
  const rooms = async (until: number): Promise<CallResult<Rooms>> => {
    const allowed = allowedRooms()
    if (allowed !== null) return answered({ ids: allowed, all: true })
    const found = await listed.get('rooms', async () => {
      const granted = await grant(1)
      const value: CallResult<Rooms> = granted.ok
        ? await ask(until, (ms) =>
            portal
              .rooms(ms)
              .then((ids): Rooms => ({ ids, all: true }))
              .catch(ifShut<Rooms>({ ids: [], all: false })),
          )
        : granted
      return { value, keep: value.ok }
    })
    return found ?? stopped('slow')
  }

  const searchIn = (place: string | null, words: string, until: number): Promise<CallResult<FoundFiles>> =>
    ask(until, (ms) => portal.searchFiles(words, place, ms).catch(ifShut(SHUT)))

  const searchMine = async (words: string, until: number): Promise<CallResult<FoundFiles>> => {
    const granted = await grant(1)
    return granted.ok ? searchIn(null, words, until) : granted
  }

  const searchRooms = async (words: string, until: number): Promise<readonly CallResult<FoundFiles>[]> => {
    const known = await rooms(until)
    if (!known.ok) return [known]
    const { ids, all } = known.value
    const granted = await grant(Math.min(ids.length, MOST_ROOMS))
    if (!granted.ok) return [granted]
    const found = await Promise.all(ids.slice(0, granted.value).map((place) => searchIn(place, words, until)))
    const isShut = found.length > 0 && found.every((one) => one.ok && one.value === SHUT)
    if (isShut) return [...found, stopped('rooms')]
    if (granted.value < Math.min(ids.length, MOST_ROOMS)) return [...found, stopped('crowded')]
    return all && ids.length <= MOST_ROOMS ? found : [...found, stopped('rooms')]
  }

  return async (words, until) => {
    // "My documents" is searched while the list of rooms is still being read.
    const [mine, others] = await Promise.all([
      allowedRooms() === null ? searchMine(words, until) : null,
      searchRooms(words, until),
    ])
    const found = mine === null ? others : [mine, ...others]
    const lists = found.flatMap((one) => (one.ok ? [one.value] : []))
    const stops = found.flatMap((one) => (one.ok ? [] : [one.stop]))
    const whole = stops.every(({ why }) => why === 'rooms')
    // If no place could be looked at, it is not known whether there is such a file.
    if (whole && lists.every((one) => one === SHUT))
      return { hits: [], stop: { why: 'closed' }, whole: false, complete: false }
    return {
      hits: merge(lists),
      stop: worstOf(stops),
      whole,
      complete: whole && lists.every(({ complete }) => complete),
    }
  }
}
