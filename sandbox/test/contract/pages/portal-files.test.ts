import { expect, test } from 'vitest'
import { contentFor } from '../../../portal/file-content.ts'
import { FILES } from '../../../portal/seed-ids.ts'
import { startPortalPage } from './portal-world.ts'

const BROWSER = { accept: 'text/html,*/*;q=0.8' }

/** Part names in the table at the end of a zip: what a program that opens it goes by. */
const partsOf = (bytes: Buffer): string[] => {
  const end = bytes.lastIndexOf('PK\x05\x06')
  const parts: string[] = []
  let at = bytes.readUInt32LE(end + 16)
  for (let n = bytes.readUInt16LE(end + 10); n > 0; n--) {
    const length = bytes.readUInt16LE(at + 28)
    parts.push(bytes.toString('utf8', at + 46, at + 46 + length))
    at += 46 + length
  }
  return parts
}

test.each([
  ['Report.docx', 'word/document.xml'],
  ['Table <&">.xlsx', 'xl/worksheets/sheet1.xml'],
  ['Slides.pptx', 'ppt/slides/slide1.xml'],
  ['All.zip', 'Pictures/Logo.png'],
])('%s is an archive of %s', (title, part) => {
  expect(partsOf(contentFor(title))).toContain(part)
})

test.each([
  ['a.pdf', '%PDF-1.4', 0],
  ['a.png', '\x89PNG\r\n', 0],
  ['a.mp4', 'ftypisom', 4],
  ['a.doc', '{\\rtf1', 0],
])('%s begins as its kind does', (title, start, at) => {
  expect(contentFor(title).toString('latin1', at, at + start.length)).toBe(start)
})

test('a refused download: a page for people, nothing for programs', async () => {
  const { portal } = await startPortalPage()
  const link = portal.addLink(FILES.zip, { password: 'secret word' })
  const address = portal.directLink(FILES.zip, link.id)
  const program = await fetch(address)
  expect([program.status, await program.text()]).toEqual([403, ''])
  const asked = await fetch(address, { headers: BROWSER })
  expect([asked.status, await asked.text()]).toEqual([403, expect.stringContaining('<label for="password">')])
  portal.deleteLink(FILES.zip, link.id)
  const dead = await fetch(address, { headers: BROWSER })
  expect([dead.status, await dead.text()]).toEqual([403, expect.stringContaining('This link is not valid')])
  expect(portal.events().filter(({ actionId }) => actionId === 5009)).toEqual([])
})

test('a title stays text on the page of its file', async () => {
  const { portal } = await startPortalPage()
  const file = portal.addFile({ title: '<script>alert(1)</script>".docx' })
  const page = await (await fetch(portal.shareLink(portal.addLink(file.id)))).text()
  expect(page).not.toContain('<script>alert')
  expect(page).toContain('&#60;script&#62;alert(1)&#60;/script&#62;&#34;.docx')
})
