import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { SlackState } from '../../../slack/model.ts'
import { adviceAfter } from '../../../start/advice.ts'
import { readKept } from '../../../start/kept.ts'
import { openWorld } from '../../../start/open-world.ts'

/** Opens a world in a folder of its own. */
const openIn = async (closing: (() => unknown)[]) => {
  const folder = mkdtempSync(join(tmpdir(), 'kept-test-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return { folder, ...(await openWorld(folder, (close) => closing.push(close))) }
}

const closeAll = async (closing: (() => unknown)[]) => {
  for (const close of closing.reverse()) await close()
}

/** A world that was played in this folder and is closed again; gives its file. */
const playedIn = async (): Promise<{ folder: string; file: string }> => {
  const closing: (() => unknown)[] = []
  const { folder } = await openIn(closing)
  await closeAll(closing)
  return { folder, file: join(folder, 'world.json') }
}

type Edit = (world: Record<string, Record<string, unknown>>) => unknown

test.each<[string, RegExp, Edit]>([
  ['an empty Slack', /slack\.teams and in \d+ other places/, (world) => Object.assign(world, { slack: {} })],
  ['an empty portal', /portal\.settings and in \d+ /, (world) => Object.assign(world, { portal: {} })],
  ['no installation', /slack\.teams\b/, (world) => Object.assign(world.slack ?? {}, { teams: [] })],
  ['people that are none', /slack\.users\.0\b/, (world) => Object.assign(world.slack ?? {}, { users: [{}] })],
  [
    'files without bytes',
    /portal\.files\.7\b/,
    (world) => Object.assign(world.portal ?? {}, { files: { 7: {} } }),
  ],
  ['an unknown trouble', /troubles\.0\b/, (world) => Object.assign(world, { troubles: ['fire'] })],
  ['an unknown outage', /outage\b/, (world) => Object.assign(world, { outage: 'fire' })],
  ['a port that is none', /ports\.slack\b/, (world) => Object.assign(world.ports ?? {}, { slack: 70_000 })],
  ['half a key', /encryptionKey\b/, (world) => Object.assign(world, { encryptionKey: 'abc' })],
])('%s in what was kept is told of with advice', async (_, words, edit) => {
  const { folder, file } = await playedIn()
  expect(readKept(folder)).toMatchObject({ outage: 'off', troubles: [] })
  const world = JSON.parse(readFileSync(file, 'utf8'))
  edit(world)
  writeFileSync(file, JSON.stringify(world))
  expect(() => readKept(folder)).toThrow(words)
  expect(() => readKept(folder)).toThrow(/world\.json is damaged at .*--reset/)
})

test('everybody of the company has a direct message with the app from the start, and nobody else', async () => {
  const { file } = await playedIn()
  const { users, channels } = JSON.parse(readFileSync(file, 'utf8')).slack as SlackState
  const bot = users.find(({ is_bot }) => is_bot)?.id ?? ''
  const withBot = channels.filter(({ kind, members }) => kind === 'im' && members.includes(bot))
  const names = withBot.map(({ members }) => users.find(({ id }) => id !== bot && members.includes(id))?.name)
  expect(names.sort()).toEqual(['alice', 'bob', 'carol', 'doris', 'gina'])
})

test.each<[string, RegExp]>([
  ['# Bad file format reading the append only file appendonly.aof.1.incr.aof', /--reset/],
  ['# Invalid AOF manifest file format', /--reset/],
  ["# Can't open or create append-only dir appendonlydir: Not a directory", /--reset/],
  ['{"level":"error","msg":"x","err":"/usr/bin/redis-server did not start on /tmp/x:"}', /--reset/],
  ['No redis-server or valkey-server on this machine', /^$/],
])('after "%s"', (line, advice) => {
  expect(adviceAfter(['something before', line])).toMatch(advice)
})

test('a command that nobody answers fails for the person as soon as Slack gives up, not later', async () => {
  const closing: (() => unknown)[] = []
  const { slack } = (await openIn(closing)).world
  onTestFinished(() => closeAll(closing))
  const silent = createServer(() => {})
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
  closing.push(() => silent.close())
  slack.connect(`http://127.0.0.1:${(silent.address() as AddressInfo).port}`)
  const { late, durationMs } = await slack.person('alice').command('/sharelink help', { in: '#general' })
  expect(late).toBe(true)
  expect(durationMs).toBeLessThan(6000)
  expect(slack.ephemerals('alice').map(({ text }) => text)).toEqual([
    '/sharelink failed with the error "operation_timeout"',
  ])
})
