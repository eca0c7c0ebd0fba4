import type { RulesNotice } from '../../domain/rules-notice.ts'
import { type Line, linesView, type View } from './rich.ts'
import { nameLike } from './untrusted.ts'

/** How many mistakes are named. The log has all. */
const MOST_FAULTS = 10

/** To admins: the rules were read anew. */
export const rulesNotice = (notice: RulesNotice): View => {
  if (notice.kind === 'changed') {
    return linesView(
      [{ bold: 'The rules for links have changed.' }],
      ['They hold for every new link and every extension from now on.'],
    )
  }
  const { faults } = notice
  const named = faults
    .slice(0, MOST_FAULTS)
    .map(
      ({ line, column, found, expected }): Line => [
        `Line ${line}, column ${column}: found `,
        { code: nameLike(found, 120) },
        `, expected ${nameLike(expected, 200)}`,
      ],
    )
  const more = faults.length - named.length
  return linesView(
    [{ bold: "The new rules for links weren't taken: their file has mistakes." }],
    ['The rules from before still hold.'],
    ...named,
    ...(more > 0 ? [[`And ${more} more, which the log names.`]] : []),
    ['Correct the file (POLICY_FILE) and have it read again.'],
  )
}
