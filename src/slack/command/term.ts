import type { RequestedTerms } from '../../domain/terms.ts'
import type { Failed } from './command.ts'

/** What the reader of a term gets. */
export interface TermPlace {
  line: string
  /** Just behind the term's keyword. */
  from: number
  /** The keyword as typed. */
  keyword: string
  now: number
  timeZone: string
  /** What stands before the terms of an example: `4821`, `extend K7M4QX`. */
  subject: string
}

/** What the term asks for, and where it ends. */
export type TermRead = { ok: true; terms: Partial<RequestedTerms>; end: number } | Failed

const KEYWORDS = [
  'for',
  'until',
  'max',
  'view',
  'exact',
  'watched',
  'password',
  'preset',
  'in',
  'note',
] as const

/** The word, in lower case, that a term begins with. */
export type Keyword = (typeof KEYWORDS)[number]

/** Whether a word (lower case) begins a term, so that it cannot be the value of the one before it. */
export const isKeyword = (key: string): key is Keyword => (KEYWORDS as readonly string[]).includes(key)
