import { readTypedFile } from '../domain/file-address.ts'
import { roomAllowed } from '../domain/policy.ts'
import { PortalError } from '../domain/portal-error.ts'
import { cutsLetter, titleHolds } from '../domain/title-match.ts'
import type { FileHit, FoundFiles, Now, Portal } from './ports.ts'
import { recent } from './recent.ts'

export interface FindDeps {
  portal: Portal
  now: Now
  portalOrigin: string
  /** Rooms and folders that files may be shared from; null: all. */
  allowedRooms: readonly string[] | null
}

/** Slack waits 3 s, its way to us and back included. */
const WITHIN_MS = 2_000
const LEAST_LETTERS = 2
const MOST_LETTERS = 100
const MOST_FILES = 50
/** The last used rooms: each costs a call, and all calls of a key together are rationed (contract 6). */
const MOST_ROOMS = 30
const KEEP_ROOMS_MS = 60_000
const KEEP_ANSWER_MS = 30_000
const KEEP_ANSWERS = 500
/** After the portal has said that it is asked too much: links matter more than a search. */
const PAUSE_MS = 5_000

interface Search extends FoundFiles {
  /** Every place has answered; what some place left out may be there the next time. */
  whole: boolean
}

const NOTHING_THERE: FoundFiles = { hits: [], complete: true }

/** No portal tells cases apart. It is sent what was typed: to make letters small may make them others (İ). */
const keyOf = (words: string): string => words.toLowerCase()

/** Newest first, each file once, no more than anybody looks at. */
const merge = (found: readonly FoundFiles[]): FileHit[] => {
  const byId = new Map(found.flatMap(({ hits }) => hits).map((hit) => [hit.id, hit]))
  return [...byId.values()].sort((a, b) => b.changedAt - a.changedAt)
}

/** Whether we see why the portal found these: one that looks into files, or compares in its own way, must be asked anew. */
const isExplained = ({ hits }: Search, words: string): boolean =>
  hits.every(({ title }) => titleHolds(title, words))

/** Files to offer while somebody types, and soon: nothing rather than late, whatever the portal does. */
export const findFiles = ({ portal, now, portalOrigin, allowedRooms }: FindDeps) => {
  const answers = recent<Search>({ now, keepMs: KEEP_ANSWER_MS, most: KEEP_ANSWERS })
  const places = recent<string[]>({ now, keepMs: KEEP_ROOMS_MS, most: 1 })
  let quietUntil = 0

  /** What comes in time; null for what does not. */
  const inTime = async <T>(until: number, call: (withinMs: number) => Promise<T>): Promise<T | null> => {
    const left = until - now()
    if (left <= 0 || now() < quietUntil) return null
    try {
      return await call(left)
    } catch (error) {
      if (!(error instanceof PortalError)) throw error
      if (error.kind === 'rate-limited') quietUntil = now() + (error.retryAfterMs ?? PAUSE_MS)
      return null
    }
  }

  /** Shut to this key, or gone: asking again soon would change nothing. */
  const ifShut =
    <T>(instead: T) =>
    (error: unknown): T => {
      if (error instanceof PortalError && (error.status === 403 || error.status === 404)) return instead
      throw error
    }

  /** A key without `rooms:read` has its documents all the same. */
  const rooms = (until: number): Promise<string[] | null> =>
    places.get('rooms', async () => {
      const value = await inTime(until, (ms) => portal.rooms(ms).catch(ifShut<string[]>([])))
      return { value, keep: true }
    })

  const searchIn = (place: string | null, words: string, until: number): Promise<FoundFiles | null> =>
    inTime(until, (ms) => portal.searchFiles(words, place, ms).catch(ifShut(NOTHING_THERE)))

  const searchRooms = async (words: string, until: number): Promise<(FoundFiles | null)[]> => {
    const known = allowedRooms ?? (await rooms(until))
    if (known === null) return [null]
    const found = await Promise.all(known.slice(0, MOST_ROOMS).map((place) => searchIn(place, words, until)))
    return known.length > MOST_ROOMS ? [...found, { hits: [], complete: false }] : found
  }

  const search = async (words: string, until: number): Promise<Search> => {
    // My documents while the list of rooms is still on its way.
    const [mine, others] = await Promise.all([
      allowedRooms === null ? searchIn(null, words, until) : NOTHING_THERE,
      searchRooms(words, until),
    ])
    const found = [mine, ...others]
    const answered = found.filter((one) => one !== null)
    const whole = answered.length === found.length
    return { hits: merge(answered), whole, complete: whole && answered.every(({ complete }) => complete) }
  }

  /** From what was found for fewer letters, if that was all there is, and holds what is looked for now. */
  const narrowed = (words: string): Search | null => {
    for (let length = words.length - 1; length >= LEAST_LETTERS; length -= 1) {
      const fewer = words.slice(0, length)
      const earlier = answers.peek(keyOf(fewer))
      if (earlier?.complete && !cutsLetter(words, length) && isExplained(earlier, fewer)) {
        return { ...earlier, hits: earlier.hits.filter(({ title }) => titleHolds(title, words)) }
      }
    }
    return null
  }

  const byWords = async (words: string, until: number): Promise<readonly FileHit[]> => {
    const known = answers.peek(keyOf(words)) ?? narrowed(words)
    if (known !== null) return known.hits
    const found = await answers.get(keyOf(words), async () => {
      const value = await search(words, until)
      return { value, keep: value.whole }
    })
    return found?.hits ?? []
  }

  /** The file that an id or an address names, unless it may not be shared from here anyway. */
  const named = async (fileId: string, until: number): Promise<FileHit[]> => {
    const found = await inTime(until, (ms) => portal.lookUp(fileId, ms))
    return found === null || !roomAllowed(found.path, { allowedRooms }).ok ? [] : [found.hit]
  }

  return async (letters: string): Promise<readonly FileHit[]> => {
    // Titles are in one form, what is pasted or typed may be in another: an accent as a sign of its own.
    const typed = letters.normalize('NFC').trim().replace(/\s+/g, ' ')
    const words = [...typed.slice(0, 2 * MOST_LETTERS)].slice(0, MOST_LETTERS).join('')
    if (words.length < LEAST_LETTERS) return []
    const until = now() + WITHIN_MS
    const file = readTypedFile(typed, portalOrigin)
    const isAddress = /[/:]/.test(typed) && file !== null
    const [first, others] = await Promise.all([
      file?.ok ? named(file.fileId, until) : [],
      isAddress ? [] : byWords(words, until),
    ])
    const ids = new Set(first.map(({ id }) => id))
    return [...first, ...others.filter(({ id }) => !ids.has(id))].slice(0, MOST_FILES)
  }
}
