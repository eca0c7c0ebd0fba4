// The portal bounds its texts itself. What is longer than it allows is kept and shown no longer than that, however much comes.

/** To so many characters (code points), so that no emoji is left in halves. */
export const clip = (text: string, most: number): string =>
  text.length <= most ? text : [...text.slice(0, 2 * most)].slice(0, most).join('')

/** Of a title (contract 1.2). */
const LONGEST_TITLE = 255
const EXTENSION = /\.[\p{L}\p{N}]{1,10}$/u

/** A file's title; one that is cut keeps its extension, which says what it is. */
export const clipTitle = (title: string): string => {
  if (title.length <= LONGEST_TITLE) return title
  const end = `…${EXTENSION.exec(title.slice(-11))?.[0] ?? ''}`
  return clip(title, LONGEST_TITLE - end.length) + end
}
