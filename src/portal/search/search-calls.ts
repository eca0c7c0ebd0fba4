import type { FileHit, PlacedHit } from '../../use-cases/search-ports.ts'

/** `complete`: there are no others. */
export interface FoundFiles {
  hits: readonly FileHit[]
  complete: boolean
}

/** Calls for somebody who is typing: one try each, within `withinMs`. They throw `PortalError`. */
export interface SearchCalls {
  /**
   * The newest files whose title holds these words, in a room or folder with its sub-folders; null: in the documents of
   * the key's owner.
   */
  searchFiles(words: string, place: string | null, withinMs: number): Promise<FoundFiles>
  /** Ids of the rooms that the key sees, the last used ones first, at most 100. */
  rooms(withinMs: number): Promise<string[]>
  lookUp(fileId: string, withinMs: number): Promise<PlacedHit>
}
