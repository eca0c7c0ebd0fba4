import type { Locator } from 'playwright-core'
import { expect, test } from 'vitest'
import { FILES } from '../../sandbox/portal/seed-ids.ts'
import { download } from '../support/visitors.ts'
import { choose, chooser, closeModal, modal, press } from './support/modal-page.ts'
import { usePeople } from './support/people.ts'
import { messages, privateLines, write } from './support/slack-page.ts'

const { sandbox, inChannel, share } = usePeople()

const addressOf = async (message: Locator): Promise<string> =>
  (await message.getByRole('link', { name: 'Download' }).getAttribute('href')) ?? ''

const endOf = (file: string): number =>
  Date.parse(sandbox().world.portal.links(file)[0]?.expirationDate ?? '')

const replies = (message: Locator): Locator =>
  message.page().getByRole('log', { name: 'Replies' }).getByRole('article')

test('Extend in Details: a later end and a higher limit, and the address stays', async () => {
  await share('alice', 'general', `${FILES.pdf} for 1h max 3`)
  const alice = await inChannel('alice', 'general')
  const message = messages(alice, 'Shared by @Alice Arendt').filter({ hasText: 'Offer Acme.pdf' })
  const address = await addressOf(message)
  const before = endOf(FILES.pdf)

  await press(message, 'Details')
  await press(modal(alice, 'Details'), 'Extend')
  const form = modal(alice, 'Extend a link')
  await form.getByText('0 of 3 downloads').waitFor()
  expect(await chooser(form, 'New end').inputValue()).toBe('7 days later')
  await choose(form, 'New end', 'Keep', 'Keep the current end')
  const limit = form.getByRole('textbox', { name: /^Download limit/ })
  expect(await limit.inputValue()).toBe('3')
  await press(form, 'Extend')
  await form.getByText('The link already has this end and this limit. Change one of them.').waitFor()
  await choose(form, 'New end', '7 days', '7 days later')
  await limit.fill('5')
  await press(form, 'Extend')
  const result = modal(alice, 'Extended')
  await result.getByText('The link itself stays the same.').waitFor()
  await closeModal(result)

  await message.getByText('0 of 5 downloads').waitFor()
  expect(await addressOf(message)).toBe(address)
  expect(endOf(FILES.pdf)).toBe(before + 7 * 86_400_000)
  await message.getByRole('link', { name: /1 reply/ }).click()
  await replies(message)
    .filter({ hasText: /@Alice Arendt extended this link to .* \(5 downloads\)/ })
    .waitFor()
})

test('used up, it comes back for a higher limit: the same address, and the buttons, work again', async () => {
  await share('alice', 'general', `${FILES.report} max 1`)
  const alice = await inChannel('alice', 'general')
  const bob = await inChannel('bob', 'general')
  const message = messages(alice, 'Shared by @Alice Arendt').filter({ hasText: 'Q3.docx' })
  const address = await addressOf(message)
  const id = /ID (\w{6})/.exec((await message.textContent()) ?? '')?.[1] ?? ''
  // Of one browser, what comes within two seconds is one download.
  expect((await download(address, 'Wget')).status).toBe(200)
  await message.getByText(/Closed .*1 of 1 download used/).waitFor()
  expect((await download(address, 'Wget')).status).toBe(403)

  await write(bob, `/sharelink extend ${id} max 2`)
  await privateLines(bob, 'or an admin can extend this link').waitFor()
  await write(alice, `/sharelink extend ${id} for 7d`)
  await privateLines(alice, "more time won't help")
    .getByText(new RegExp(`extend ${id} max \\d`))
    .waitFor()
  await write(alice, `/sharelink extend ${id} max 2`)
  await privateLines(alice, 'Extended the link to Q3.docx.').waitFor()

  await message.getByText('1 of 2 downloads').waitFor()
  for (const button of ['Details', 'Revoke'])
    await message.getByRole('button', { name: new RegExp(`^${button}`) }).waitFor()
  expect(await addressOf(message)).toBe(address)
  await messages(bob, 'replied to a thread').filter({ hasText: 'works again.' }).waitFor()
  expect((await download(address, 'curl')).status).toBe(200)
  await message.getByText(/Closed .*2 of 2 downloads used/).waitFor()
})
