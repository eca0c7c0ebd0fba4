import { type Line, textOf } from './rich.ts'

/**
 * Slack: a message's text should have at most 4,000 characters. It tells screen readers everything, so it must not be
 * cut.
 */
const MOST_TEXT = 4_000

/** The first rows, at least one, that fit into a message's text besides the lines that are always there. */
export const fitting = <T>(
  rows: readonly T[],
  linesOf: (row: T) => readonly Line[],
  rest: readonly Line[],
): readonly T[] => {
  let left = MOST_TEXT - textOf(rest).length
  const tooMany = rows.findIndex((row) => {
    left -= textOf(linesOf(row)).length + 1
    return left < 0
  })
  return tooMany === -1 ? rows : rows.slice(0, Math.max(1, tooMany))
}
