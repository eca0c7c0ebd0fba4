// Without characters that look or sound like others: 0 O, 1 I L, and U (as V, or as "you").
const DIGITS = '23456789'
const LETTERS = 'ABCDEFGHJKMNPQRSTVWXYZ'
const LENGTH = 6
const SHARE_ID = new RegExp(`^(?!\\d+$)[${DIGITS}${LETTERS}]{${LENGTH}}$`)

/** A reference that people can read out and operators can find in the log. */
export const newReference = (random: () => number): string => readable(random, 8)

const readable = (random: () => number, length: number): string =>
  Array.from({ length }, () => pick(random, DIGITS + LETTERS)).join('')

const pick = (random: () => number, from: string): string =>
  from.charAt(Math.min(Math.floor(random() * from.length), from.length - 1))

/**
 * A new share id: six characters, at least one of them a letter, so that it is never taken for a file id.
 * `random` gives numbers in [0, 1). Unique only by chance: the store must refuse an id in use.
 */
export const newShareId = (random: () => number): string => {
  const id = readable(random, LENGTH)
  return SHARE_ID.test(id) ? id : pick(random, LETTERS) + id.slice(1)
}

/** A share id as people write it (`k7m-4qx`, `K7M 4QX`), in its one spelling; null when it is none. */
export const readShareId = (text: string): string | null => {
  const id = text.replace(/[\s-]/g, '').toUpperCase()
  return SHARE_ID.test(id) ? id : null
}
