import { readFileSync } from 'node:fs'
import { extensionOf } from './formats.ts'

/** A small file for each kind, beside this one; every word processor opens rich text under the old name `.doc` too. */
const SAMPLES: Record<string, string> = {
  '.docx': 'sample.docx',
  '.xlsx': 'sample.xlsx',
  '.pptx': 'sample.pptx',
  '.pdf': 'sample.pdf',
  '.png': 'sample.png',
  '.zip': 'sample.zip',
  '.mp4': 'sample.mp4',
  '.doc': 'sample.rtf',
  '.rtf': 'sample.rtf',
}

const ABOUT = `This file lives in the portal of the Sharelink sandbox. Nothing in it is true, and nobody is meant.
It is here to be shared: ask for a link in Slack, open the link as a stranger, and see how it ends by itself.
`

/** Real bytes that fit the title's extension; where there is no sample of it a text, under the title. */
export const contentFor = (title: string): Buffer => {
  const sample = SAMPLES[extensionOf(title)]
  return sample
    ? readFileSync(new URL(`content/${sample}`, import.meta.url))
    : Buffer.from(`${title}\n\n${ABOUT}`)
}
