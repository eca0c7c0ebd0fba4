/** Control characters, line breaks, and marks that turn the direction of text. They can disguise a name. */
const UNSEEN = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]+/gu

/** Cuts by code points, so that no emoji is cut in half. */
export const cut = (text: string, most: number): string => {
  const points = [...text]
  return points.length <= most ? text : `${points.slice(0, most - 1).join('')}…`
}

/** Characters that show nothing by themselves. A name of nothing else would look empty. */
const LOOKLESS = /[\p{Cf}\p{Zs}\p{M}\u115f\u1160\u2800\u3164\uffa0]/gu

/** A name from the portal or a person, on one line, and short enough for a phone. */
export const nameLike = (text: string, most = 150): string => {
  const clean = text.toWellFormed().replace(UNSEEN, ' ').trim()
  return clean.replace(LOOKLESS, '') === '' ? '(no name)' : cut(clean, most)
}
