import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { LinkInfo, Shown } from '../../sandbox/pages/contract.ts'
import { FILES } from '../../sandbox/portal/seed-ids.ts'
import { startSandbox } from '../../sandbox/start/start.ts'
import {
  actInPortal,
  actInSlack,
  sandboxFolder,
  seenInPortal,
  seenInSlack,
  startSandboxProgram,
} from '../support/sandbox-program.ts'
import { download } from '../support/visitors.ts'

const FILE = FILES.roomDocx
const ALICE = { as: 'alice', channel: 'C0GENERAL1' }

const linkIn = (url: string): Promise<LinkInfo> =>
  seenInPortal(url, FILE, ({ file }) => file?.links.find(({ state }) => state === 'live'))

/** The share's message once it shows so many downloads. */
const messageIn = (url: string, downloads: string): Promise<Shown> =>
  seenInSlack(url, ALICE, ({ channel }) =>
    channel?.entries.find(
      (entry) => entry.isApp && !entry.isPrivate && JSON.stringify(entry.blocks).includes(downloads),
    ),
  )

test('what was done is there again after a stop and after a kill, until it is reset', async () => {
  const folder = sandboxFolder()
  const first = startSandboxProgram(folder)
  let url = await first.url()
  const page = await fetch(url)
  expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('<title>')])
  expect(
    await actInSlack(url, 'alice', {
      act: 'command',
      channel: ALICE.channel,
      text: `/sharelink ${FILE} max 3 watched`,
    }),
  ).toEqual({ ok: true })
  const { ts } = await messageIn(url, '0 of 3 downloads')
  const link = await linkIn(url)
  await actInPortal(url, { act: 'trouble', name: 'audit-held', on: true })
  await actInSlack(url, 'alice', { act: 'outage', kind: '503' })
  expect((await download(link.directAddress, 'Firefox')).status).toBe(200)
  first.process.kill('SIGTERM')
  expect(await first.ended).toBe(0)

  const second = startSandboxProgram(folder)
  url = await second.url()
  // The same message, link and address, and the bot still knows the share.
  expect((await messageIn(url, '0 of 3 downloads')).ts).toBe(ts)
  expect(await linkIn(url)).toEqual({ ...link, downloads: 1 })
  expect(await seenInPortal(url, FILE, ({ troubles }) => troubles)).toEqual(['audit-held'])
  expect(await seenInSlack(url, ALICE, ({ outage }) => outage)).toBe('503')
  await actInSlack(url, 'alice', { act: 'outage', kind: 'off' })
  await actInPortal(url, { act: 'calm' })
  expect((await messageIn(url, '1 of 3 downloads')).ts).toBe(ts)
  // A kill may cost what was done in the last tenth of a second.
  await expect
    .poll(() => readFileSync(join(folder, '.data/sandbox/world.json'), 'utf8'))
    .toContain('1 of 3 downloads')
  second.process.kill('SIGKILL')
  await second.ended

  const third = startSandboxProgram(folder)
  url = await third.url()
  expect((await download(link.directAddress, 'Chrome')).status).toBe(200)
  expect((await messageIn(url, '2 of 3 downloads')).ts).toBe(ts)
  expect(
    await seenInPortal(url, FILE, ({ events }) => events.filter((e) => e.linkId === link.id).length),
  ).toBe(2)
  third.process.kill('SIGINT')
  expect(await third.ended).toBe(0)

  const fourth = startSandboxProgram(folder, ['--reset', '--port', '0'])
  url = await fourth.url()
  const texts = await seenInSlack(url, ALICE, ({ channel }) => channel?.entries.map(({ text }) => text))
  expect(texts).toEqual([expect.stringContaining('Welcome'), expect.stringContaining('quarterly report')])
  expect(await seenInPortal(url, FILE, ({ file }) => file?.links)).not.toContainEqual(
    expect.objectContaining({ id: link.id }),
  )
})

test('what is asked before the bot is up is answered, and works once it is', async () => {
  const sandbox = await startSandbox({ folder: sandboxFolder(), port: 0 })
  onTestFinished(sandbox.close)
  const ask = () =>
    actInSlack(sandbox.url, 'alice', { act: 'command', channel: ALICE.channel, text: '/sharelink help' })
  expect(await ask()).toMatchObject({ ok: false, error: expect.stringContaining('/sharelink failed') })
  await sandbox.ready
  expect(await ask()).toEqual({ ok: true })
})

test.each([
  ['what is no JSON', '{"version":2,"sla', /world\.json cannot be read\. .*--reset/],
  ['half of it', '{"version":2,"slack":{}}', /world\.json lacks portal, .*--reset/],
  ['another version', '{"version":99}', /world\.json is of version 99, .*--reset/],
])('%s, kept, is refused with advice', async (_, text, words) => {
  const folder = sandboxFolder()
  mkdirSync(join(folder, '.data/sandbox'), { recursive: true })
  writeFileSync(join(folder, '.data/sandbox/world.json'), text)
  const sandbox = startSandboxProgram(folder)
  expect(await sandbox.ended).toBe(1)
  expect(sandbox.text()).toMatch(words)
})
