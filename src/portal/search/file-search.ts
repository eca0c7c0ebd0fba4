import type { FileSearch, SearchBudget } from '../../use-cases/search-ports.ts'
import { askInTime } from './ask-in-time.ts'
import { searchById } from './search-by-id.ts'
import { searchByWords } from './search-by-words.ts'
import type { SearchCalls } from './search-calls.ts'
import { searchPlaces } from './search-places.ts'

export interface FileSearchDeps {
  portal: SearchCalls
  budget: SearchBudget
  now: () => number
  /** Rooms and folders that are searched; null: the documents of the key's owner, and all rooms. */
  allowedRooms: () => readonly string[] | null
}

/** The searches behind the form's file field, with what is kept of them and the calls they may make. */
export const createFileSearch = (deps: FileSearchDeps): FileSearch => {
  const asking = askInTime(deps)
  return {
    byWords: searchByWords(searchPlaces(asking, deps), deps.now),
    byId: searchById(asking, deps),
  }
}
