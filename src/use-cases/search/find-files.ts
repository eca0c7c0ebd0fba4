import { readTypedFileId } from '../../domain/file-address.ts'
import { roomAllowed } from '../../domain/policy.ts'
import { PortalError } from '../../domain/portal-error.ts'
import { cutsLetter, titleHolds } from '../../domain/title-match.ts'
import { ttlCache } from '../../timing/ttl-cache.ts'
import type { Now, Portal } from '../ports.ts'
import type { FileOffer, SearchBudget, SearchQuota, SearchStop } from '../search-ports.ts'
import { askInTime, worstOf } from './ask-in-time.ts'
import { newestFirst } from './newest-first.ts'
import { type Search, searchPlaces } from './search-places.ts'

export interface FindDeps {
  portal: Portal
  quota: SearchQuota
  budget: SearchBudget
  /** Searches of one person that ask the portal; null: any number. */
  searchesPerMinute: number | null
  now: Now
  portalOrigin: string
  /** Rooms and folders that files may be shared from; null: all. */
  allowedRooms: readonly string[] | null
}

/** Slack waits 3 s, and the way to us and back takes some of it. */
const WITHIN_MS = 2_000
const LEAST_LETTERS = 2
const MOST_LETTERS = 100
const MOST_FILES = 50
/** Searches of one person that ask the portal at a time. */
const MOST_UNDER_WAY = 2
const KEEP_ANSWER_MS = 30_000
const KEEP_ANSWERS = 500
/** The file that an id names, and the folder that it lies in. */
const LOOK_UP_CALLS = 2

/** What is looked for: a file that was named by id or address, and files whose title holds the words. */
interface Wanted {
  fileId: string | null
  words: string | null
}

const NOTHING_ELSE: FileOffer = { hits: [], stop: null }
const nothing = (stop: SearchStop): FileOffer => ({ hits: [], stop })

/** The file that was named before all others. */
const join = (first: FileOffer, others: FileOffer): FileOffer => {
  const ids = new Set(first.hits.map(({ id }) => id))
  const hits = [...first.hits, ...others.hits.filter(({ id }) => !ids.has(id))]
  return { hits: hits.slice(0, MOST_FILES), stop: worstOf([first.stop, others.stop]) }
}

/**
 * No portal distinguishes upper and lower case. It is still sent what was typed, since lower case may change a letter
 * (İ).
 */
const keyOf = (words: string): string => words.toLowerCase()

/**
 * Whether the titles explain what was found. A portal that looks into files, or compares in its own way, must be asked
 * anew.
 */
const isExplained = ({ hits }: Search, words: string): boolean =>
  hits.every(({ title }) => titleHolds(title, words))

/**
 * Files to offer while somebody types, in time even if the portal is slow, and why there may be others. Results are
 * kept for a while, for everybody: one key finds the same for all.
 */
export const findFiles = (deps: FindDeps) => {
  const { portal, quota, budget, searchesPerMinute, now, portalOrigin, allowedRooms } = deps
  const answers = ttlCache<Search>({ now, keepMs: KEEP_ANSWER_MS, most: KEEP_ANSWERS })
  const lookUps = ttlCache<FileOffer>({ now, keepMs: KEEP_ANSWER_MS, most: KEEP_ANSWERS })
  const asking = askInTime({ budget, now })
  const search = searchPlaces(asking, { portal, now, allowedRooms })
  const inLine = newestFirst(MOST_UNDER_WAY)

  /** The result taken from an earlier search for fewer letters, if that one was complete. */
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

  /** The result without asking the portal; null where it must be asked. */
  const known = ({ fileId, words }: Wanted): FileOffer | null => {
    const first = fileId === null ? NOTHING_ELSE : lookUps.peek(fileId)
    const others = words === null ? NOTHING_ELSE : (answers.peek(keyOf(words)) ?? narrowed(words))
    return first === null || others === null ? null : join(first, others)
  }

  const byWords = async (words: string, until: number): Promise<FileOffer> => {
    const found = narrowed(words)
    if (found !== null) return found
    const asked = await answers.get(keyOf(words), async () => {
      const value = await search(words, until)
      return { value, keep: value.whole }
    })
    return asked ?? nothing({ why: 'slow' })
  }

  /** The file that an id or address names, unless it lies outside the allowed rooms. */
  const lookUp = async (fileId: string, until: number): Promise<FileOffer> => {
    const granted = await asking.grant(LOOK_UP_CALLS, LOOK_UP_CALLS)
    if (!granted.ok) return nothing(granted.stop)
    const found = await asking.ask(until, (ms) =>
      portal.lookUp(fileId, ms).catch((error: unknown) => {
        const isNone =
          error instanceof PortalError && (error.kind === 'not-found' || error.kind === 'forbidden')
        if (isNone) return null
        throw error
      }),
    )
    if (!found.ok) return nothing(found.stop)
    const isOffered = found.value !== null && roomAllowed(found.value.path, { allowedRooms }).ok
    return isOffered && found.value !== null ? { hits: [found.value.hit], stop: null } : NOTHING_ELSE
  }

  const byId = async (fileId: string, until: number): Promise<FileOffer> => {
    const asked = await lookUps.get(fileId, async () => {
      const value = await lookUp(fileId, until)
      return { value, keep: value.stop === null }
    })
    return asked ?? nothing({ why: 'slow' })
  }

  const ask = async ({ fileId, words }: Wanted, until: number): Promise<FileOffer> => {
    const [first, others] = await Promise.all([
      fileId === null ? NOTHING_ELSE : byId(fileId, until),
      words === null ? NOTHING_ELSE : byWords(words, until),
    ])
    return join(first, others)
  }

  const readWanted = (letters: string): Wanted | null => {
    // Titles are in one Unicode form. Pasted or typed text may be in another, with an accent as a character of its own.
    const typed = letters.normalize('NFC').trim().replace(/\s+/g, ' ')
    const words = [...typed.slice(0, 2 * MOST_LETTERS)].slice(0, MOST_LETTERS).join('')
    if (words.length < LEAST_LETTERS) return null
    const file = readTypedFileId(typed, portalOrigin)
    const isAddress = /[/:]/.test(typed) && file !== null
    return { fileId: file?.ok ? file.fileId : null, words: isAddress ? null : words }
  }

  return async (team: string, userId: string, letters: string): Promise<FileOffer> => {
    const wanted = readWanted(letters)
    if (wanted === null) return nothing({ why: 'letters' })
    const atOnce = known(wanted)
    if (atOnce !== null) return atOnce
    const until = now() + WITHIN_MS
    const found = await inLine(`${team}:${userId}`, async () => {
      const meanwhile = known(wanted)
      if (meanwhile !== null) return meanwhile
      if (now() >= until) return nothing({ why: 'slow' })
      const waitMs = searchesPerMinute === null ? null : await quota(team, userId, now(), searchesPerMinute)
      return waitMs === null ? ask(wanted, until) : nothing({ why: 'quota', waitMs })
    })
    return found ?? nothing({ why: 'newer' })
  }
}
