import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

/** Every text that people read, each with where it is shown. */
const page = readFileSync(new URL('../../../../docs/messages.md', import.meta.url), 'utf8')

/** Without the names that stand above them. */
const texts = [...page.matchAll(/```text\n([\s\S]*?)\n```/g)].map(([, text = '']) => text)
const lines = [...new Set(texts.flatMap((text) => text.split('\n')))]

/** How we do not speak, and what is said instead. */
const NOT_OURS: readonly [words: RegExp, instead: string][] = [
  [/\bwhoever\b/i, 'who does it: a person, an admin, Sharelink'],
  [/\bis to\b/, 'must, or who does it'],
  [/\bportal\b/i, 'DocSpace'],
  [/\baddress(?:es)?\b/i, 'link'],
  [/[‘’“”]/, 'straight quotes'],
]

/** No link: where DocSpace is, and where a visitor comes from. */
const OTHER_ADDRESS = /DOCSPACE_URL|browser or (?:ip )?address/

/** Sentences of a line, what is on buttons aside. Parts that stand beside each other are read one by one. */
const sentences = (line: string): string[] => line.replace(/\[[^\]]*\]/g, '').split(/(?<=[.!?…:;])\s+| · /)
const MOST_WORDS = 25
const isLong = (sentence: string): boolean => sentence.split(/\s+/).length > MOST_WORDS

describe('every text that people read', () => {
  it('is found', () => {
    expect(texts.length).toBeGreaterThan(300)
  })

  it.each(NOT_OURS)('has no %s, but: %s', (words) => {
    expect(lines.filter((line) => words.test(line) && !OTHER_ADDRESS.test(line))).toEqual([])
  })

  it(`has no sentence of more than ${MOST_WORDS} words`, () => {
    expect(lines.flatMap(sentences).filter(isLong)).toEqual([])
  })

  it('says once that nothing was done', () => {
    const often = texts.filter((text) => (text.match(/\bnothing was\b/gi) ?? []).length > 1)
    expect(often).toEqual([])
  })
})
