import { expect, test } from 'vitest'
import { FILES } from '../../sandbox/portal/seed-ids.ts'
import { usePeople } from './support/people.ts'
import { download, trail } from './support/portal-page.ts'
import { composer, messages, privateLines } from './support/slack-page.ts'

const { sandbox, open, inChannel, atFile } = usePeople()

const clockIn = (timeZone: string, at: number): string =>
  new Intl.DateTimeFormat('en-US', { timeZone, hour: 'numeric', minute: '2-digit' })
    .format(at)
    .replace('\u202f', ' ')

// The computers of all are in another zone than the people.
const tokyo = { timezoneId: 'Asia/Tokyo' }

test('alice shares by typing, strangers use the link up before everybody’s eyes, a fourth gets nothing', async () => {
  const alice = await inChannel('alice', 'general', tokyo)
  const bob = await inChannel('bob', 'general', tokyo)
  const loads: string[] = []
  for (const page of [alice, bob]) page.on('load', () => loads.push(page.url()))

  await composer(alice).pressSequentially('/')
  await alice.getByRole('option', { name: /^\/sharelink FILE.*Share a DocSpace file/ }).waitFor()
  await composer(alice).press('Tab')
  expect(await composer(alice).inputValue()).toBe('/sharelink ')
  await composer(alice).pressSequentially(`${FILES.report} for 1h max 3 note the final version`)
  await composer(alice).press('Enter')

  const seen = messages(bob, 'Shared by @Alice Arendt')
  await seen.waitFor()
  for (const words of [
    'Q3.docx',
    'the final version',
    '0 of 3 downloads',
    'Closes within seconds of the last download',
  ])
    await seen.getByText(words).waitFor()
  await privateLines(alice, 'Shared Q3.docx in #general.').getByText('Only visible to you').waitFor()
  expect(await composer(alice).inputValue()).toBe('')

  const atPortal = await atFile(FILES.report, { allow: [/status of 403/] })
  const link = atPortal.getByRole('article', { name: /^Slack #general - / })
  await link.getByText('Live', { exact: true }).waitFor()
  const end = Date.parse(sandbox().world.portal.links(FILES.report)[0]?.expirationDate ?? '')
  await messages(alice, `at ${clockIn('Europe/Berlin', end)} · 0 of 3`).waitFor()
  await messages(bob, `at ${clockIn('America/New_York', end)} · 0 of 3`).waitFor()
  const address = (await seen.getByRole('link', { name: 'Download' }).getAttribute('href')) ?? ''

  for (const count of [1, 2, 3]) {
    expect(await download(link, `Stranger ${count}:`)).toMatch(/^200, Q3\.docx, .* received$/)
    // The third may be seen only when the link is gone already.
    const counted = new RegExp(`Downloads${count}Made|Deleted after ${count} downloads`)
    await link.filter({ hasText: counted }).waitFor()
    await expect.poll(() => trail(atPortal, 'File downloaded').count()).toBe(count)
    for (const page of [alice, bob])
      await messages(page, 'Shared by').getByText(`${count} of 3 downloads`).waitFor()
    // Told before the next one comes: the end would say it all in one.
    if (count < 3)
      await messages(bob, 'Shared by')
        .getByRole('link', { name: `${count} repl` })
        .waitFor()
  }

  const over = messages(bob, /Closed .*3 of 3 downloads used/)
  expect(await over.getByRole('link', { name: 'Download' }).count()).toBe(0)
  expect(await over.getByRole('button', { name: /^Revoke/ }).count()).toBe(0)
  await messages(bob, 'replied to a thread').getByText('Q3.docx: link closed').waitFor()
  await over.getByRole('link', { name: /replies/ }).click()
  const replies = bob.getByRole('log', { name: 'Replies' }).getByRole('article')
  await expect
    .poll(() => replies.allTextContents())
    .toEqual([
      expect.stringContaining('Downloaded (1 of 3).'),
      expect.stringContaining('Downloaded (2 of 3).'),
      expect.stringMatching(/Also sent to the channel.*link closed, all 3 downloads used/),
    ])
  expect(await privateLines(bob).count()).toBe(0)
  expect(loads).toEqual([])

  await link.getByText('Gone', { exact: true }).waitFor()
  expect(await download(link, 'Stranger 4:')).toBe('403, refused: no file came')
  expect((await fetch(address)).status).toBe(403)
  const stranger = await open(address, { allow: [/status of 403/] })
  await stranger.getByRole('heading', { name: 'This link is not valid' }).waitFor()
})
