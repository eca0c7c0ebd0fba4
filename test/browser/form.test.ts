import type { Locator, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { FILES } from '../../sandbox/portal/seed-ids.ts'
import { choose, chooser, closeModal, modal, press } from './support/modal-page.ts'
import { usePeople } from './support/people.ts'
import { links } from './support/portal-page.ts'
import { composer, messages, privateLines, write } from './support/slack-page.ts'

const { sandbox, inChannel, atFile } = usePeople()

const limitOf = (form: Locator): Locator => form.getByRole('textbox', { name: /^Download limit/ })

/** The form by the menu of a message; every message has one, which shows under the pointer. */
const shareItsFile = async (message: Locator): Promise<Locator> => {
  await message.hover()
  await press(message, 'More actions')
  const page = message.page()
  await page.getByRole('menuitem', { name: /^Share its DocSpace file/ }).click()
  const form = modal(page, 'Share a file')
  await form.waitFor()
  return form
}

const openByCommand = async (page: Page): Promise<Locator> => {
  await write(page, '/sharelink')
  const form = modal(page, 'Share a file')
  await form.waitFor()
  return form
}

test('/sharelink alone: a file found by its name, mistakes told beside their fields, and then the link', async () => {
  const { portal } = sandbox().world
  const alice = await inChannel('alice', 'general')
  const form = await openByCommand(alice)
  expect(await chooser(form, 'Expires after').inputValue()).toBe('7 days (the default)')
  expect(await limitOf(form).inputValue()).toBe('10')
  expect(await chooser(form, 'Post in').inputValue()).toBe('#general')
  await form.getByText('Links here: at most 90 days.').waitFor()

  await choose(form, 'File', 'q3', /^Q3\.docx/)
  await limitOf(form).fill('3')
  await press(form, 'More options')
  await form.getByRole('checkbox', { name: 'View only' }).check()
  await choose(form, 'Expires after', 'Pick', 'Pick a date…')
  await form.getByLabel(/^Date and time/).fill('2020-01-01T10:00')
  await press(form, 'Share')
  await form.getByText('That moment is already in the past.').waitFor()
  await form.getByText('View only has no downloads to limit.').waitFor()
  expect(portal.links(FILES.report)).toEqual([])

  await form.getByRole('checkbox', { name: 'View only' }).uncheck()
  await choose(form, 'Expires after', '7 days', /^7 days/)
  await form.getByLabel(/^Date and time/).waitFor({ state: 'detached' })
  expect(await limitOf(form).inputValue()).toBe('3')
  await form.getByRole('textbox', { name: /^Note/ }).fill('the final version')
  portal.fault({ method: 'PUT', action: { kind: 'slow', ms: 1_500 } })
  await press(form, 'Share')
  const result = modal(alice, 'Shared')
  await result.getByText('Shared Q3.docx in #general.').waitFor()
  const address = (await result.getByText(/^http/).textContent()) ?? ''
  await closeModal(result)

  const message = messages(alice, 'Shared by @Alice Arendt')
  for (const words of ['Q3.docx', 'the final version', '0 of 3 downloads'])
    await message.getByText(words).waitFor()
  expect(await message.getByRole('link', { name: 'Download' }).getAttribute('href')).toBe(address)
  expect((await fetch(address)).status).toBe(200)
  expect(await privateLines(alice).count()).toBe(0)
  await expect.poll(() => composer(alice).and(alice.locator(':focus')).count()).toBe(1)
})

test('what DocSpace refuses stands over the form: Back leads to it as it was filled in', async () => {
  const { portal } = sandbox().world
  const alice = await inChannel('alice', 'general')
  const form = await openByCommand(alice)
  await choose(form, 'File', 'logo', /^Logo\.png/)
  await form.getByRole('textbox', { name: /^Note/ }).fill('for the board')
  portal.fault({ method: 'PUT', times: 1, action: { kind: 'lie', how: 'other-end' } })
  await press(form, 'Share')
  const refused = modal(alice, "Couldn't share")
  await refused.getByText(/so Logo\.png wasn't shared/).waitFor()
  await refused.getByRole('button', { name: 'Back' }).last().click()

  expect(await form.getByRole('textbox', { name: /^Note/ }).inputValue()).toBe('for the board')
  expect(await chooser(form, 'File').inputValue()).toBe('Logo.png')
  await press(form, 'Share')
  await modal(alice, 'Shared').getByText('Shared Logo.png in #general.').waitFor()
  await closeModal(modal(alice, 'Shared'))
  expect(await alice.getByRole('dialog').count()).toBe(0)
  await messages(alice, 'Logo.png').getByText('for the board').waitFor()
})

test('the shortcut behind +: the form, with a password that only its result tells', async () => {
  const bob = await inChannel('bob', 'random')
  await bob.getByRole('button', { name: 'Shortcuts' }).click()
  await bob.getByRole('menuitem', { name: /^Share a file/ }).click()
  const form = modal(bob, 'Share a file')
  await press(form, 'Share')
  await form.getByText('Please complete this required field.').first().waitFor()
  const atPortal = await atFile(FILES.pdf)
  const link = `${sandbox().world.portal.url}/doceditor?fileid=${FILES.pdf}`
  await choose(form, 'File', link, /^Offer Acme\.pdf/)
  await press(form, 'More options')
  await form.getByRole('textbox', { name: /^Password/ }).fill('open sesame 7')
  await choose(form, 'Expires after', '1 day', '1 day')
  await press(form, 'Share')
  await modal(bob, 'Shared').getByText('Password: open sesame 7').waitFor()
  await closeModal(modal(bob, 'Shared'))
  await messages(bob, 'Offer Acme.pdf').getByText('password protected').waitFor()
  expect(await bob.getByText('sesame').count()).toBe(0)
  await links(atPortal, 'Live').waitFor()
})

test('the shortcut of a message: the file that it names; or a word that it names none', async () => {
  const alice = await inChannel('alice', 'general')
  const empty = await shareItsFile(alice.getByRole('article', { name: 'Carol Chen' }))
  await empty.getByText('That message has no link to a DocSpace file.').waitFor()
  await press(empty, 'Cancel')

  const form = await shareItsFile(alice.getByRole('article', { name: 'Bob Brown' }))
  expect(await chooser(form, 'File').inputValue()).toBe('Q3.docx')
  await limitOf(form).fill('7')
  await press(form, 'Share')
  await modal(alice, 'Shared').getByText('Shared Q3.docx in #general.').waitFor()
  await closeModal(modal(alice, 'Shared'))
  await messages(alice, '0 of 7 downloads').getByText('Q3.docx').waitFor()
})
