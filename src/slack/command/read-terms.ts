import { NO_TERMS, type RequestedTerms } from '../../domain/terms.ts'
import { COMMAND_WORDS as WORDS } from '../views/command-words.ts'
import type { CommandContext, Failed } from './command.ts'
import { notUnderstood } from './not-understood.ts'
import { readChannel } from './read-channel.ts'
import { readFor } from './read-for.ts'
import { readMax } from './read-max.ts'
import { readNote } from './read-note.ts'
import { readPassword } from './read-password.ts'
import { readPreset } from './read-preset.ts'
import { readUntil } from './read-until.ts'
import { plainText, visible } from './slack-text.ts'
import { isKeyword, type Keyword, type TermPlace, type TermRead } from './term.ts'
import { type Word, wordAt } from './word.ts'

const READERS: Record<Keyword, (place: TermPlace) => TermRead> = {
  for: readFor,
  until: readUntil,
  max: readMax,
  view: ({ from }) => ({ ok: true, terms: { viewOnly: true }, end: from }),
  exact: ({ from }) => ({ ok: true, terms: { enforcement: 'exact' }, end: from }),
  watched: ({ from }) => ({ ok: true, terms: { enforcement: 'watched' }, end: from }),
  password: readPassword,
  preset: readPreset,
  in: readChannel,
  note: readNote,
}

/** The terms that an extension takes. */
export const OF_EXTENSION: readonly string[] = ['for', 'until', 'max']

/**
 * Reads all terms from a position to the end of the line, in any order, each at most once. `subject`: what stands
 * before the terms in examples. `admitted`: the terms that are allowed; left out: all.
 */
export const readTerms = (
  line: string,
  start: number,
  context: Pick<CommandContext, 'now' | 'timeZone'>,
  subject: string,
  admitted: readonly string[] | null = null,
): { ok: true; terms: RequestedTerms } | Failed => {
  let terms = NO_TERMS
  let from = start
  let afterPassword = false
  for (let word = wordAt(line, from); word !== null; word = wordAt(line, from)) {
    const reader = isKeyword(word.key) ? READERS[word.key] : undefined
    if (admitted !== null && !admitted.includes(word.key)) return notAdmitted(word, subject)
    if (reader === undefined) return hidePassword(unknownTerm(word, subject, afterPassword), terms)
    const read = reader({ ...context, line, from: word.end, keyword: word.text, subject })
    if (!read.ok) return hidePassword(afterPassword ? withoutQuote(read) : read, terms)
    const clash = whyNot(terms, read.terms)
    if (clash !== null) {
      const term = visible(plainText(line.slice(word.start, read.end), 'typed'))
      const quoted = word.key === 'password' ? word.text : term
      return hidePassword(notUnderstood(quoted, clash, `${subject} for 7d max 3`), terms)
    }
    terms = { ...terms, ...read.terms }
    afterPassword = word.key === 'password'
    from = read.end
  }
  return { ok: true, terms }
}

/** Quotes only the word itself: what follows it may be a password. */
const notAdmitted = (word: Word, subject: string): Failed =>
  notUnderstood(
    word.text,
    isKeyword(word.key) ? WORDS.onlyExtension : WORDS.extensionTerms,
    `${subject} for 7d max 3`,
  )

const unknownTerm = (word: Word, subject: string, afterPassword: boolean): Failed => {
  // What follows a password is most likely the rest of it, so it is not quoted.
  if (afterPassword) {
    return notUnderstood(null, WORDS.afterPassword, `${subject} password "two words"`)
  }
  if (word.key.startsWith('password')) {
    return notUnderstood(word.text, WORDS.gluedPassword, `${subject} password WORD`)
  }
  return notUnderstood(word.text, WORDS.terms, `${subject} for 7d max 3`)
}

const whyNot = (have: RequestedTerms, more: Partial<RequestedTerms>): string | null => {
  if (have.end && more.end) {
    return have.end.kind === more.end.kind ? WORDS.endTwice : WORDS.twoEnds
  }
  if (have.enforcement !== null && more.enforcement != null) {
    return have.enforcement === more.enforcement ? WORDS.twice : WORDS.exactAndWatched
  }
  const twice =
    (have.limit !== null && more.limit !== undefined) ||
    (have.viewOnly && more.viewOnly) ||
    (have.password !== null && more.password !== undefined) ||
    (have.preset !== null && more.preset !== undefined) ||
    (have.channel !== null && more.channel !== undefined)
  if (twice) return WORDS.twice
  const both = { ...have, ...more }
  if (both.viewOnly && both.enforcement === 'exact') return WORDS.viewAndExact
  return both.viewOnly && typeof both.limit === 'number' ? WORDS.viewAndMax : null
}

const withoutQuote = ({ refusal }: Failed): Failed => ({ ok: false, refusal: { ...refusal, quoted: null } })

/** A last safeguard: where something went wrong after a password was read, the password is not shown. */
const hidePassword = (failed: Failed, { password }: RequestedTerms): Failed =>
  password !== null && failed.refusal.quoted?.includes(password) ? withoutQuote(failed) : failed
