/** Text of 0 and 1 for a number as H.264 writes them: `u(n)` in n bits, `ue` of any size. */
const u = (value: number, bits: number) => value.toString(2).padStart(bits, '0')
const ue = (value: number) => {
  const binary = (value + 1).toString(2)
  return '0'.repeat(binary.length - 1) + binary
}

const bytesOf = (bits: string): Buffer =>
  Buffer.from((bits.match(/.{8}/g) ?? []).map((octet) => Number.parseInt(octet, 2)))

/** A unit: its type, and bits that end with a 1 and are filled up. */
const unit = (header: number, bits: string): Buffer => {
  const ended = `${bits}1`
  return bytesOf(u(header, 8) + ended.padEnd(Math.ceil(ended.length / 8) * 8, '0'))
}

/** Brightness, and the two colours, of a block of 16 x 16. Above 3, so that no start code can come about. */
export type Block = { y: (x: number, y: number) => number; u: number; v: number }

/** What a decoder must know first: baseline profile, all pictures whole. `across`, `down`: in blocks. */
export const parameters = (across: number, down: number): { sequence: Buffer; picture: Buffer } => ({
  sequence: unit(
    0x67,
    u(66, 8) +
      u(0, 8) +
      u(10, 8) +
      // Id 0, frame numbers of 4 bits, shown in the order of coding, no reference pictures, no gaps.
      ue(0) +
      ue(0) +
      ue(2) +
      ue(0) +
      '0' +
      ue(across - 1) +
      ue(down - 1) +
      // Whole frames, no direct inference, no cropping, no more.
      '1000',
  ),
  // Ids 0 and 0, CAVLC, one slice group, one reference each, no weights, usual quantizers, no options.
  picture: unit(0x68, `${ue(0)}${ue(0)}00${ue(0)}${ue(0)}${ue(0)}000${ue(0)}${ue(0)}${ue(0)}000`),
})

const RAW = 25

/** One picture, uncompressed (I_PCM): an encoder in a few lines. `n` tells it from the one before. */
export const frame = (n: number, blocks: Block[]): Buffer => {
  const square = Array.from({ length: 256 }, (_, i) => i)
  // First block 0, intra only, parameters 0, frame 0, the picture's id, nothing kept, usual quantizer.
  let bits = ue(0) + ue(7) + ue(0) + u(0, 4) + ue(n % 2) + u(0, 2) + ue(0)
  for (const block of blocks) {
    bits += ue(RAW)
    bits = bits.padEnd(Math.ceil(bits.length / 8) * 8, '0')
    const luma = square.map((i) => block.y(i % 16, Math.floor(i / 16)))
    const chroma = [block.u, block.v].flatMap((value) => Array<number>(64).fill(value))
    bits += [...luma, ...chroma].map((value) => u(value, 8)).join('')
  }
  return unit(0x65, bits)
}
