import { PARAGRAPHS } from './words.ts'

/** The standard fonts know no other letters without being embedded. */
const plain = (text: string) => text.replace(/[^\x20-\x7e]|[()\\]/g, '?')

const lines = (text: string): string[] => text.match(/.{1,80}(?:\s|$)/g) ?? []

/** A page with the title and some text. */
export const pdf = (title: string): Buffer => {
  const body = PARAGRAPHS.flatMap((text) => [...lines(plain(text)), ''])
  const stream = `BT /F1 20 Tf 72 750 Td (${plain(title).slice(0, 45)}) Tj /F1 11 Tf 0 -36 Td 15 TL ${body
    .map((line) => `(${line}) Tj T*`)
    .join(' ')} ET`
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ]
  let text = '%PDF-1.4\n'
  const offsets = objects.map((object, i) => {
    const at = text.length
    text += `${i + 1} 0 obj\n${object}\nendobj\n`
    return `${String(at).padStart(10, '0')} 00000 n \n`
  })
  const xref = `xref\n0 6\n0000000000 65535 f \n${offsets.join('')}`
  return Buffer.from(`${text}${xref}trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n${text.length}\n%%EOF\n`)
}
