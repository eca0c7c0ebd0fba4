import type { Locator } from 'playwright-core'
import { expect, test } from 'vitest'
import { FILES } from '../../sandbox/portal/seed-ids.ts'
import { closeModal, modal, press } from './support/modal-page.ts'
import { usePeople } from './support/people.ts'
import { download, links } from './support/portal-page.ts'
import { messages, privateLines } from './support/slack-page.ts'

const { inChannel, atFile, share } = usePeople()

/** Its words, of which a date is drawn apart from the others. */
const expectSaid = (shown: Locator, words: RegExp) => expect.poll(() => shown.textContent()).toMatch(words)

const ALL = ['Activity', 'Copy link', 'Mute thread', 'Extend', 'Revoke']

test('Details tells who downloaded, and by which rule it counts; a muted thread is told nothing until unmuted', async () => {
  await share('alice', 'general', `${FILES.report} max 5`)
  const alice = await inChannel('alice', 'general')
  const atPortal = await atFile(FILES.report)
  const link = links(atPortal, 'Live')
  const message = messages(alice, 'Shared by @Alice Arendt')
  await download(link, 'Stranger 1:')
  await message.getByText('1 of 5 downloads').waitFor()

  await press(message, 'Details')
  const details = modal(alice, 'Details')
  await details.getByText('by @Alice Arendt in #general').waitFor()
  await expectSaid(details, /Counted\s+Today[\s\S]*[AP]M · .*Chrome .* on Windows.* · counted/)
  await press(details, 'Activity')
  const events = modal(alice, 'Activity')
  await events.getByText('1 counted of 1 event').waitFor()
  await expectSaid(events, /Today[\s\S]*[AP]M · .* · counted · #\d+/)
  await press(events, 'Details')
  await press(details, 'Mute thread')
  await details.getByText('Thread muted: only the end will be posted.').waitFor()

  await download(link, 'Stranger 2:')
  await message.getByText('2 of 5 downloads').waitFor()
  await press(details, 'Unmute thread')
  await details.getByRole('button', { name: /^Mute/ }).waitFor()
  await expectSaid(details, /Safari .* · counted/)
  await closeModal(details)
  await download(link, 'Stranger 3:')
  await message.getByText('3 of 5 downloads').waitFor()
  await message.getByRole('link', { name: /2 replies/ }).click()
  const replies = alice.getByRole('log', { name: 'Replies' }).getByRole('article')
  await expect
    .poll(() => replies.allTextContents())
    .toEqual([
      expect.stringContaining('Downloaded (1 of 5).'),
      expect.stringContaining('Downloaded (3 of 5).'),
    ])
  expect(await privateLines(alice).count()).toBe(1)
})

test.each([
  ['alice', ALL],
  ['bob', ['Activity']],
  ['carol', ALL],
])('%s finds these buttons in Details: %s', async (who, buttons) => {
  await share('alice', 'random', `${FILES.pdf} max 5`)
  const page = await inChannel(who, 'random')
  await press(messages(page, 'Offer Acme.pdf').last(), 'Details')
  const details = modal(page, 'Details')
  await details.getByText('No downloads yet.').waitFor()
  const names = await details.getByRole('button').allTextContents()
  expect(names.filter((name) => !/Close|×/.test(name) && name)).toEqual(buttons)
  await closeModal(details)
})
