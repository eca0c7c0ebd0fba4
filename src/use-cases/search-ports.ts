/** A file that a search has found. */
export interface FileHit {
  id: string
  title: string
  /** Room or section it lies in; empty where that is not known. */
  place: string
  changedAt: number
}

/** `complete`: there are no others. */
export interface FoundFiles {
  hits: readonly FileHit[]
  complete: boolean
}

/**
 * Why a search looked at some places only, or at none. `quota`: the person has searched too often, and may again after
 * `waitMs`.
 */
export type SearchStop =
  | { why: 'letters' | 'rooms' | 'slow' | 'down' | 'busy' | 'closed' | 'crowded' | 'newer' | 'broken' }
  | { why: 'quota'; waitMs: number }

/** Files to offer; `stop` null: there are no others. */
export interface FileOffer {
  hits: readonly FileHit[]
  stop: SearchStop | null
}

/** Takes one more search of a person, with `most` in any minute. Null: it may run; else how long it has to wait. */
export type SearchQuota = (team: string, userId: string, now: number, most: number) => Promise<number | null>

/** How many of the portal's calls all searches together may make, over all processes. */
export interface SearchBudget {
  /** How many of the wanted calls searches may make now; null: the portal wants to be left alone. */
  calls(wanted: number, now: number): Promise<number | null>
  /** Make no searches for this long. */
  rest(ms: number): Promise<void>
}
