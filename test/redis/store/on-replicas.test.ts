import { Redis } from 'ioredis'
import { expect, onTestFinished, test } from 'vitest'
import { connectRedis } from '../../../src/store/connect-redis.ts'
import { onReplicas } from '../../../src/store/on-replicas.ts'
import { startSentinels } from '../../support/redis-kinds.ts'

const MANY = 20
const SCRIPT = "return redis.call('SET', KEYS[1], 'done')"

type Master = Awaited<ReturnType<typeof startSentinels>>['master']
type Replicas = Awaited<ReturnType<typeof startSentinels>>['replicas']

const waitsAt = async ({ client }: Master): Promise<number> =>
  Number(/cmdstat_wait:calls=(\d+)/.exec(await client.info('commandstats'))?.[1] ?? 0)

const stop = (replicas: Replicas): void => {
  for (const { process } of replicas) process.kill('SIGSTOP')
  onTestFinished(() => {
    for (const { process } of replicas) process.kill('SIGCONT')
  })
}

/** A master with two replicas in step, and a client whose scripts wait for them. */
const openPlain = async (clock?: () => number) => {
  const { master, replicas } = await startSentinels()
  const redis = onReplicas(new Redis({ host: '127.0.0.1', port: master.port }), clock)
  onTestFinished(() => redis.disconnect())
  await expect.poll(() => master.client.call('WAIT', 2, 1_000), { timeout: 20_000 }).toBe(2)
  return { master, replicas, redis }
}

test('R5: with sentinels a script is answered once a replica has what it wrote, and soon where none is there', async () => {
  const { master, replicas, addresses } = await startSentinels()
  const nodes = addresses.map((address) => ({ host: '127.0.0.1', port: Number(address.split(':')[1]) }))
  const target = { sentinels: { nodes, tls: false }, master: { name: 'mymaster' } }
  const redis = connectRedis(target, 'prompt', () => {})
  onTestFinished(() => redis.disconnect())
  const inStep = () => master.client.call('WAIT', 2, 1_000)
  await master.client.set('before', '1')
  await expect.poll(inStep, { timeout: 20_000 }).toBe(2)

  const before = await waitsAt(master)
  await redis.eval(SCRIPT, 1, 'first')
  const found = await Promise.all(replicas.map(({ client }) => client.get('first')))
  expect(found).toContain('done')
  expect(await waitsAt(master)).toBe(before + 1)

  stop(replicas)
  expect(await redis.eval(SCRIPT, 1, 'second')).toBe('OK')
  expect(await redis.eval(SCRIPT, 1, 'third')).toBe('OK')
  expect(await waitsAt(master)).toBe(before + 2)
})

test('R5: with sentinels a script that fails once the connection is there fails for its caller alone', async () => {
  const { addresses } = await startSentinels()
  const nodes = addresses.map((address) => ({ host: '127.0.0.1', port: Number(address.split(':')[1]) }))
  const redis = connectRedis(
    { sentinels: { nodes, tls: false }, master: { name: 'mymaster' } },
    'prompt',
    () => {},
  )
  onTestFinished(() => redis.disconnect())
  // Sent before there is a connection, and so twice. A rejection that nobody handles would fail the run.
  await expect(redis.evalsha('0'.repeat(40), 0)).rejects.toThrow('NOSCRIPT')
})

test('R5: scripts that are sent together wait for a replica together, and while none is there not again for a time', async () => {
  let nowMs = 0
  const { master, replicas, redis } = await openPlain(() => nowMs)
  const sendMany = () =>
    Promise.all(Array.from({ length: MANY }, (_, one) => redis.eval(SCRIPT, 1, `key ${one}`)))

  const before = await waitsAt(master)
  await sendMany()
  // The first asks for itself, and all behind it ask once more.
  expect(await waitsAt(master)).toBe(before + 2)

  stop(replicas)
  await sendMany()
  await sendMany()
  expect(await waitsAt(master)).toBe(before + 3)
  nowMs += 10_000
  await sendMany()
  expect(await waitsAt(master)).toBe(before + 4)
})

test('R5: a script whose connection breaks before a replica has what it wrote fails', async () => {
  const { master, replicas, redis } = await openPlain()
  const id = await redis.client('ID')
  stop(replicas)
  const outcome = redis.eval(SCRIPT, 1, 'written').catch((error: Error) => error.message)
  await expect.poll(() => master.client.get('written'), { interval: 1 }).toBe('done')
  await master.client.client('KILL', 'ID', id)
  expect(await outcome).toBe('The connection broke before a replica had what was written')
})
