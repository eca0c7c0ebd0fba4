import type { Page } from 'playwright-core'
import { afterEach, expect, test } from 'vitest'
import { FILES } from '../../sandbox/portal/seed-ids.ts'
import { expectPart, openHome } from './support/home-page.ts'
import { usePeople } from './support/people.ts'
import { download, links, turn } from './support/portal-page.ts'
import { messages, privateLines, write } from './support/slack-page.ts'

const { sandbox, inChannel, atFile, share } = usePeople({ BLIND_AFTER: '3s' })

const HOW_NOT_COUNTED = 'Download counting stopped'

/** Each way of being blind that is over as soon as it is mended, and why it is, in the app's words. */
const WAYS: [trouble: string, why: RegExp][] = [
  ['Audit section hidden', /plan has no audit trail/],
  ['Owner of the key no admin any more', /can't read the DocSpace audit trail/],
  ['Key without the right to the trail', /can't read the DocSpace audit trail/],
  ['Key for the trail revoked', /doesn't accept Sharelink's key/],
]

const directMessages = (who: string): Promise<Page> => inChannel(who, sandbox().world.slack.dm(who).id)

afterEach(() => {
  const { troubles } = sandbox().world
  for (const name of troubles.list()) troubles.set(name, false)
})

test('each way of being blind: admin and creator are told once, nothing ends, and nothing is missed', async () => {
  await share('alice', 'general', `${FILES.report} max 9`)
  const alice = await directMessages('alice')
  const carol = await inChannel('carol', 'general')
  await openHome(carol)
  await expectPart(carol, 'Download counting', /^The audit trail can be read\./)
  const atPortal = await atFile(FILES.report)
  const channel = await inChannel('bob', 'general')

  for (const [i, [trouble, why]] of WAYS.entries()) {
    await turn(atPortal, trouble, true)
    await expectPart(
      carol,
      'Download counting',
      new RegExp(`^ needs a look${HOW_NOT_COUNTED}.*${why.source}`),
    )
    await expect.poll(() => messages(alice, HOW_NOT_COUNTED).count()).toBe(i + 1)
    await messages(alice, /this link may go over its limit[\s\S]*Q3\.docx/)
      .nth(i)
      .waitFor()
    expect(await download(links(atPortal, 'Live'), `Stranger ${i + 1}:`)).toMatch(/^200/)

    await turn(atPortal, trouble, false)
    await expectPart(carol, 'Download counting', /^The audit trail can be read\./)
    await messages(channel, `${i + 1} of 9 downloads`).waitFor()
    await expect.poll(() => messages(alice, /Counting works again/).count()).toBe(i + 1)
  }
  expect(await links(atPortal, 'Live').count()).toBe(1)

  const admin = await directMessages('carol')
  for (const [i, [, why]] of WAYS.entries()) {
    await messages(admin, HOW_NOT_COUNTED).filter({ hasText: why }).first().waitFor()
    await messages(admin, '1 download of 1 link was counted late.').nth(i).waitFor()
  }
  expect(await messages(admin, HOW_NOT_COUNTED).count()).toBe(WAYS.length)
})

test('while the portal gives no answer no limit is promised; it goes on by itself', async () => {
  const bob = await inChannel('bob', 'random')
  const carol = await directMessages('carol')
  // It takes BLIND_AFTER, and a last chance, until it is told.
  const isTold = (words: RegExp) =>
    expect.poll(() => messages(carol, '').last().textContent(), { timeout: 100_000 }).toMatch(words)
  const atPortal = await atFile(FILES.zip)
  await turn(atPortal, 'Portal down', true)
  await isTold(/audit trail can't be read/)
  await write(bob, `/sharelink ${FILES.zip} max 2`)
  await privateLines(bob, HOW_NOT_COUNTED)
    .getByText(/can't be made right now/)
    .waitFor()
  await turn(atPortal, 'Portal down', false)
  await isTold(/Counting works again/)
  await write(bob, `/sharelink ${FILES.zip} max 2`)
  await messages(bob, 'Press kit.zip').getByText('0 of 2 downloads').waitFor()
})
