import type { FileProblem } from '../domain/file-address.ts'
import type { SearchStop } from '../domain/search-stop.ts'

/** A file that a search has found. */
export interface FileHit {
  id: string
  title: string
  /** Room, folder or section it lies in; empty where that is not known. */
  place: string
  /** Whose documents that is, where it is in no room and this is known. */
  documentsOf: string | null
  /** Null: not known. */
  bytes: number | null
  changedAt: number
}

/** Files that were found; `stop` null: there are no others. */
export interface FilesFound {
  hits: readonly FileHit[]
  stop: SearchStop | null
}

/**
 * Files to offer for what was typed. `named`: the file that it names by id or address; null: none. `problem`: why an address names
 * none.
 */
export interface FileOffer extends FilesFound {
  letters: string
  named: string | null
  problem: FileProblem | null
}

/** A file as a search would find it, with the ids of the folders above it (none: not known). */
export interface PlacedHit {
  hit: FileHit
  path: readonly string[]
}

/** The file of an id; `found` null: there is none that the key sees, or, with a `stop`, that is not known. */
export interface FileById {
  found: PlacedHit | null
  stop: SearchStop | null
}

/** Results by what was asked for. */
export interface SearchOf<T> {
  /** The result where the portal need not be asked for it; null where it must be. */
  known(wanted: string): T | null
  /** The same, or what the portal answers until then. */
  ask(wanted: string, until: number): Promise<T>
}

/**
 * Searches of the portal for people who are typing. It never throws `PortalError`, but says why nothing came. Results
 * are kept for a while, for everybody: one key finds the same for all. All searches together make only as many calls as
 * `SearchBudget` allows.
 */
export interface FileSearch {
  /** Files whose title holds these words, the newest first. */
  byWords: SearchOf<FilesFound>
  byId: SearchOf<FileById>
}

/** Takes one more search of a person, with `most` in any minute. Null: it may run; else how long it has to wait. */
export type SearchQuota = (team: string, userId: string, now: number, most: number) => Promise<number | null>

/** How many of the portal's calls all searches together may make, over all processes. */
export interface SearchBudget {
  /** How many of the wanted calls searches may make now; null: the portal wants to be left alone. */
  calls(wanted: number): Promise<number | null>
}
