import { asMeant, withoutPunctuation } from '../../domain/as-meant.ts'
import { decodeEntities, plainText, visible } from './slack-text.ts'

/** One word of a command line. What Slack wrapped in `<…>` is one word, even with spaces in its label. */
export interface Word {
  /** As Slack sent it. Where Slack wrapped it, without the punctuation around it. */
  raw: string
  /** As it was typed, without invisible characters; never empty. For showing. */
  text: string
  /** Without the punctuation around it. */
  bare: string
  /** As it was meant, in lower case, for comparing. */
  key: string
  start: number
  end: number
}

const WORD = /(?:<(?:[@#!]|[a-z][a-z\d+.-]*:)[^<>]*>|\S)+/gi

/** The first word at or after a position, even if it is only a comma or dash; null when nothing visible follows. */
export const anyWordAt = (line: string, from: number): Word | null => {
  WORD.lastIndex = from
  for (let match = WORD.exec(line); match !== null; match = WORD.exec(line)) {
    const raw = match[0]
    const text = withoutJoiners(visible(plainText(raw, 'typed')))
    if (text === '') continue
    return {
      raw: wrappedIn(raw),
      text,
      bare: withoutPunctuation(text),
      key: asMeant(text).toLowerCase(),
      start: match.index,
      end: WORD.lastIndex,
    }
  }
  return null
}

/** The first word at or after a position that is more than punctuation; null when none follows. */
export const wordAt = (line: string, from: number): Word | null => {
  let word = anyWordAt(line, from)
  while (word !== null && /^-*$/.test(word.key)) word = anyWordAt(line, word.end)
  return word
}

const isPunctuation = (raw: string): boolean => withoutPunctuation(visible(decodeEntities(raw))) === ''

/** `<https://…>` out of `(<https://…>),`. */
const wrappedIn = (raw: string): string => {
  const [, before, wrapped, after] = /^([^<>]*)(<[^<>]*>)([^<>]*)$/.exec(raw) ?? []
  if (before === undefined || wrapped === undefined || after === undefined) return raw
  return isPunctuation(before) && isPunctuation(after) ? wrapped : raw
}

// Joiners belong between letters of some scripts and in emoji; in plain ASCII they came with pasted text.
const withoutJoiners = (text: string): string =>
  /^[ -~\u200c\u200d]*$/.test(text) ? text.replace(/[^ -~]/g, '') : text
