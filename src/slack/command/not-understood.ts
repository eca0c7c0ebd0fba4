import type { Failed } from './command.ts'

const LONGEST_QUOTE = 200

// `password=…` or `pw:…` without a space, or the keyword inside a longer part, as after a bracket that was not closed.
// What follows is a password.
const PASSWORD = /(?<=^|\s)(password|pass(?:wd|code|wort)?|pwd?)(?:(?<=password)[\s\S]|[^\p{L}\p{N}])/iu

/** `quoted` is plain text. `example` goes without `/sharelink`. */
export const notUnderstood = (quoted: string | null, problem: string, example: string): Failed => ({
  ok: false,
  refusal: { quoted: quoted === null ? null : quotable(quoted), problem, example: `/sharelink ${example}` },
})

/**
 * A part of the command as it can be shown: without a password, and not too long (cut by code points, so that no emoji
 * is cut in half).
 */
export const quotable = (text: string): string => {
  const keyword = PASSWORD.exec(text)
  const shown = keyword === null ? text : text.slice(0, keyword.index + (keyword[1] ?? '').length)
  if (shown.length <= LONGEST_QUOTE) return shown
  return `${[...shown.slice(0, 2 * LONGEST_QUOTE)].slice(0, LONGEST_QUOTE - 1).join('')}…`
}
