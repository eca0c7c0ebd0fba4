import { PASSWORD_LENGTH } from '../../domain/terms.ts'
import { COMMAND_WORDS as WORDS } from '../views/command-words.ts'
import { INVISIBLE_PASSWORD, LONG_PASSWORD } from '../views/field-words.ts'
import { notUnderstood } from './not-understood.ts'
import { hasInvisible, plainText } from './slack-text.ts'
import type { TermPlace, TermRead } from './term.ts'
import { anyWordAt } from './word.ts'

// Phones and word processors make typographic quotes out of typed ones, and not always a matching pair.
const CLOSING: Record<string, string> = {
  '"': '"',
  "'": "'",
  '“': '”“',
  '”': '”“',
  '„': '”“',
  '‟': '”“',
  '‘': '’‘',
  '’': '’‘',
  '‚': '’‘',
  '‛': '’‘',
  '«': '»',
  '»': '«»',
  '‹': '›',
  '›': '‹›',
  '＂': '＂',
  '＇': '＇',
}

/** `password WORD`, `password "two words"`. Never quotes anything but the keyword. */
export const readPassword = ({ line, from, keyword, subject }: TermPlace): TermRead => {
  const refuse = (problem: string) => notUnderstood(keyword, problem, `${subject} password "two words"`)
  const start = anyWordAt(line, from)?.start
  if (start === undefined) return refuse(WORDS.noPassword)
  // Invisible characters may stand before the opening quote.
  const quote = start + (/^[\p{Cf}\p{Cc}]*/u.exec(line.slice(start))?.[0].length ?? 0)
  const closing = CLOSING[line.charAt(quote)]
  const begin = closing === undefined ? start : quote
  const end = closing === undefined ? anyWordAt(line, start)?.end : closingQuote(line, begin + 1, closing)
  if (end === undefined) return refuse(WORDS.openPassword)
  const raw = closing === undefined ? line.slice(begin, end) : line.slice(begin + 1, end - 1)
  const password = plainText(raw, 'typed')
  if (password.trim() === '') return refuse(WORDS.emptyPassword)
  if (hasInvisible(password)) return refuse(INVISIBLE_PASSWORD)
  return [...password].length > PASSWORD_LENGTH
    ? refuse(LONG_PASSWORD)
    : { ok: true, terms: { password }, end }
}

/** The end of a word after its closing quote: a space, perhaps after one punctuation mark. */
const WORD_END = /^[,.;:!?]?(?:\s|$)/

/** The position after the first closing quote that ends a word. An apostrophe inside a word closes nothing. */
const closingQuote = (line: string, from: number, closing: string): number | undefined => {
  for (let at = from; at < line.length; at += 1) {
    if (closing.includes(line.charAt(at)) && WORD_END.test(line.slice(at + 1, at + 3))) return at + 1
  }
  return undefined
}
