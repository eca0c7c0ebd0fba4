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

/** Why a search did not look everywhere, or nowhere at all. `quota`: the person has searched too much; `waitMs`: for how long. */
export type SearchStop =
  | { why: 'letters' | 'rooms' | 'slow' | 'down' | 'busy' | 'closed' | 'crowded' | 'newer' | 'broken' }
  | { why: 'quota'; waitMs: number }

/** Files to offer; `stop` null: there are no others. */
export interface FileOffer {
  hits: readonly FileHit[]
  stop: SearchStop | null
}

/** How much may be searched, over all processes. */
export interface SearchRations {
  /** One more search of a person, of `most` in any minute: null, or how long it has to wait. */
  take(team: string, userId: string, now: number, most: number): Promise<number | null>
  /** How many of so many calls the searches of all may make of the portal now; null: it is to be left alone. */
  calls(wanted: number, now: number): Promise<number | null>
  /** Leave the portal alone for so long. */
  rest(ms: number): Promise<void>
}
