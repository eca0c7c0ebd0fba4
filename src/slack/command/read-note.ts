import { NOTE_LENGTH } from '../../domain/terms.ts'
import { COMMAND_WORDS as WORDS } from '../views/command-words.ts'
import { longNote } from '../views/field-words.ts'
import { notUnderstood } from './not-understood.ts'
import { plainText, visible } from './slack-text.ts'
import type { TermPlace, TermRead } from './term.ts'

/** `note TEXT…`: the rest of the line, as plain text. */
export const readNote = ({ line, from, keyword, subject }: TermPlace): TermRead => {
  const refuse = (problem: string) => notUnderstood(keyword, problem, `${subject} note for your review`)
  const note = visible(plainText(line.slice(from), 'address'))
  if (note === '') return refuse(WORDS.noNote)
  const length = [...note].length
  return length > NOTE_LENGTH ? refuse(longNote(length)) : { ok: true, terms: { note }, end: line.length }
}
