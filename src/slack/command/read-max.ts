import { readLimit } from '../../domain/terms.ts'
import { COMMAND_WORDS as WORDS, youTyped } from '../views/command-words.ts'
import { LIMIT_TYPED } from '../views/field-words.ts'
import { notUnderstood } from './not-understood.ts'
import { isKeyword, type TermPlace, type TermRead } from './term.ts'
import { wordAt } from './word.ts'

/** `max 3`, `max none`. */
export const readMax = ({ line, from, keyword, subject }: TermPlace): TermRead => {
  const refuse = (quoted: string, problem: string) => notUnderstood(quoted, problem, `${subject} max 3`)
  const word = wordAt(line, from)
  if (word === null || isKeyword(word.key)) return refuse(keyword, WORDS.noLimit)
  if (word.key === 'none') return { ok: true, terms: { limit: 'none' }, end: word.end }
  const limit = readLimit(word.key)
  return limit === null
    ? refuse(word.text, youTyped(LIMIT_TYPED))
    : { ok: true, terms: { limit }, end: word.end }
}
