import { expect, test } from 'vitest'
import { FILES } from '../../sandbox/portal/seed-ids.ts'
import { chooseInMenu, closeModal, modal, press } from './support/modal-page.ts'
import { usePeople } from './support/people.ts'
import { privateLines, write } from './support/slack-page.ts'

const { sandbox, inChannel } = usePeople()

// The portal allows a file six links.
const SHARED = [FILES.report, FILES.pdf, FILES.png, FILES.zip, FILES.xlsx]
/** The limits of the links, by which they are told apart. */
const ALL = Array.from({ length: 30 }, (_, n) => n + 1)

const limitsIn = (words: string | null): number[] => (words?.match(/(?<=0 of )\d+/g) ?? []).map(Number)

// Slack wants the posts to one channel a second apart.
const CHANNELS = ['general', 'random', 'board']

const shareAll = async (): Promise<void> => {
  const { slack } = sandbox().world
  const posted = () => CHANNELS.flatMap((channel) => slack.history(channel)).length
  const before = posted()
  for (const limit of ALL) {
    const line = `/sharelink ${SHARED[limit % SHARED.length]} max ${limit}`
    await slack.person('alice').command(line, { in: CHANNELS[limit % CHANNELS.length] ?? 'general' })
  }
  const made = { what: 'the messages of all links' }
  await slack.waitFor(() => posted() === before + ALL.length, made)
}

test('thirty links: the list and Home show them in pages, each with its menu, by which a link is copied and revoked', async () => {
  await shareAll()
  const alice = await inChannel('alice', 'random')
  await write(alice, '/sharelink list')
  const list = privateLines(alice, 'Your live links')
  await list.getByText('Your live links: 30 (1 to 15)').waitFor()
  const newer = limitsIn(await list.textContent())
  expect(await list.getByRole('button', { name: 'Newer' }).count()).toBe(0)
  await press(list, 'Older')
  await list.getByText('Your live links: 30 (16 to 30)').waitFor()
  const older = limitsIn(await list.textContent())
  expect(await list.getByRole('button', { name: 'Older' }).count()).toBe(0)
  expect([newer.length, older.length]).toEqual([15, 15])
  expect([...newer, ...older].toSorted((a, b) => a - b)).toEqual(ALL)
  expect(await list.count()).toBe(1)

  await chooseInMenu(list, 'Copy link')
  const copy = modal(alice, 'Copy link')
  await copy.locator('code', { hasText: '/filehandler.ashx?action=download' }).waitFor()
  expect(await copy.getByRole('link').count()).toBe(0)
  await closeModal(copy)

  await chooseInMenu(list, 'Revoke…')
  const question = modal(alice, 'Revoke this link?')
  await question.getByText("This can't be undone.").waitFor()
  await press(question, 'Cancel')
  await question.waitFor({ state: 'hidden' })
  await chooseInMenu(list, 'Revoke…')
  await press(question, 'Revoke')
  await closeModal(modal(alice, 'Revoke'))
  await press(list, 'Newer')
  await list.getByText('Your live links: 29 (1 to 15)').waitFor()

  await alice.getByRole('link', { name: 'Sharelink (Home)' }).click()
  const home = alice.getByRole('main')
  await home.getByText(/^Your live links: 29/).waitFor()
  const first = limitsIn(await home.textContent())
  await press(home, 'Older')
  await expect.poll(async () => limitsIn(await home.textContent())).not.toEqual(first)
  await chooseInMenu(home, 'Details')
  await closeModal(modal(alice, 'Details'))
})
