import { expect, test } from 'vitest'
import { FILES } from '../../sandbox/portal/seed-ids.ts'
import { expectPart, openHome, part } from './support/home-page.ts'
import { choose, chooseInMenu, closeModal, modal, press } from './support/modal-page.ts'
import { usePeople } from './support/people.ts'
import { download, links } from './support/portal-page.ts'
import { composer, messages, revoke } from './support/slack-page.ts'

const { inChannel, atFile, share } = usePeople()

const HELLO = "Hi, I'm Sharelink"

test('Home of alice: live, ended, rules; it turns by itself, and ends, extends and makes links', async () => {
  await share('alice', 'general', `${FILES.report} max 5`)
  await share('alice', 'random', `${FILES.pdf} max 2`)
  const alice = await inChannel('alice', 'random')
  await revoke(messages(alice, 'Offer Acme.pdf'), 'Revoke')
  await messages(alice, 'Offer Acme.pdf')
    .getByText(/(Closed|Expired|Revoked) /)
    .waitFor()
  await openHome(alice)
  await expectPart(alice, 'Your live links', /^: 1Q3\.docx\s+Expires .* · 0 of 5 downloads · #general · ID /)
  await expectPart(
    alice,
    'Ended lately',
    /Offer Acme\.pdf\s+Revoked by @Alice Arendt · .* · 0 of 2 downloads used/,
  )
  await alice.getByText('Links: 7 days, 10 downloads by default (up to 90 days).').waitFor()
  expect(await alice.getByText("Everybody's live links").count()).toBe(0)

  const atPortal = await atFile(FILES.report)
  await download(links(atPortal, 'Live'), 'Stranger 1:')
  await expectPart(alice, 'Your live links', '1 of 5 downloads')

  const main = alice.getByRole('main')
  await chooseInMenu(main, 'Extend', 'Q3.docx')
  const extension = modal(alice, 'Extend a link')
  await extension.getByRole('textbox', { name: /^Download limit/ }).fill('6')
  await press(extension, 'Extend')
  await closeModal(modal(alice, 'Extended'))
  await expectPart(alice, 'Your live links', '1 of 6 downloads')

  await press(main, 'Share a file')
  const form = modal(alice, 'Share a file')
  await choose(form, 'File', 'logo', /^Logo\.png/)
  await choose(form, 'Post in', 'random', '#random')
  await press(form, 'Share')
  await closeModal(modal(alice, 'Shared'))
  await expectPart(alice, 'Your live links', /^: 2Logo\.png\s+Expires /)

  await chooseInMenu(main, 'Revoke…', 'Q3.docx')
  await press(modal(alice, 'Revoke this link?'), 'Revoke')
  await closeModal(modal(alice, 'Revoke'))
  await expectPart(alice, 'Ended lately', /^Q3\.docx\s+Revoked by .* · 1 of 6 downloads used/)
  await links(atPortal, 'Gone').waitFor()
  await expectPart(alice, 'Your live links', /^: 1Logo\.png\s+Expires /)
})

test('Home of an admin: everybody’s links, and whether the audit trail can be read', async () => {
  await share('bob', 'random', `${FILES.zip} max 4`)
  const carol = await inChannel('carol', 'general')
  await openHome(carol)
  await carol.getByText('Welcome to Sharelink').waitFor()
  await expectPart(
    carol,
    "Everybody's live links",
    /Press kit\.zip\s+Expires .* · 0 of 4 downloads · #random · by @Bob Brown/,
  )
  await expectPart(carol, 'Download counting', /^The audit trail can be read\. Last checked today at /)
  await chooseInMenu(carol.getByRole('main'), 'Details', 'Press kit.zip')
  await closeModal(modal(carol, 'Details'))

  await carol.getByRole('link', { name: 'random' }).click()
  await composer(carol).waitFor()
  await revoke(messages(carol, 'Press kit.zip'), 'Revoke')
  await messages(carol, 'Press kit.zip')
    .getByText(/(Closed|Expired|Revoked) /)
    .waitFor()
  await openHome(carol)
  await expect.poll(() => part(carol, "Everybody's live links")).not.toContain('Press kit.zip')
})

test('who opens the conversation with the app is welcomed there, once', async () => {
  const doris = await inChannel('doris', 'general')
  const enter = () => doris.getByRole('link', { name: /^Sharelink \(messages\)/ }).click()
  await enter()
  await messages(doris, HELLO).waitFor()
  await openHome(doris)
  await enter()
  await messages(doris, HELLO).waitFor()
  expect(await messages(doris, HELLO).count()).toBe(1)
})
