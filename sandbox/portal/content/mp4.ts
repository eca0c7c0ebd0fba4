import { type Block, frame, parameters } from './h264.ts'

const ACROSS = 4
const DOWN = 3
const FRAMES = 8
/** Frames a second; the clock of the whole file. */
const RATE = 4

const u8 = (...values: number[]) => Buffer.from(values)
const u16 = (...values: number[]) => Buffer.from(values.flatMap((n) => [(n >> 8) & 255, n & 255]))
const u32 = (...values: number[]) => Buffer.concat(values.map((n) => u16(n >>> 16, n & 0xffff)))
const zeros = (n: number) => Buffer.alloc(n)

const box = (type: string, ...content: Buffer[]): Buffer => {
  const data = Buffer.concat(content)
  return Buffer.concat([u32(data.length + 8), Buffer.from(type), data])
}
/** A box with version 0 and flags before its content. */
const fullBox = (type: string, flags: number, ...content: Buffer[]) => box(type, u32(flags), ...content)

/** No turning, no scaling. */
const UNTURNED = u32(0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000)

/** A bright bar walks over a dark field. */
const picture = (n: number): Block[] =>
  Array.from({ length: ACROSS * DOWN }, (_, i) => ({
    y: (x) => (Math.abs((i % ACROSS) * 16 + x - n * 8) < 6 ? 220 : 60),
    u: 150,
    v: 90,
  }))

const track = (width: number, height: number, sizes: number[], offset: number): Buffer => {
  const { sequence, picture: pictures } = parameters(ACROSS, DOWN)
  const settings = box(
    'avcC',
    u8(1, 66, 0, 10, 0xff, 0xe1),
    u16(sequence.length),
    sequence,
    u8(1),
    u16(pictures.length),
    pictures,
  )
  const looks = [zeros(6), u16(1), zeros(16), u16(width, height), u32(0x480000, 0x480000, 0), u16(1)]
  const coding = box('avc1', ...looks, zeros(32), u16(24, 0xffff), settings)
  const table = box(
    'stbl',
    fullBox('stsd', 0, u32(1), coding),
    fullBox('stts', 0, u32(1, sizes.length, 1)),
    fullBox('stsc', 0, u32(1, 1, sizes.length, 1)),
    fullBox('stsz', 0, u32(0, sizes.length, ...sizes)),
    fullBox('stco', 0, u32(1, offset)),
  )
  const here = box('dinf', fullBox('dref', 0, u32(1), fullBox('url ', 1)))
  const media = box(
    'mdia',
    fullBox('mdhd', 0, u32(0, 0, RATE, sizes.length), u16(0x55c4, 0)),
    fullBox('hdlr', 0, u32(0), Buffer.from('vide'), zeros(12), Buffer.from('Video\0')),
    box('minf', fullBox('vmhd', 1, zeros(8)), here, table),
  )
  const place = [u32(0, 0, 1, 0, sizes.length), zeros(16), UNTURNED, u32(width << 16, height << 16)]
  return box('trak', fullBox('tkhd', 3, ...place), media)
}

/** Two seconds of silent film. */
export const mp4 = (): Buffer => {
  const frames = Array.from({ length: FRAMES }, (_, n) => frame(n, picture(n))).map((data) =>
    Buffer.concat([u32(data.length), data]),
  )
  const kind = box('ftyp', Buffer.from('isom'), u32(512), Buffer.from('isomiso2avc1mp41'))
  const film = track(
    ACROSS * 16,
    DOWN * 16,
    frames.map(({ length }) => length),
    kind.length + 8,
  )
  const head = [u32(0, 0, RATE, FRAMES, 0x10000), u16(0x100), zeros(10), UNTURNED, zeros(24), u32(2)]
  return Buffer.concat([kind, box('mdat', ...frames), box('moov', fullBox('mvhd', 0, ...head), film)])
}
