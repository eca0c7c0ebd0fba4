import type { Piece } from './rich.ts'

/** Code between back quotes, or the place of a quotation. */
const PART = /(`[^`]+`|\{\})/

/**
 * One of our own sentences as pieces: what stands between back quotes is code, and `quotation` takes the place of `{}`. No text of
 * anybody else goes through here but as that quotation, which is not read.
 */
export const withCode = (sentence: string, quotation: Piece = ''): Piece[] =>
  sentence
    .split(PART)
    .filter((part) => part !== '')
    .map((part) => {
      if (part === '{}') return quotation
      return part.startsWith('`') ? { code: part.slice(1, -1) } : part
    })
