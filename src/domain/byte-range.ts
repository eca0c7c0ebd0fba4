const ONE_RANGE = /^bytes=(\d{1,15})-(\d{0,15})$/i
const LAST_BYTES = /^bytes=-(\d{1,15})$/i
const VALIDATOR = /^(?:W\/)?"[\x21\x23-\x7e]{0,200}"$/
const HTTP_DATE = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/

/** A part of a file. `from`: its first byte; null: its last `to` bytes. `to`: its last byte; null: to the end. */
export interface ByteRange {
  from: number | null
  to: number | null
}

/** The one range of bytes that is asked for; null: the whole file, also where several are asked for, as HTTP allows. */
export const readRange = (header: string | undefined): ByteRange | null => {
  const range = header?.replace(/\s/g, '') ?? ''
  const [, last] = LAST_BYTES.exec(range) ?? []
  if (last !== undefined) return { from: null, to: Number(last) }
  const [, first = '', end = ''] = ONE_RANGE.exec(range) ?? []
  if (first === '' || (end !== '' && Number(end) < Number(first))) return null
  return { from: Number(first), to: end === '' ? null : Number(end) }
}

/**
 * As the portal takes it: a number first, or it answers 400. Null: the whole file, also where nobody knows how long it is and its
 * last bytes are asked for.
 */
export const portalRange = (range: ByteRange | null, size: number | null): string | null => {
  if (range === null) return null
  if (range.from !== null) return `bytes=${range.from}-${range.to ?? ''}`
  if (size === null || size === 0 || range.to === 0) return null
  return `bytes=${Math.max(0, size - (range.to ?? 0))}-${size - 1}`
}

/** Whether the portal may record a request for that range: not for a part that begins later than at the first byte (docs/portal.md, Events). */
export const mayBeRecorded = (range: string | null): boolean => range === null || range.startsWith('bytes=0-')

/**
 * Whether all from some byte on is asked for. Programs that fetch segments at once ask like that, and go away where the next one
 * begins.
 */
export const isOpenEnded = (range: ByteRange | null): boolean => range?.to === null

/** Whether it begins behind the end of a file of that size, or of an unknown one. */
export const isPastEnd = (range: ByteRange | null, size: number | null): boolean =>
  range?.from != null && range.from >= (size ?? Number.POSITIVE_INFINITY)

/** What tells one content of a file from another, as `ETag`, `Last-Modified` and `If-Range` name it; null for anything else. */
export const readValidator = (header: string | undefined): string | null => {
  const given = header?.trim() ?? ''
  return VALIDATOR.test(given) || HTTP_DATE.test(given) ? given : null
}

/** So many times its size may be sent for one claim: broken downloads begin again, and segments overlap. */
const TIMES = 3
/** Taken for a file whose size nobody knows. */
const UNKNOWN_BYTES = 10 * 1024 ** 3

/** What is known of sizes before the first byte; null: not known. */
export interface SizeFacts {
  /** Of what the portal is about to send. */
  length: number | null
  /** Of the whole file, as the portal says now, and as it was when the link was made. */
  total: number | null
  recorded: number | null
}

/** So many pieces a file has where a stream is promised one after the other: enough for programs that fetch it in eight parts. */
const PIECES = 16

/** How many bytes a stream may send at first, how many more each time that those are sent, and how many the claim may take in all. */
export interface BytePlan {
  promised: number
  /** Null: all is promised at first. */
  piece: number | null
  most: number
}

/**
 * A whole file is promised as a whole, so that nobody is cut off in the middle of it. Of a part without an end only a piece is at a
 * time: all of its rest would be promised many times over to somebody who wants none of it.
 */
export const planBytes = ({ length, total, recorded }: SizeFacts, isOpenPart: boolean): BytePlan => {
  const size = total ?? recorded ?? UNKNOWN_BYTES
  const all = length ?? size
  const piece = Math.max(1, Math.ceil(size / PIECES))
  return isOpenPart && piece < all
    ? { promised: piece, piece, most: TIMES * size }
    : { promised: all, piece: null, most: TIMES * size }
}
