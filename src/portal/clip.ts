// The portal limits its texts itself. If a longer one comes all the same, it is cut to that limit before it is kept or
// shown.

/** Cuts by code points, so that no emoji is cut in half. */
export const clip = (text: string, most: number): string =>
  text.length <= most ? text : [...text.slice(0, 2 * most)].slice(0, most).join('')

/** The portal's own limit for a title. */
const LONGEST_TITLE = 255
const EXTENSION = /\.[\p{L}\p{N}]{1,10}$/u

/** Cuts a file's title, but keeps its extension, which says what kind of file it is. */
export const clipTitle = (title: string): string => {
  if (title.length <= LONGEST_TITLE) return title
  const end = `…${EXTENSION.exec(title.slice(-11))?.[0] ?? ''}`
  return clip(title, LONGEST_TITLE - end.length) + end
}
