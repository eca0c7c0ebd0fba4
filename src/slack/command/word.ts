import { plainText, visible } from './slack-text.ts'

/** One word of a command line; what Slack wrapped in `<…>` is one word, spaces in its label included. */
export interface Word {
  /** As Slack sent it. */
  raw: string
  /** As it was typed, without invisible characters; never empty. */
  text: string
  /** The same in lower case, for comparing. */
  key: string
  start: number
  end: number
}

const WORD = /(?:<(?:[@#!]|[a-z][a-z\d+.-]*:)[^<>]*>|\S)+/gi

/** The first word at or after a position; null when nothing visible follows. */
export const wordAt = (line: string, from: number): Word | null => {
  WORD.lastIndex = from
  for (let match = WORD.exec(line); match !== null; match = WORD.exec(line)) {
    const raw = match[0]
    const text = withoutJoiners(visible(plainText(raw, 'typed')))
    if (text !== '') return { raw, text, key: text.toLowerCase(), start: match.index, end: WORD.lastIndex }
  }
  return null
}

// Joiners belong between letters of some scripts and in emoji; in plain ASCII they came with pasted text.
const withoutJoiners = (text: string): string =>
  /^[ -~\u200c\u200d]*$/.test(text) ? text.replace(/[^ -~]/g, '') : text
