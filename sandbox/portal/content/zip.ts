import { crc32 } from 'node:zlib'

const u16 = (n: number) => Buffer.from([n & 255, (n >> 8) & 255])
const u32 = (n: number) => Buffer.from([n & 255, (n >>> 8) & 255, (n >>> 16) & 255, (n >>> 24) & 255])

/** An uncompressed zip archive; a docx, xlsx or pptx is one too. */
export const zip = (parts: Record<string, string | Buffer>): Buffer => {
  const files: Buffer[] = []
  const index: Buffer[] = []
  let offset = 0
  for (const [name, content] of Object.entries(parts)) {
    const data = Buffer.from(content)
    const bytes = Buffer.from(name)
    const size = u32(data.length)
    const sum = u32(crc32(data))
    // Version 2.0, no flags, stored, midnight of the first day that a zip knows, 1980-01-01.
    const common = [u16(20), u16(0), u16(0), u16(0), u16(33), sum, size, size, u16(bytes.length)]
    const file = Buffer.concat([Buffer.from('PK\x03\x04'), ...common, u16(0), bytes, data])
    index.push(Buffer.from('PK\x01\x02'), u16(20), ...common, Buffer.alloc(12), u32(offset), bytes)
    files.push(file)
    offset += file.length
  }
  const table = Buffer.concat(index)
  const count = u16(files.length)
  const end = [Buffer.from('PK\x05\x06'), u32(0), count, count, u32(table.length), u32(offset), u16(0)]
  return Buffer.concat([...files, table, ...end])
}
