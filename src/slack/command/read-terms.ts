import { NO_TERMS, type RequestedTerms } from '../../domain/terms.ts'
import type { CommandContext, Failed } from './command.ts'
import { notUnderstood } from './not-understood.ts'
import { readChannel } from './read-channel.ts'
import { readFor } from './read-for.ts'
import { readMax } from './read-max.ts'
import { readNote } from './read-note.ts'
import { readPassword } from './read-password.ts'
import { readUntil } from './read-until.ts'
import { plainText, visible } from './slack-text.ts'
import type { TermPlace, TermRead } from './term.ts'
import { type Word, wordAt } from './word.ts'

const READERS = new Map<string, (place: TermPlace) => TermRead>([
  ['for', readFor],
  ['until', readUntil],
  ['max', readMax],
  ['view', ({ from }) => ({ ok: true, terms: { viewOnly: true }, end: from })],
  ['password', readPassword],
  ['in', readChannel],
  ['note', readNote],
])

/**
 * All terms from a position to the end of the line, in any order, each at most once. `subject` is what
 * stands before the terms in examples.
 */
export const readTerms = (
  line: string,
  start: number,
  context: Pick<CommandContext, 'now' | 'timeZone'>,
  subject: string,
): { ok: true; terms: RequestedTerms } | Failed => {
  let terms = NO_TERMS
  let from = start
  let afterPassword = false
  for (let word = wordAt(line, from); word !== null; word = wordAt(line, from)) {
    const reader = READERS.get(word.key)
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

const unknownTerm = (word: Word, subject: string, afterPassword: boolean): Failed => {
  // What stands behind a password is most likely the rest of it, with or without a stray quotation mark.
  if (afterPassword) {
    const problem =
      'Behind a password only another term can follow; a password with spaces needs quotation marks.'
    return notUnderstood(null, problem, `${subject} password "two words"`)
  }
  if (word.key.startsWith('password')) {
    return notUnderstood(word.text, 'A password stands behind a space.', `${subject} password WORD`)
  }
  const problem = 'The terms are for, until, max, view, password, in and note.'
  return notUnderstood(word.text, problem, `${subject} for 7d max 3`)
}

const whyNot = (have: RequestedTerms, more: Partial<RequestedTerms>): string | null => {
  if (have.end && more.end) {
    return have.end.kind === more.end.kind
      ? 'The end can be given once.'
      : 'for and until both set the end; only one of them can be given.'
  }
  const twice =
    (have.limit !== null && more.limit !== undefined) ||
    (have.viewOnly && more.viewOnly) ||
    (have.password !== null && more.password !== undefined) ||
    (have.channel !== null && more.channel !== undefined)
  if (twice) return 'Each term can be given once.'
  const both = { ...have, ...more }
  return both.viewOnly && typeof both.limit === 'number'
    ? 'view allows no downloads at all, so there is nothing for max to limit; only one of them can be given.'
    : null
}

const withoutQuote = ({ refusal }: Failed): Failed => ({ ok: false, refusal: { ...refusal, quoted: null } })

/** Last resort: whatever else went wrong, a password that was read is not shown with it. */
const hidePassword = (failed: Failed, { password }: RequestedTerms): Failed =>
  password !== null && failed.refusal.quoted?.includes(password) ? withoutQuote(failed) : failed
