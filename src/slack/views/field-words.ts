import { MOST_DOWNLOADS, NOTE_LENGTH, PASSWORD_LENGTH } from '../../domain/terms.ts'
import { number } from './share-words.ts'

/** What is wrong with a part of a command, or a field of a form. */
export const PASSED = 'This moment has passed.'
export const INVISIBLE_PASSWORD = 'The password has characters that cannot be seen, and so not typed.'
export const LONG_PASSWORD = `A password can have at most ${PASSWORD_LENGTH} characters.`
export const longNote = (length: number): string =>
  `A note can have at most ${NOTE_LENGTH} characters; this one has ${length}.`

const LIMIT = `A limit is a whole number from 1 to ${number(MOST_DOWNLOADS)}`
export const LIMIT_TYPED = `${LIMIT}, or none.`

/** What is said beside a field of a form. */
export const FIELD_WORDS = {
  limit: `${LIMIT}. Empty: no limit.`,
  noFile: 'Choose a file, or paste its address below.',
  notFound: 'This line is no file. Search again, or paste the address of the file below.',
  notAFile: 'This is neither an address of the portal nor the id of a file.',
  otherFile: 'This is another file than the one above. Leave one of the two empty.',
  noSuchChoice: 'Choose one of these.',
  viewOnlyLimit: 'View only has no downloads to limit. Empty this, or untick view only.',
  viewOnlyExact: 'View only has no downloads to claim. Choose watched, or untick view only.',
  noChannel: 'Choose where the link is to be posted.',
  bothAbove: 'Use either the choice here or the date and time below, not both.',
  bothBelow: 'Use either the choice above or the date and time here, not both.',
  endedMeanwhile: 'The link has ended meanwhile. Choose a new end.',
  sameTerms: 'The link has this end and this limit already. Change one of them.',
} as const

/** Beside the limit of an extension. */
export const limitAbove = (count: number): string =>
  `Downloads so far: ${number(count)}. The limit must be above that.`
