const pick = (alphabet: string, length: number, random: () => number): string =>
  Array.from({ length }, () => alphabet[Math.floor(random() * alphabet.length)]).join('')

/** A version 4 uuid. */
export const randomUuid = (random: () => number): string => {
  const hex = pick('0123456789abcdef', 32, random)
  const variant = pick('89ab', 1, random)
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20),
  ].join('-')
}

/** The 15 characters of a short link. */
export const randomCode = (random: () => number): string =>
  pick('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-', 15, random)

/** A secret of an API key or a session, lower-case hex. */
export const randomHex = (length: number, random: () => number): string =>
  pick('0123456789abcdef', length, random)
