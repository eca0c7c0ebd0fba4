import type { Member } from '../../domain/connected-account.ts'
import { type FileProblem, readTypedFileId } from '../../domain/file-address.ts'
import { isRoomAllowed } from '../../domain/policy.ts'
import { type SearchStop, worstOf } from '../../domain/search-stop.ts'
import type { Now } from '../ports.ts'
import type { FileById, FileOffer, FileSearch, FilesFound, SearchQuota } from '../search-ports.ts'
import { newestFirst } from './newest-first.ts'

export interface FindDeps {
  searchFor: (member: Member) => FileSearch
  quota: SearchQuota
  /** Searches of one person that ask the portal; null: any number. */
  searchesPerMinute: number | null
  now: Now
  portalOrigin: string
  /** Rooms and folders that files may be shared from; null: all. */
  allowedRooms: () => readonly string[] | null
}

/** Slack waits 3 s, and the way to us and back takes some of it. */
const WITHIN_MS = 2_000
const LEAST_LETTERS = 2
const MOST_LETTERS = 100
const MOST_FILES = 50
/** Searches of one person that ask the portal at a time. */
const MOST_UNDER_WAY = 2

/** What is looked for: a file that was named by id or address, and files whose title holds the words. */
interface Wanted {
  fileId: string | null
  words: string | null
  problem: FileProblem | null
}

const NOTHING_ELSE: FilesFound = { hits: [], stop: null }
const NO_FILE: FileById = { found: null, stop: null }
const nothing = (stop: SearchStop): FilesFound => ({ hits: [], stop })

/** The file that was named before all others. */
const join = (first: FilesFound, others: FilesFound): FilesFound => {
  const ids = new Set(first.hits.map(({ id }) => id))
  const hits = [...first.hits, ...others.hits.filter(({ id }) => !ids.has(id))]
  return { hits: hits.slice(0, MOST_FILES), stop: worstOf([first.stop, others.stop]) }
}

/** Files to offer while somebody types, in time even if the portal is slow, and why there may be others. */
export const findFiles = (deps: FindDeps) => {
  const { searchFor, quota, searchesPerMinute, now, portalOrigin, allowedRooms } = deps
  const inLine = newestFirst(MOST_UNDER_WAY)

  /** The file that an id or address names, unless it lies outside the allowed rooms. */
  const offerOf = ({ found, stop }: FileById): FilesFound => ({
    hits: found !== null && isRoomAllowed(allowedRooms(), found.path) ? [found.hit] : [],
    stop,
  })

  /** The result without asking the portal; null where it must be asked. */
  const known = (search: FileSearch, { fileId, words }: Wanted): FilesFound | null => {
    const byId = fileId === null ? NO_FILE : search.byId.known(fileId)
    const others = words === null ? NOTHING_ELSE : search.byWords.known(words)
    return byId === null || others === null ? null : join(offerOf(byId), others)
  }

  const ask = async (search: FileSearch, { fileId, words }: Wanted, until: number): Promise<FilesFound> => {
    const [byId, others] = await Promise.all([
      fileId === null ? NO_FILE : search.byId.ask(fileId, until),
      words === null ? NOTHING_ELSE : search.byWords.ask(words, until),
    ])
    return join(offerOf(byId), others)
  }

  const readWanted = (letters: string): Wanted | null => {
    // Titles are in one Unicode form. Pasted or typed text may be in another, with an accent as a character of its own.
    const typed = letters.normalize('NFC').trim().replace(/\s+/g, ' ')
    const words = [...typed.slice(0, 2 * MOST_LETTERS)].slice(0, MOST_LETTERS).join('')
    if (words.length < LEAST_LETTERS) return null
    const file = readTypedFileId(typed, portalOrigin)
    const isAddress = /[/:]/.test(typed) && file !== null
    return {
      fileId: file?.ok ? file.fileId : null,
      words: isAddress ? null : words,
      problem: isAddress && !file.ok ? file.problem : null,
    }
  }

  const look = async (team: string, userId: string, wanted: Wanted | null): Promise<FilesFound> => {
    if (wanted === null) return nothing({ why: 'letters' })
    const search = searchFor({ team, userId })
    const atOnce = known(search, wanted)
    if (atOnce !== null) return atOnce
    const until = now() + WITHIN_MS
    const found = await inLine(`${team}:${userId}`, async () => {
      const meanwhile = known(search, wanted)
      if (meanwhile !== null) return meanwhile
      if (now() >= until) return nothing({ why: 'slow' })
      const waitMs = searchesPerMinute === null ? null : await quota(team, userId, now(), searchesPerMinute)
      return waitMs === null ? ask(search, wanted, until) : nothing({ why: 'quota', waitMs })
    })
    return found ?? nothing({ why: 'newer' })
  }

  return async (team: string, userId: string, letters: string): Promise<FileOffer> => {
    const wanted = readWanted(letters)
    return {
      ...(await look(team, userId, wanted)),
      letters,
      named: wanted?.fileId ?? null,
      problem: wanted?.problem ?? null,
    }
  }
}
