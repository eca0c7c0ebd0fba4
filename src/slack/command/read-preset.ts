import { COMMAND_WORDS as WORDS } from '../views/command-words.ts'
import { notUnderstood } from './not-understood.ts'
import { isKeyword, type TermPlace, type TermRead } from './term.ts'
import { wordAt } from './word.ts'

/** `preset client`: terms by the name that the operator has given them. */
export const readPreset = ({ line, from, keyword, subject }: TermPlace): TermRead => {
  const word = wordAt(line, from)
  if (word === null || isKeyword(word.key))
    return notUnderstood(keyword, WORDS.noPreset, `${subject} preset client`)
  return { ok: true, terms: { preset: word.key }, end: word.end }
}
