import { setTimeout as wait } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { FILES } from '../../sandbox/portal/seed-ids.ts'
import { addressOf } from '../support/message.ts'
import { outside } from '../support/outside.ts'
import { startProgram, workFolder } from '../support/program.ts'
import { readyz } from '../support/readyz.ts'
import { makeCertificate, startCluster, startSentinels, tlsArgs } from '../support/redis-kinds.ts'
import { freePort, startRedis } from '../support/redis-of-own.ts'
import { download } from '../support/visitors.ts'

type World = Awaited<ReturnType<typeof outside>>

const posted = async ({ slack }: World, terms: string) => {
  const known = new Set(slack.history('#general').map(({ ts }) => ts))
  await slack.person('alice').command(`/sharelink ${terms}`, { in: '#general' })
  return slack.waitFor((s) => s.history('#general').find((m) => addressOf(m) && !known.has(m.ts)))
}

const toldOf = ({ slack }: World, ts: string) =>
  slack.waitFor((s) => s.history('#general').find((m) => m.broadcast && m.thread_ts === ts))

/** A link is made, taken, and ended by its limit; another is revoked; both are told. */
const mainStory = async (world: World) => {
  const { slack, portal } = world
  const limited = await posted(world, `${FILES.report} max 1`)
  expect((await download(addressOf(limited) ?? '', 'Firefox')).status).toBe(200)
  await expect.poll(() => portal.links(FILES.report)).toEqual([])
  await toldOf(world, limited.ts)
  const other = await posted(world, `${FILES.pdf} max 3`)
  await slack.person('alice').click(other, { label: 'Revoke' })
  await expect.poll(() => portal.links(FILES.pdf)).toEqual([])
  await toldOf(world, other.ts)
}

const isOk = async (port: number) =>
  expect.poll(() => readyz(port)).toMatchObject({ status: 200, body: { redis: { status: 'ok' } } })

/** The failover is noticed, and over. Until then people hear that the database cannot be reached. */
const isFailedOver = async (port: number) => {
  await expect.poll(() => readyz(port), { interval: 100 }).toMatchObject({ status: 503 })
  await isOk(port)
}

/** Thousands of slots are moved, one after the other. */
const RESHARDING_MS = 300_000

test(
  'R5: on a Cluster, through a failover and a resharding',
  async () => {
    const world = await outside()
    const { nodes, addresses, cli } = await startCluster({ password: 'secret-of-all' })
    const program = await world.start({
      REDIS_CLUSTER: `redis://:secret-of-all@${addresses.slice(0, 3).join(',')}`,
    })
    const port = await program.port
    await isOk(port)
    await mainStory(world)

    const kept = await posted(world, `${FILES.zip} max 1`)
    await nodes[0]?.kill()
    await isFailedOver(port)
    await mainStory(world)
    expect((await download(addressOf(kept) ?? '', 'Firefox')).status).toBe(200)
    await expect.poll(() => world.portal.links(FILES.zip)).toEqual([])
    await isOk(port)

    const [from, to] = await Promise.all([nodes[1], nodes[2]].map((node) => node?.client.cluster('MYID')))
    const move = ['--cluster-from', String(from), '--cluster-to', String(to), '--cluster-slots', '5461']
    await Promise.all([cli('reshard', addresses[1] ?? '', ...move, '--cluster-yes'), mainStory(world)])
    await mainStory(world)
    await isOk(port)
    expect(program.lines.join()).not.toContain('CROSSSLOT')
    expect(program.lines.join()).not.toContain('secret-of-all')
  },
  RESHARDING_MS,
)

test('R5: with sentinels, through a failover', async () => {
  const world = await outside()
  const { master, addresses } = await startSentinels('secret-of-all')
  const program = await world.start({
    REDIS_SENTINELS: `redis://:secret-of-all@${addresses.join(',')}`,
    REDIS_SENTINEL_MASTER: 'mymaster',
  })
  const port = await program.port
  await isOk(port)
  await mainStory(world)
  const kept = await posted(world, `${FILES.zip} max 1`)
  await wait(500)
  await master.kill()
  await isFailedOver(port)
  await mainStory(world)
  expect((await download(addressOf(kept) ?? '', 'Firefox')).status).toBe(200)
  await expect.poll(() => world.portal.links(FILES.zip)).toEqual([])
  await isOk(port)
})

test.each([
  ['REDIS_URL', 'a node of a Redis Cluster', 'REDIS_CLUSTER', ['--cluster-enabled', 'yes']],
  ['REDIS_CLUSTER', 'one Redis', 'REDIS_URL', []],
  ['REDIS_SENTINELS', 'one Redis', 'REDIS_URL', []],
])('R5: %s that names %s stops the start, and names %s', async (variable, found, right, args) => {
  const { env } = await outside()
  const { port } = await startRedis(args)
  const value = `${variable === 'REDIS_URL' ? 'redis://' : ''}127.0.0.1:${port}`
  const master = variable === 'REDIS_SENTINELS' ? { REDIS_SENTINEL_MASTER: 'mymaster' } : {}
  const program = startProgram(await workFolder(), { ...env, ...master, [variable]: value })
  expect(await program.ended).toBe(78)
  expect(program.lines.join('\n')).toMatch(
    new RegExp(`${variable}: found ${found}, expected .*set ${right} in its place`),
  )
})

test('R5: a sentinel in the place of a Redis stops the start', async () => {
  const { env } = await outside()
  const { addresses } = await startSentinels()
  const program = startProgram(await workFolder(), { ...env, REDIS_URL: `redis://${addresses[0]}` })
  expect(await program.ended).toBe(78)
  expect(program.lines.join('\n')).toMatch(/REDIS_URL: found a sentinel, .*set REDIS_SENTINELS and/)
})

test('R5: over TLS with an authority of its own, to one Redis and to a Cluster', async () => {
  const certificate = await makeCertificate()
  const trust = { NODE_EXTRA_CA_CERTS: certificate.cert }
  const port = await freePort()
  await startRedis([...tlsArgs(port, certificate), '--requirepass', 'pw-of-one'], undefined, port)
  const { addresses } = await startCluster({ certificate, nodes: 3 })
  for (const place of [
    { REDIS_URL: `rediss://:pw-of-one@127.0.0.1:${port}` },
    { REDIS_CLUSTER: `rediss://${addresses.join(',')}` },
  ]) {
    const world = await outside()
    const program = await world.start({ ...trust, ...place })
    await isOk(await program.port)
    await mainStory(world)
  }
})

test('R5: a Cluster that is full, and one that is gone and empty again, are told and survived', async () => {
  const world = await outside()
  const { nodes, addresses } = await startCluster({ nodes: 3 })
  const program = await world.start({ REDIS_CLUSTER: addresses.join(',') })
  const port = await program.port
  await isOk(port)
  const setMemory = (size: string) =>
    Promise.all(nodes.map(({ client }) => client.config('SET', 'maxmemory', size)))
  await setMemory('1mb')
  await expect
    .poll(() => readyz(port))
    .toMatchObject({ status: 503, body: { redis: { detail: expect.stringMatching(/^OOM/) } } })
  // Time in which a loop without a pause writes thousands of lines.
  await wait(5_000)
  await setMemory('0')
  await isOk(port)
  await mainStory(world)

  await Promise.all(nodes.map((node) => node.kill()))
  await expect
    .poll(() => readyz(port))
    .toMatchObject({ status: 503, body: { redis: { detail: expect.stringMatching(/^no answer/) } } })
  await world.slack.person('alice').command(`/sharelink ${FILES.report} max 1`, { in: '#general' })
  await world.slack.waitFor((s) =>
    s.ephemerals('alice').find((e) => e.text.includes("can't reach its database")),
  )
  await Promise.all(nodes.map((node) => node.restart()))
  await isOk(port)
  await program.says('what repeats has not happened: the schedules are set anew')
  // Until the trail is read again no limit is promised.
  await expect.poll(() => readyz(port)).toMatchObject({ body: { audit: { status: 'ok' } } })
  await mainStory(world)
  expect(program.lines.length).toBeLessThan(1_000)
})

test('two deployments on one Redis, each with its prefix, know nothing of each other', async () => {
  const redis = await startRedis()
  const [one, other] = [await outside(), await outside()]
  await one.start({ REDIS_URL: redis.url, REDIS_PREFIX: 'one' })
  await other.start({ REDIS_URL: redis.url, REDIS_PREFIX: 'other' })
  await Promise.all([mainStory(one), mainStory(other)])
  const keys = await redis.client.keys('*')
  expect(keys.filter((key) => !/^(one|other):/.test(key))).toEqual([])
})
