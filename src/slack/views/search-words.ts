import type { SearchStop } from '../../domain/search-stop.ts'

const PASTE = "Paste the file's address instead."

/** Said where a search found nothing to offer and did not look everywhere. At most 75 characters. */
const nothingFound = (stop: SearchStop): string => {
  switch (stop.why) {
    case 'letters':
      return 'Type two letters or more of its name.'
    case 'slow':
      return `DocSpace is answering slowly. ${PASTE}`
    case 'down':
      return `DocSpace cannot be reached. ${PASTE}`
    case 'busy':
      return `DocSpace is being asked too much. ${PASTE}`
    case 'closed':
      return `DocSpace does not let Sharelink search. ${PASTE}`
    case 'rooms':
      return `Not all rooms are searched. ${PASTE}`
    case 'crowded':
      return 'Many people are searching. Type on in a moment, or paste its address.'
    case 'newer':
      return 'Looking for what you typed since.'
    case 'broken':
      return `Sharelink cannot search just now. ${PASTE}`
    case 'quota':
      return `That was a lot of searches. They go on in ${seconds(stop.waitMs)}; or paste its address.`
  }
}

/** The last line, below the files that were found. */
const someFound = (stop: SearchStop): string => {
  switch (stop.why) {
    case 'slow':
      return 'There may be more: DocSpace is answering slowly.'
    case 'down':
      return 'There may be more: DocSpace cannot be reached.'
    case 'busy':
      return 'There may be more: DocSpace is being asked too much.'
    case 'crowded':
      return 'There may be more: many people are searching. Type on in a moment.'
    case 'rooms':
      return 'There may be more: not all rooms are searched.'
    default:
      return 'There may be more.'
  }
}

const seconds = (ms: number): string => `${Math.max(1, Math.ceil(ms / 1_000))} s`

/** Why there may be files that are not offered. */
export const searchWords = (stop: SearchStop, someAreOffered: boolean): string =>
  someAreOffered ? someFound(stop) : nothingFound(stop)
