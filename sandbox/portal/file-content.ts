import { docx } from './content/docx.ts'
import { mp4 } from './content/mp4.ts'
import { pdf } from './content/pdf.ts'
import { png } from './content/png.ts'
import { pptx } from './content/pptx.ts'
import { rtf } from './content/rtf.ts'
import { PARAGRAPHS, TABLE } from './content/words.ts'
import { xlsx } from './content/xlsx.ts'
import { zip } from './content/zip.ts'
import { extensionOf } from './formats.ts'

const archive = (title: string): Buffer =>
  zip({
    'Read me.txt': `${title}\n\n${PARAGRAPHS.join('\n')}\n`,
    'Figures.csv': `${TABLE.map((row) => row.join(',')).join('\n')}\n`,
    'Pictures/Logo.png': png('Logo.png'),
  })

const MAKERS: Record<string, (title: string) => Buffer> = {
  '.docx': docx,
  '.xlsx': xlsx,
  '.pptx': pptx,
  '.pdf': pdf,
  '.png': png,
  '.zip': archive,
  '.mp4': mp4,
  '.doc': rtf,
  '.rtf': rtf,
}

const made = new Map<string, Buffer>()

/** Real bytes that fit the title's extension, the same each time. */
export const contentFor = (title: string): Buffer => {
  const before = made.get(title)
  if (before) return before
  const bytes = MAKERS[extensionOf(title)]?.(title) ?? Buffer.from(`${title}\n\n${PARAGRAPHS.join('\n')}\n`)
  // Drawing pictures takes longer than all the rest of a start; tests start many portals.
  made.set(title, bytes)
  return bytes
}
