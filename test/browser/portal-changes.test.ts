import type { Locator, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { FILES } from '../../sandbox/portal/seed-ids.ts'
import { expectPart, openHome } from './support/home-page.ts'
import { usePeople } from './support/people.ts'
import { download, links, trail } from './support/portal-page.ts'
import { messages } from './support/slack-page.ts'

const { sandbox, inChannel, atFile, share } = usePeople({ CANARY_FILE: FILES.oldDoc })

const change = async (link: Locator, button: string | RegExp) => {
  const more = link.getByText('Change it in the portal')
  if (!(await link.getByRole('button', { name: 'Delete link' }).isVisible())) await more.click()
  await link.getByRole('button', { name: button }).click()
}

const actAs = async (atPortal: Page, name: string) => {
  const who = atPortal.getByLabel('What you change here is done by')
  const option = who.getByRole('option', { name })
  await who.selectOption((await option.getAttribute('value')) ?? name)
}

test('what people change in the portal is told in the thread, with their names', async () => {
  await share('alice', 'general', `${FILES.report} max 3`)
  const alice = await inChannel('alice', 'general')
  const message = messages(alice, 'Shared by @Alice Arendt')
  const atPortal = await atFile(FILES.report, { allow: [/status of 403/] })
  await actAs(atPortal, 'Mark Member')
  await atPortal.getByRole('button', { name: 'Move to trash' }).click()
  await message.getByText("The file is in the DocSpace trash, so the link doesn't work.").waitFor()
  await message.getByRole('link', { name: /1 reply/ }).click()
  const replies = alice.getByRole('log', { name: 'Replies' }).getByRole('article')
  const replied = (words: string | RegExp) => replies.filter({ hasText: words }).waitFor()
  await replied('Q3.docx was moved to the DocSpace trash by Mark Member')
  expect(await download(links(atPortal, 'Not valid'), 'Stranger 1:')).toBe('403, refused: no file came')
  await atPortal.getByRole('button', { name: 'Restore' }).click()
  await replied('is back in DocSpace, and the link works again.')
  expect(await download(links(atPortal, 'Live'), 'Stranger 1:')).toMatch(/^200/)
  await message.getByText('1 of 3 downloads').waitFor()

  await actAs(atPortal, 'Rita Roomadmin')
  await change(links(atPortal, 'Live'), 'A day longer')
  await replied(/by Rita Roomadmin: it now expires [\s\S]*Sharelink put it back\./)
  await change(links(atPortal, 'Live'), 'View only')
  await message.getByText('was changed in DocSpace by Rita Roomadmin: downloads were turned off.').waitFor()
  await change(links(atPortal, 'Live'), 'Delete link')
  await atPortal.getByRole('alertdialog').getByRole('button', { name: 'Delete link' }).click()
  // A link that was put back may be missing for a moment: for 30 s after our own write that is not taken for its end.
  await message.getByText(/Rita Roomadmin deleted the link in DocSpace/).waitFor({ timeout: 45_000 })
  await messages(alice, 'replied to a thread').getByText('Q3.docx: link closed').waitFor()
})

test('an admin tries from Home whether counting works', async () => {
  const carol = await inChannel('carol', 'general')
  await openHome(carol)
  const atPortal = await atFile(FILES.oldDoc)
  const downloads = trail(atPortal, 'File downloaded: Minutes 1998.doc')
  // The daily trial comes by itself.
  await expectPart(carol, 'Download counting', /Last test .*: a download showed up in/)
  const before = await downloads.count()
  await carol.getByRole('main').getByRole('button', { name: 'Test the counting' }).click()
  await expect.poll(() => downloads.count()).toBe(before + 1)
  const told = await inChannel('carol', sandbox().world.slack.dm('carol').id)
  await messages(told, /Counting works\. A test download showed up in/).waitFor()
  expect(await links(atPortal, 'Live').count()).toBe(0)
})
