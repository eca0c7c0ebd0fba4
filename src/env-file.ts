import { readFileSync } from 'node:fs'
import { parse } from 'dotenv'
import type { ConfigFault } from './config-rules.ts'

const QUOTED = /^(['"`])((?!\1).)*\1\s*(#.*)?$/

/** How to write a value that different readers of such files would read differently; null where all read the same. */
const clearer = (behindName: string): string | null => {
  const value = behindName.trim()
  if (/^[“”„‟‘’‚«»]/.test(value)) return 'straight quotes, or none'
  if (/^['"`]/.test(value)) {
    return QUOTED.test(value) ? null : 'quotes around the whole value, none of them inside it, in one line'
  }
  // To dotenv and Node a comment begins here, to a shell or Docker it does not. It may be half of a password, or all of
  // ADMIN_CHANNEL=#alerts.
  const [beforeComment = ''] = behindName.split(/\s#/)
  return beforeComment.includes('#')
    ? 'quotes around a value with # in it, or a space before a comment'
    : null
}

type Line = { name: string; value: string } | { found: string; expected: string } | null

/** A name, if it looks like one. Anything else may be a secret in the wrong place, so it is not shown. */
const shown = (name: string): string => (/^[A-Z]\w{0,39}$/.test(name) ? name : 'a variable')

const readLine = (line: string): Line => {
  if (/^\s*(#|$)/.test(line)) return null
  const [entry] = Object.entries(parse(line))
  if (entry === undefined) {
    return { found: 'a line that cannot be read', expected: 'NAME=value, or # before a comment' }
  }
  const [name, value] = entry
  const expected = clearer(line.replace(/^\s*(?:export\s+)?[\w.-]+\s*[=:]/, ''))
  if (expected !== null) {
    return { found: `a value of ${shown(name)} that can be read in two ways`, expected }
  }
  return value.trim() === '' ? null : { name, value }
}

/**
 * Settings as people write them into a `.env` file: `export `, quotes, blanks, comments, Windows line ends. Each line is
 * read by itself, so that a missing quote cannot take in the next lines. A line that cannot be read without guessing is a
 * fault with the line's number, never with its value. An empty value counts as not set.
 */
export const readEnvText = (text: string): { values: Record<string, string>; faults: ConfigFault[] } => {
  const values = new Map<string, string>()
  const faults: ConfigFault[] = []
  for (const [index, line] of text.split(/\r\n?|[\n\u2028\u2029]/).entries()) {
    const variable = `.env line ${index + 1}`
    const read = readLine(line)
    if (read === null) continue
    if ('found' in read) faults.push({ variable, ...read })
    else if ((values.get(read.name) ?? read.value) === read.value) values.set(read.name, read.value)
    else
      faults.push({ variable, found: `another value of ${shown(read.name)}`, expected: 'one line for each' })
  }
  return { values: Object.fromEntries(values), faults }
}

/** Reads the `.env` file at `path`. A missing file counts as an empty one. */
export const readEnvFile = (path: string): ReturnType<typeof readEnvText> => {
  try {
    return readEnvText(new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path)))
  } catch (error) {
    const { code } = error as { code?: string }
    if (code === 'ENOENT') return { values: {}, faults: [] }
    const found = code === 'ERR_ENCODING_INVALID_ENCODED_DATA' ? 'bytes that are no text' : `${code}`
    return { values: {}, faults: [{ variable: path, found, expected: 'a file of text in UTF-8' }] }
  }
}
