import { MOST_DOWNLOADS, NOTE_LENGTH, PASSWORD_LENGTH } from '../../domain/terms.ts'
import { number } from './share-words.ts'

/** What is wrong with a part of a command, or a field of a form. */
export const PASSED = 'That moment is already in the past.'
export const INVISIBLE_PASSWORD = "The password has characters that can't be seen, so nobody could type it."
export const LONG_PASSWORD = `A password can have at most ${PASSWORD_LENGTH} characters.`
export const longNote = (length: number): string =>
  `A note can have at most ${NOTE_LENGTH} characters. This one has ${length}.`

const LIMIT = `A limit is a whole number from 1 to ${number(MOST_DOWNLOADS)}`
export const LIMIT_TYPED = `${LIMIT}, or none.`

/** What is said beside a field of a form. */
export const FIELD_WORDS = {
  limit: `${LIMIT}. Leave empty for no limit.`,
  noFile: 'Choose a file: type its name, or paste its link.',
  notFound: "That line isn't a file. Search again, or paste the file's link.",
  notAFile: 'Paste a DocSpace link or a file number.',
  noSuchChoice: 'Choose one of these.',
  viewOnlyLimit: 'View only has no downloads to limit. Clear this, or untick View only.',
  viewOnlyExact: 'View only has no downloads to count. Choose Watched, or untick View only.',
  noJustification: 'Say in a few words why.',
  noChannel: 'Choose where to post the link.',
  noMoment: 'Pick a date and time, or choose another end.',
  endedMeanwhile: 'The link has expired by now. Choose a new end.',
  sameTerms: 'The link already has this end and this limit. Change one of them.',
} as const

/** Beside the limit of an extension. */
export const limitAbove = (count: number): string =>
  count === 0
    ? 'No downloads so far.'
    : `${number(count)} ${count === 1 ? 'download' : 'downloads'} so far, so the limit must be higher.`
