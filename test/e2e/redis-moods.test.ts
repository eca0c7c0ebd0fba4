import { setTimeout as wait } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { FILES } from '../../sandbox/portal/seed-ids.ts'
import { startForwarder } from '../support/forwarder.ts'
import { addressOf } from '../support/message.ts'
import { outside } from '../support/outside.ts'
import type { Program } from '../support/program.ts'
import { readyz } from '../support/readyz.ts'
import { startRedis } from '../support/redis-of-own.ts'
import { download } from '../support/visitors.ts'

type World = Awaited<ReturnType<typeof outside>>

/** One link with a limit of one, posted in #general. */
const share = async ({ slack }: World, file: string): Promise<{ ts: string; address: string }> => {
  const known = new Set(slack.history('#general').map(({ ts }) => ts))
  await slack.person('alice').command(`/sharelink ${file} max 1`, { in: '#general' })
  const posted = await slack.waitFor((s) =>
    s.history('#general').find((m) => addressOf(m) && !known.has(m.ts)),
  )
  return { ts: posted.ts, address: addressOf(posted) ?? '' }
}

/** Whether what follows a link's making is stored too. */
const isMade = ({ lines }: Program) =>
  lines.some((line) => line.includes('"job":"make-share"') && line.includes('"msg":"job done"'))

/** It is taken, and then ends. */
const useUp = async ({ portal }: World, file: string, { address }: { address: string }) => {
  expect((await download(address, 'Firefox')).status).toBe(200)
  await expect.poll(() => portal.links(file)).toEqual([])
}

const redisOf = async (port: number) => (await readyz(port)).body.redis

test('F1: after a failover behind one address, connections that got READONLY are opened anew', async () => {
  const world = await outside()
  const [a, b] = [await startRedis(), await startRedis()]
  await b.client.replicaof('127.0.0.1', a.port)
  const address = await startForwarder(a.port)
  const program = await world.start({ REDIS_URL: `redis://127.0.0.1:${address.port}` })
  const port = await program.port
  const before = await share(world, FILES.report)
  await expect.poll(() => isMade(program)).toBe(true)
  expect(await a.client.wait(1, 10_000)).toBe(1)

  await b.client.replicaof('no', 'one')
  address.lead(b.port)
  await a.client.replicaof('127.0.0.1', b.port)
  await expect.poll(() => readyz(port)).toMatchObject({ status: 200, body: { redis: { status: 'ok' } } })
  await useUp(world, FILES.report, before)
  await useUp(world, FILES.pdf, await share(world, FILES.pdf))
})

test('F2: while Redis is full, the log is not flooded, /readyz says so, and all goes on without a restart', async () => {
  const world = await outside()
  const redis = await startRedis()
  const program = await world.start({ REDIS_URL: redis.url })
  const port = await program.port
  const before = await share(world, FILES.report)
  await expect.poll(() => isMade(program)).toBe(true)
  const linesBefore = program.lines.length

  await redis.client.config('SET', 'maxmemory', '1mb')
  await expect
    .poll(() => readyz(port))
    .toMatchObject({
      status: 503,
      body: { redis: { status: 'down', detail: expect.stringMatching(/^OOM/) } },
    })
  await download(before.address, 'Firefox')
  await program.says('Redis takes no writes')
  // Time in which a loop without a pause writes thousands of lines.
  await wait(5_000)
  const flood = program.lines.slice(linesBefore)
  expect(flood.length).toBeLessThan(200)
  expect(flood.join('').length).toBeLessThan(400_000)

  await redis.client.config('SET', 'maxmemory', '0')
  await program.says('Redis takes writes again')
  await expect.poll(() => world.portal.links(FILES.report)).toEqual([])
  expect(await redisOf(port)).toMatchObject({ status: 'ok' })
})

test('F5: connections that fall silent are given up, those on which workers wait included', async () => {
  const world = await outside()
  const redis = await startRedis()
  const address = await startForwarder(redis.port)
  const program = await world.start({ REDIS_URL: `redis://127.0.0.1:${address.port}` })
  const before = await share(world, FILES.report)
  await expect.poll(() => isMade(program)).toBe(true)
  const opened = address.opened()

  const silent = address.silence()
  await expect.poll(() => address.opened(), { timeout: 30_000 }).toBeGreaterThanOrEqual(opened + silent)
  await useUp(world, FILES.report, before)
  await useUp(world, FILES.pdf, await share(world, FILES.pdf))
  expect(await redisOf(await program.port)).toMatchObject({ status: 'ok' })
})

test('an outage of Redis that lasts is told to admins, once for all processes, and so is its end', async () => {
  const world = await outside()
  const redis = await startRedis()
  const settings = { REDIS_URL: redis.url, ADMIN_USERS: 'U0CAROL003', BLIND_AFTER: '2s' }
  const worker = await world.start({ ...settings, ROLE: 'worker' })
  const web = await world.start({ ...settings, ROLE: 'web' })
  for (const program of [worker, web]) {
    await expect.poll(async () => redisOf(await program.port)).toMatchObject({ status: 'ok' })
  }
  await expect.poll(() => redis.client.keys('*herald')).toHaveLength(1)
  // Each process looks every five seconds whether it is the one that tells.
  await wait(5_500)
  await redis.kill()
  const told = () => world.slack.history(world.slack.dm('carol')).map(({ text }) => text.split('\n')[0] ?? '')
  await expect.poll(told).toEqual([expect.stringContaining("database hasn't taken writes")])
  await wait(5_500)
  await redis.restart()
  await expect.poll(told).toHaveLength(2)
  expect(told()[1]).toContain('takes writes again, after')
})
