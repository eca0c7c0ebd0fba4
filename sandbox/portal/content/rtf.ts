import { PARAGRAPHS } from './words.ts'

const escaped = (text: string) =>
  [...text]
    .map((c) => (/[\\{}]/.test(c) ? `\\${c}` : c))
    .join('')
    .replace(/[^\x20-\x7e]/g, (c) => `\\u${c.charCodeAt(0)}?`)

/** Rich text, which every word processor also opens under the old name `.doc`. */
export const rtf = (title: string): Buffer =>
  Buffer.from(
    `{\\rtf1\\ansi{\\fonttbl{\\f0 Arial;}}\\f0{\\b\\fs36 ${escaped(title)}\\par}${PARAGRAPHS.map(
      (text) => `\\pard\\sa160\\fs22 ${escaped(text)}\\par`,
    ).join('\n')}}\n`,
  )
