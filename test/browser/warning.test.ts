import type { Locator } from 'playwright-core'
import { expect, test } from 'vitest'
import { FILES } from '../../sandbox/portal/seed-ids.ts'
import { closeModal, modal, press } from './support/modal-page.ts'
import { usePeople } from './support/people.ts'
import { messages, revoke } from './support/slack-page.ts'

const { inChannel, share } = usePeople()

/** The reply that warns, after a download that leaves one more. */
const warned = async (message: Locator): Promise<Locator> => {
  const address = (await message.getByRole('link', { name: 'Download' }).getAttribute('href')) ?? ''
  expect((await fetch(address)).status).toBe(200)
  await message.getByRole('link', { name: /1 reply/ }).click()
  const reply = message.page().getByRole('log', { name: 'Replies' }).getByRole('article').first()
  await reply.getByText('Downloaded (1 of 2).').waitFor()
  await reply.getByText(/has one download left/).waitFor()
  return reply
}

test('one download is left: its reply says so, and extends the link', async () => {
  await share('alice', 'general', `${FILES.report} max 2`)
  const alice = await inChannel('alice', 'general')
  const message = messages(alice, 'Shared by @Alice Arendt').first()
  const reply = await warned(message)
  await press(reply, 'Extend')
  const form = modal(alice, 'Extend a link')
  await form.getByRole('textbox', { name: /^Download limit/ }).fill('5')
  await press(form, 'Extend')
  await closeModal(modal(alice, 'Extended'))
  await message.getByText('1 of 5 downloads').waitFor()
})

test('the same reply ends the link', async () => {
  await share('bob', 'random', `${FILES.pdf} max 2`)
  const bob = await inChannel('bob', 'random')
  const message = messages(bob, 'Shared by @Bob Brown').first()
  await revoke(await warned(message), 'Revoke')
  await message.getByText(/Revoked by @Bob Brown/).waitFor()
})
