/** Control characters, line breaks, and marks that turn the direction of text: they make a name lie. */
const UNSEEN = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]+/gu

/** Cuts by code point, so that no emoji is left in halves. */
export const cut = (text: string, most: number): string => {
  const points = [...text]
  return points.length <= most ? text : `${points.slice(0, most - 1).join('')}…`
}

/** Marks and fillers that have no look of their own; a name of nothing else would look empty. */
const LOOKLESS = /[\p{Cf}\p{Zs}\p{M}\u115f\u1160\u2800\u3164\uffa0]/gu

/** A name from the portal or a person, on one line, as long as a phone can bear. */
export const nameLike = (text: string, most = 150): string => {
  const clean = text.toWellFormed().replace(UNSEEN, ' ').trim()
  return clean.replace(LOOKLESS, '') === '' ? '(no name)' : cut(clean, most)
}

/** The three characters that Slack reads as its own (slack: Formatting message text), and no others. */
export const escapeText = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** What would format a text, make a link or an emoji in it: the first sign of each, at the edge of a word where that matters. */
const FORMATTING = /(?<![\p{L}\p{N}])[*_~](?=\S)|`|^>+|:(?=\/\/)|:(?=[\w+'-]*[a-z][\w+'-]*:)/giu
/** From a sign of the keyboard to its full-width twin. */
const TWIN = 0xfee0

/**
 * Words for the text of a message, which Slack reads as mrkdwn: escaped, and with signs that only look like those of
 * formatting. The blocks, which people see, have the signs themselves.
 */
export const unformatted = (text: string): string =>
  escapeText(
    text.replace(FORMATTING, (signs) =>
      [...signs].map((sign) => String.fromCharCode(sign.charCodeAt(0) + TWIN)).join(''),
    ),
  )
