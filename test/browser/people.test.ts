import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { FILES } from '../../sandbox/portal/seed-ids.ts'
import { usePeople } from './support/people.ts'
import { links } from './support/portal-page.ts'
import { composer, messages, privateLines, write } from './support/slack-page.ts'

const { sandbox, open, inChannel, atFile } = usePeople()

const channelsOf = (page: Page): Promise<string[]> =>
  page.getByRole('navigation', { name: 'Conversations' }).locator('.channel-name').allTextContents()

test('a guest and somebody of another company see their own channels, and no others', async () => {
  const gina = await inChannel('gina', 'design')
  expect(await channelsOf(gina)).toEqual([
    'design',
    'Sharelink (Home)',
    'Sharelink (messages)',
    "The portal's page",
  ])
  const xavier = await inChannel('xavier', 'acme-shared')
  expect(await channelsOf(xavier)).toEqual(['acme-shared', "The portal's page"])
  await xavier.getByText('People of Northwind are in this channel').waitFor()

  const { id } = sandbox().world.slack.channel('general')
  const lost = await open(`${sandbox().url}/#/gina/${id}`)
  await lost.getByText('Gina Guest does not see this conversation.').waitFor()
  expect(await lost.getByRole('log').count()).toBe(0)
})

test('the command is not offered to people of another company, nor sent for them', async () => {
  const xavier = await inChannel('xavier', 'acme-shared')
  await composer(xavier).pressSequentially(`/sharelink ${FILES.pdf}`)
  expect(await xavier.getByRole('listbox').count()).toBe(0)
  const before = sandbox().world.slack.deliveries().length
  await composer(xavier).press('Enter')
  await xavier.getByText('/sharelink is not a valid command.').waitFor()
  expect(sandbox().world.slack.deliveries()).toHaveLength(before)
})

test('before a channel that another company reads, the person is asked; nothing is made until then', async () => {
  const alice = await inChannel('alice', 'acme-shared')
  const xavier = await inChannel('xavier', 'acme-shared')
  const atPortal = await atFile(FILES.pdf)
  const question = privateLines(alice, 'People from another company (Acme Ltd) are in #acme-shared')

  await write(alice, `/sharelink ${FILES.pdf} max 3`)
  await question.getByRole('button', { name: 'Cancel' }).click()
  await question.waitFor({ state: 'detached' })
  expect(await atPortal.getByRole('article').count()).toBe(0)

  await write(alice, `/sharelink ${FILES.pdf} max 3`)
  await question.getByText('Nothing has been made yet.').waitFor()
  expect(await atPortal.getByRole('article').count()).toBe(0)
  await question.getByRole('button', { name: 'Share' }).click()
  await messages(xavier, 'Offer Acme.pdf').getByRole('link', { name: 'Download' }).waitFor()
  await links(atPortal, 'Live').waitFor()
  expect(await question.count()).toBe(0)
  expect(await privateLines(xavier).count()).toBe(0)
})

test('where the app is not invited, whoever asked gets the link alone, and how to invite it', async () => {
  const alice = await inChannel('alice', 'secret')
  const bob = await inChannel('bob', 'secret')
  await bob.getByText('The app is not in this conversation').waitFor()
  await write(alice, `/sharelink ${FILES.report} max 3`)
  const told = privateLines(alice, "I'm not in this conversation")
  await told.getByText('/invite @Sharelink').waitFor()
  const address = (await told.getByText(/^http/).textContent()) ?? ''
  expect((await fetch(address)).status).toBe(200)
  await write(bob, 'Is there anything?')
  await alice.getByRole('article', { name: 'Bob Brown' }).waitFor()
  expect(await bob.getByRole('article').count()).toBe(1)
})
