export { cut, nameLike } from '../../domain/name-like.ts'

/** The three characters that Slack reads as its own (slack: Formatting message text), and no others. */
export const escapeText = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** What would make formatting, a link or an emoji: the first character of each, at the edge of a word where that matters. */
const FORMATTING = /(?<![\p{L}\p{N}])[*_~](?=\S)|`|^>+|:(?=\/\/)|:(?=[\w+'-]*[a-z][\w+'-]*:)/giu
/** The distance from a character to its full-width twin. */
const TWIN = 0xfee0

/**
 * Words for the text of a message, which Slack reads as mrkdwn: escaped, and with look-alikes in place of formatting
 * characters. The blocks, which people see, have the characters themselves.
 */
export const unformatted = (text: string): string =>
  escapeText(
    text.replace(FORMATTING, (signs) =>
      [...signs].map((sign) => String.fromCharCode(sign.charCodeAt(0) + TWIN)).join(''),
    ),
  )
