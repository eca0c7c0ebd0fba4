/** FNV-1a: a number of 32 bits out of a text. */
const hashOf = (text: string): number => {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  }
  return hash >>> 0
}

/**
 * Numbers in [0, 1) that look random and are the same each time for the same seed. Only for what need not be secret: an
 * act that is carried out again after a crash has to choose the same share id again.
 */
export const seededNumbers = (seed: string): (() => number) => {
  let drawn = 0
  return () => {
    drawn += 1
    // Multiplying mixes the high bits into the low ones, which FNV leaves poor (MurmurHash3's finalizer).
    let mixed = hashOf(`${drawn}:${seed}`)
    mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b)
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
    return ((mixed ^ (mixed >>> 16)) >>> 0) / 2 ** 32
  }
}
