import { readShareId } from '../../domain/share-id.ts'
import { COMMAND_WORDS as WORDS } from '../views/command-words.ts'
import type { Failed } from './command.ts'
import { notUnderstood } from './not-understood.ts'
import { isKeyword } from './term.ts'
import { type Word, wordAt } from './word.ts'

const EXAMPLE_ID = 'K7M4QX'

/** Reads a share id, which may be written in groups, as in `K7M 4QX`. A word that begins a term is not part of it. */
export const readId = (line: string, verb: Word): { ok: true; id: string; end: number } | Failed => {
  const refuse = (quoted: string, problem: string) =>
    notUnderstood(quoted, problem, `${verb.key} ${EXAMPLE_ID}`)
  const first = wordAt(line, verb.end)
  if (first === null) return refuse(verb.text, WORDS.noId)
  let spelled = ''
  for (let word: Word | null = first; word && spelled.length < 6; word = wordAt(line, word.end)) {
    if (isKeyword(word.key)) break
    spelled += word.key.replaceAll('-', '')
    const id = readShareId(spelled)
    if (id !== null) return { ok: true, id, end: word.end }
  }
  return refuse(first.text, WORDS.id)
}
