import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { FILES } from '../../sandbox/portal/seed-ids.ts'
import { addressOf } from '../support/message.ts'
import { outside } from '../support/outside.ts'
import { leaveOverdue } from '../support/overdue.ts'
import { type Program, startProgram } from '../support/program.ts'

/**
 * Asks it to stop. Not a matter of speed, but of what it waits for: waiting for what hangs, it would be broken off only after
 * nine seconds; as it should, it takes two.
 */
const stop = async (program: Program): Promise<void> => {
  const asked = performance.now()
  program.process.kill('SIGTERM')
  expect(await program.ended).toBe(0)
  expect(performance.now() - asked).toBeLessThan(8_000)
}

test('a SIGTERM while a post hangs ends it soon, and the next start makes one message of it', async () => {
  const { portal, slack, start } = await outside()
  const first = await start()
  const held = slack.fail({ method: 'chat.postMessage', hold: true, drop: true, times: 'always' })
  await slack.person('alice').command(`/sharelink ${FILES.report} max 3`, { in: '#general' })
  await expect.poll(held.hits).toBe(1)
  await stop(first)
  held.clear()
  held.release()

  await start()
  await slack.waitFor((s) => s.history('#general').find((m) => addressOf(m)))
  await slack.waitFor((s) => s.ephemerals('alice').find((e) => e.text.startsWith('Shared')))
  expect(slack.history('#general')).toHaveLength(1)
  expect(portal.links(FILES.report)).toHaveLength(1)
})

test('so does one while the first connection hangs, and a message that is to be rewritten', async () => {
  const world = await outside({ socketMode: {} })
  const { slack } = world
  const { links } = await leaveOverdue(world)
  const opening = slack.fail({ method: 'apps.connections.open', hold: true, drop: true, times: 'always' })
  const rewriting = slack.fail({ method: 'chat.update', hold: true, drop: true, times: 'always' })
  const second = await world.start()
  await expect.poll(rewriting.hits).toBeGreaterThan(0)
  expect(opening.hits()).toBeGreaterThan(0)
  expect(links()).toBe(0)
  await stop(second)
  for (const failure of [opening, rewriting]) {
    failure.clear()
    failure.release()
  }

  await world.start()
  await slack.waitFor((s) => s.history('#general').find((m) => m.revisions.length > 0 && !addressOf(m)))
})

test('a SIGTERM while the portal takes its time makes nobody hear that it cannot be reached', async () => {
  const { portal, slack, start } = await outside()
  const first = await start()
  await first.says('sharelink is up')
  const path = `/api/2.0/files/file/${FILES.report}`
  portal.fault({ times: 'always', action: { kind: 'slow', ms: 2_000, when: 'after' } })
  await slack.person('alice').command(`/sharelink ${FILES.report}`, { in: '#general' })
  await portal.waitForRequest({ path })
  await stop(first)
  portal.clearFaults()

  await start()
  await slack.waitFor((s) => s.ephemerals('alice').find((e) => e.text.startsWith('Shared')))
  const said = slack
    .ephemerals('alice')
    .flatMap((e) => [e, ...e.revisions].map(({ text }) => text.split(' ')[0]))
  expect(said.filter((word) => word !== 'Creating' && word !== 'Shared')).toEqual([])
  expect(portal.links(FILES.report)).toHaveLength(1)
})

test('a SIGTERM with more of one member’s commands than are worked on at a time ends as soon, and each gets its answer', async () => {
  const { portal, slack, start } = await outside()
  const settings = { LINKS_PER_MINUTE: 'none' }
  const first = await start(settings)
  const path = `/api/2.0/files/file/${FILES.report}`
  portal.fault({ times: 'always', action: { kind: 'slow', ms: 2_000, when: 'after' } })
  for (let n = 0; n < 20; n += 1) {
    await slack.person('alice').command(`/sharelink ${FILES.report}`, { in: '#general' })
  }
  await portal.waitForRequest({ path })
  await stop(first)
  portal.clearFaults()

  await start(settings)
  const answers = () =>
    slack
      .ephemerals('alice')
      .map(({ text }) => /^Shared|already has 6 links/.exec(text)?.[0] ?? text)
      .sort()
  // The portal allows a file six links. One link a second is made, and what was begun is taken up again first.
  const all = [...Array(6).fill('Shared'), ...Array(14).fill('already has 6 links')]
  await expect.poll(answers, { timeout: 100_000 }).toEqual(all)
  expect(slack.history('#general')).toHaveLength(6)
})

test('a SIGTERM early in the start opens nothing any more', async () => {
  // It answers nothing, so the start waits for it a while.
  const redis = createServer(() => {}).listen(0, '127.0.0.1')
  onTestFinished(() => void redis.close())
  await once(redis, 'listening')
  const { env, dir } = await outside()
  const { port } = redis.address() as AddressInfo
  const program = startProgram(dir, { ...env, REDIS_URL: `redis://127.0.0.1:${port}` })
  const [connection] = (await once(redis, 'connection')) as [Socket]
  onTestFinished(() => void connection.destroy())
  await stop(program)
  const said = program.lines.map((line) => (JSON.parse(line) as { msg: string }).msg)
  expect(said).toContain('stopping')
  expect(said).not.toContain('listening')
})
