import { parseDuration } from '../../domain/duration.ts'
import { COMMAND_WORDS as WORDS } from '../views/command-words.ts'
import { notUnderstood } from './not-understood.ts'
import { isKeyword, type TermPlace, type TermRead } from './term.ts'
import { wordAt } from './word.ts'

/** `for 7d`, `for 1h 30m`. */
export const readFor = ({ line, from, keyword, subject }: TermPlace): TermRead => {
  const refuse = (quoted: string, problem: string) => notUnderstood(quoted, problem, `${subject} for 7d`)
  const first = wordAt(line, from)
  if (first === null || isKeyword(first.key)) return refuse(keyword, WORDS.noDuration)
  if (parseDuration(first.key) === null) {
    return refuse(first.text, WORDS.duration)
  }
  let { text, key, end } = first
  for (let next = wordAt(line, end); next && parseDuration(next.key) !== null; next = wordAt(line, end)) {
    text += ` ${next.text}`
    key += ` ${next.key}`
    end = next.end
    // There are five units, so a sixth part cannot be right.
    if (parseDuration(key) === null) return refuse(text, WORDS.unitTwice)
  }
  return { ok: true, terms: { end: { kind: 'for', ms: parseDuration(key) ?? 0 } }, end }
}
