import { crc32, deflateSync } from 'node:zlib'
import { extensionOf } from './formats.ts'

const u16 = (n: number) => Buffer.from([n & 255, (n >> 8) & 255])
const u32 = (n: number) => Buffer.from([n & 255, (n >>> 8) & 255, (n >>> 16) & 255, (n >>> 24) & 255])

/** An uncompressed zip archive; a docx or xlsx is one too. */
const zip = (parts: Record<string, string>): Buffer => {
  const files: Buffer[] = []
  const index: Buffer[] = []
  let offset = 0
  for (const [name, text] of Object.entries(parts)) {
    const data = Buffer.from(text)
    const bytes = Buffer.from(name)
    const size = u32(data.length)
    const common = Buffer.concat([
      u16(20),
      u16(0),
      u16(0),
      u16(0),
      u16(33),
      u32(crc32(data)),
      size,
      size,
      u16(bytes.length),
    ])
    const file = Buffer.concat([Buffer.from('PK\x03\x04'), common, u16(0), bytes, data])
    index.push(
      Buffer.concat([Buffer.from('PK\x01\x02'), u16(20), common, Buffer.alloc(12), u32(offset), bytes]),
    )
    files.push(file)
    offset += file.length
  }
  const table = Buffer.concat(index)
  const count = u16(index.length)
  const end = [Buffer.from('PK\x05\x06'), u32(0), count, count, u32(table.length), u32(offset), u16(0)]
  return Buffer.concat([...files, table, ...end])
}

const xmlText = (text: string) => text.replace(/[&<>]/g, (c) => `&#${c.charCodeAt(0)};`)

const docx = (title: string): Buffer =>
  zip({
    '[Content_Types].xml':
      '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
    '_rels/.rels':
      '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
    'word/document.xml': `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>${xmlText(title)}</w:t></w:r></w:p></w:body></w:document>`,
  })

const pngChunk = (type: string, data: Buffer): Buffer => {
  const body = Buffer.concat([Buffer.from(type), data])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  const sum = Buffer.alloc(4)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, sum])
}

/** A 64 x 64 grey gradient. */
const png = (): Buffer => {
  const header = Buffer.from([0, 0, 0, 64, 0, 0, 0, 64, 8, 0, 0, 0, 0])
  const rows = Array.from({ length: 64 }, (_, y) =>
    Buffer.from([0, ...Array.from({ length: 64 }, (_, x) => (x + y) * 2)]),
  )
  const signature = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10])
  const data = pngChunk('IDAT', deflateSync(Buffer.concat(rows)))
  return Buffer.concat([signature, pngChunk('IHDR', header), data, pngChunk('IEND', Buffer.alloc(0))])
}

const pdf = (title: string): Buffer => {
  const text = title.replace(/[^\x20-\x7e]|[()\\]/g, '?')
  const stream = `BT /F1 18 Tf 72 720 Td (${text}) Tj ET`
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ]
  let body = '%PDF-1.4\n'
  const offsets = objects.map((object, i) => {
    const at = body.length
    body += `${i + 1} 0 obj\n${object}\nendobj\n`
    return `${String(at).padStart(10, '0')} 00000 n \n`
  })
  const xref = `xref\n0 6\n0000000000 65535 f \n${offsets.join('')}`
  return Buffer.from(`${body}${xref}trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n${body.length}\n%%EOF\n`)
}

/** Real bytes that fit the title's extension, the same each time. */
export const contentFor = (title: string): Buffer => {
  switch (extensionOf(title)) {
    case '.docx':
      return docx(title)
    case '.pdf':
      return pdf(title)
    case '.png':
      return png()
    case '.zip':
      return zip({ 'read me.txt': `${title}\n`, 'data.csv': 'id,amount\n1,100\n2,250\n' })
    default:
      return Buffer.from(`${title}\n`.repeat(64))
  }
}
