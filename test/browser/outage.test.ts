import { expect, test } from 'vitest'
import { FILES } from '../../sandbox/portal/seed-ids.ts'
import { usePeople } from './support/people.ts'
import { download, links, trail, turn } from './support/portal-page.ts'
import { messages, privateLines, revoke, write } from './support/slack-page.ts'

const { inChannel, atFile, share } = usePeople()

test('while the portal is down nothing is half made, and who asks is told what to do', async () => {
  const bob = await inChannel('bob', 'random')
  const atPortal = await atFile(FILES.zip)
  await turn(atPortal, 'Portal down', true)
  await write(bob, `/sharelink ${FILES.zip} max 3`)
  const refusal = privateLines(bob, "DocSpace isn't answering")
  await refusal.getByText('Try again in a few minutes.').waitFor()
  await refusal.getByText(/Reference: \w{8}/).waitFor()
  expect(await messages(bob, 'Press kit.zip').count()).toBe(0)

  await turn(atPortal, 'Portal down', false)
  await write(bob, '/sharelink list')
  await privateLines(bob, 'You have no live links.').waitFor()
  expect(await atPortal.getByRole('article').count()).toBe(0)
  // The same again by one press: what comes of it takes the place of the refusal.
  await refusal.getByRole('button', { name: 'Try again' }).click()
  await messages(bob, 'Press kit.zip').getByText('0 of 3 downloads').waitFor()
  await privateLines(bob, 'Shared Press kit.zip').waitFor()
  expect(await refusal.count()).toBe(0)
  await expect.poll(() => links(atPortal, 'Live').count()).toBe(1)
})

test('a link revoked while the portal is down ends when it is back', async () => {
  await share('alice', 'general', `${FILES.png} max 3`)
  const alice = await inChannel('alice', 'general')
  const atPortal = await atFile(FILES.png)
  await turn(atPortal, 'Portal down', true)
  await revoke(messages(alice, 'Logo.png'), 'Revoke')
  const message = messages(alice, 'Shared by').filter({ hasText: 'Logo.png' })
  await message.getByText('is revoking this link').waitFor()
  expect(await message.getByRole('button', { name: /^Revoke/ }).count()).toBe(0)
  expect(await links(atPortal, 'Live').count()).toBe(1)

  await atPortal.getByRole('button', { name: 'All well again' }).first().click()
  // The app waits longer from try to try, up to about twenty seconds.
  await message.getByText(/Revoked by/).waitFor({ timeout: 40_000 })
  await links(atPortal, 'Gone').waitFor()
})

test('downloads that the trail shows late, the last one first, are all counted', async () => {
  await share('alice', 'general', `${FILES.roomPng} max 5`)
  const alice = await inChannel('alice', 'general')
  const atPortal = await atFile(FILES.roomPng)
  await turn(atPortal, 'Audit trail stands still', true)
  for (const visitor of ['Stranger 1:', 'Stranger 2:', 'Stranger 3:'])
    expect(await download(links(atPortal, 'Live'), visitor)).toMatch(/^200, Poster\.png/)
  await atPortal.getByText('Not in the trail yet: 3 events.').waitFor()
  expect(await trail(atPortal, 'not in the trail yet').count()).toBe(3)
  expect(await messages(alice, 'Poster.png').textContent()).toContain('0 of 5 downloads')

  await atPortal.getByRole('button', { name: 'Let them in, last one first' }).click()
  await atPortal.getByText('Everything is in the trail.').waitFor()
  await messages(alice, 'Poster.png').getByText('3 of 5 downloads').waitFor()
})
