import { expect, test } from 'vitest'
import { FILES } from '../../sandbox/portal/seed-ids.ts'
import { usePeople } from './support/people.ts'
import { download, links } from './support/portal-page.ts'
import { messages, privateLines, revoke } from './support/slack-page.ts'

const { sandbox, inChannel, atFile, share } = usePeople()

test('Revoke asks first: Keep and Escape leave all as it is, Revoke ends the link', async () => {
  await share('alice', 'general', `${FILES.pdf} max 3`)
  const alice = await inChannel('alice', 'general')
  const atPortal = await atFile(FILES.pdf)
  await links(atPortal, 'Live').waitFor()
  const message = messages(alice, 'Offer Acme.pdf')
  const button = message.getByRole('button', { name: 'Revoke the link to Offer Acme.pdf' })
  const question = alice.getByRole('alertdialog', { name: 'Revoke this link?' })
  const before = sandbox().world.slack.deliveries().length

  await button.click()
  await question.getByText(/^Offer Acme\.pdf stops working right away/).waitFor()
  await alice.keyboard.press('Escape')
  await question.waitFor({ state: 'hidden' })
  await button.click()
  // The message changes behind the question, which stays.
  await download(links(atPortal, 'Live'), 'Stranger 1:')
  await message.getByText('1 of 3 downloads').waitFor()
  await question.getByRole('button', { name: 'Cancel' }).click()
  await question.waitFor({ state: 'hidden' })
  expect(sandbox().world.slack.deliveries()).toHaveLength(before)
  expect(await links(atPortal, 'Live').count()).toBe(1)

  await revoke(message, 'Revoke')
  await privateLines(alice, 'Revoking the link to Offer Acme.pdf…').waitFor()
  await messages(alice, /Revoked by @Alice Arendt/).waitFor()
  await button.waitFor({ state: 'detached' })
  await messages(alice, 'replied to a thread').getByText('Offer Acme.pdf: link revoked').waitFor()
  await links(atPortal, 'Gone').waitFor()
  await atPortal.getByText('There is none.').waitFor()
})

test('only its creator and admins may: Bob is refused privately, Carol ends it', async () => {
  await share('alice', 'general', `${FILES.xlsx} max 3`)
  const bob = await inChannel('bob', 'general')
  const carol = await inChannel('carol', 'general')
  const atPortal = await atFile(FILES.xlsx)

  await revoke(messages(bob, 'Budget 2026.xlsx'), 'Revoke')
  const refusal = privateLines(bob, 'or an admin can revoke this link')
  await refusal.waitFor()
  expect(await messages(carol, 'Budget 2026.xlsx').textContent()).toContain('0 of 3 downloads')
  expect(await links(atPortal, 'Live').count()).toBe(1)

  await revoke(messages(carol, 'Budget 2026.xlsx'), 'Revoke')
  await messages(bob, /Revoked by @Carol Chen/).waitFor()
  await links(atPortal, 'Gone').waitFor()
  expect(await privateLines(carol, 'Only the person').count()).toBe(0)
})
