import { byteSize } from '../../domain/byte-size.ts'
import type { SearchStop } from '../../domain/search-stop.ts'
import type { FileHit } from '../../use-cases/search-ports.ts'
import { cut, nameLike } from './untrusted.ts'

/** An option that takes the file which was named by its link or number, though it could not be looked at. */
export const USE_THIS = 'Use this link'

export const NO_SUCH_LINK = "That link can't be used here"

const PASTE = "Keep typing, or paste the file's link here."

/** Slack: a label and a description hold 75 characters, of which our words take the rest. */
const LONGEST_QUOTE = 30
const LONGEST_PLACE = 38
const OF_DOCUMENTS = "'s documents"

const missed = (letters: string): string =>
  `No file named "${cut(letters.replaceAll('"', "'"), LONGEST_QUOTE)}" that Sharelink can share`

const seconds = (ms: number): string => `${Math.max(1, Math.ceil(ms / 1_000))} s`

const HOUR = 3_600_000
const DAY = 24 * HOUR
const YEAR = 365 * DAY

/** As a length of time: nobody knows yet in which time zone it is read. */
const editedWords = (age: number): string => {
  const ago = (size: number, unit: string): string => {
    const count = Math.floor(age / size)
    return `edited ${count} ${unit}${count === 1 ? '' : 's'} ago`
  }
  if (age < HOUR) return 'edited just now'
  if (age >= YEAR) return 'edited over a year ago'
  return age < DAY ? ago(HOUR, 'hour') : ago(DAY, 'day')
}

const placeWords = ({ place, documentsOf }: Pick<FileHit, 'place' | 'documentsOf'>): string => {
  if (documentsOf !== null)
    return `${cut(nameLike(documentsOf), LONGEST_PLACE - OF_DOCUMENTS.length)}${OF_DOCUMENTS}`
  return place === '' ? '' : cut(nameLike(place), LONGEST_PLACE)
}

/** Where a file lies, how big it is, and how long ago it was edited, as far as that is known; perhaps nothing. */
export const whereWords = (hit: Omit<FileHit, 'id' | 'title'>, now: number): string => {
  const { bytes, changedAt } = hit
  const known = [
    placeWords(hit),
    bytes === null ? '' : byteSize(bytes),
    changedAt === 0 ? '' : editedWords(now - changedAt),
  ]
  return known.filter((words) => words !== '').join(' · ')
}

/** Why nothing is offered for these letters, and what to do; at most 75 characters each. */
export const nothingWords = (stop: SearchStop | null, letters: string): { why: string; advice: string } => {
  switch (stop?.why) {
    case undefined:
      return { why: missed(letters), advice: "Try another name, or paste the file's link here." }
    case 'letters':
      return { why: 'Search by name', advice: 'Type two letters or more, or paste its link here.' }
    case 'slow':
      return { why: 'DocSpace is slow right now', advice: PASTE }
    case 'down':
      return { why: "DocSpace isn't answering", advice: PASTE }
    case 'busy':
      return { why: 'DocSpace is busy right now', advice: PASTE }
    case 'no-account':
      return {
        why: 'Connect your DocSpace account first',
        advice: 'Close this, then type /sharelink connect',
      }
    case 'closed':
      return { why: "DocSpace doesn't let Sharelink search", advice: "Paste the file's link here." }
    case 'rooms':
      return { why: 'Not all rooms were searched', advice: PASTE }
    case 'crowded':
      return { why: 'Many people are searching right now', advice: PASTE }
    case 'newer':
      return { why: 'Searching…', advice: 'Looking for what you typed last.' }
    case 'broken':
      return { why: "Sharelink can't search right now", advice: PASTE }
    case 'quota':
      return {
        why: `That was a lot of searches. They go on in ${seconds(stop.waitMs)}`,
        advice: "Wait a moment, or paste the file's link here.",
      }
  }
}

/** The last line, below the files that were found. */
export const someWords = ({ why }: SearchStop): string => {
  switch (why) {
    case 'slow':
      return 'There may be more: DocSpace is slow right now.'
    case 'down':
      return "There may be more: DocSpace isn't answering."
    case 'busy':
      return 'There may be more: DocSpace is busy.'
    case 'crowded':
      return 'There may be more: many people are searching. Keep typing.'
    case 'rooms':
      return 'There may be more: not all rooms were searched.'
    default:
      return 'There may be more.'
  }
}
