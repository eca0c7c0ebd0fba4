import { expect, onTestFinished, test } from 'vitest'
import { connectRedis } from '../../../src/store/connect-redis.ts'
import { startSentinels } from '../../support/redis-kinds.ts'

const SCRIPT = "return redis.call('SET', KEYS[1], 'done')"

test('R5: with sentinels a script is answered once a replica has what it wrote, and soon where none is there', async () => {
  const { master, replicas, addresses } = await startSentinels()
  const nodes = addresses.map((address) => ({ host: '127.0.0.1', port: Number(address.split(':')[1]) }))
  const target = { sentinels: { nodes, tls: false }, master: { name: 'mymaster' } }
  const redis = connectRedis(target, 'prompt', () => {})
  onTestFinished(() => redis.disconnect())
  const inStep = () => master.client.call('WAIT', 2, 1_000)
  await master.client.set('before', '1')
  await expect.poll(inStep, { timeout: 20_000 }).toBe(2)
  const waits = async (): Promise<number> =>
    Number(/cmdstat_wait:calls=(\d+)/.exec(await master.client.info('commandstats'))?.[1] ?? 0)

  const before = await waits()
  await redis.eval(SCRIPT, 1, 'first')
  const found = await Promise.all(replicas.map(({ client }) => client.get('first')))
  expect(found).toContain('done')
  expect(await waits()).toBe(before + 1)

  for (const { process } of replicas) process.kill('SIGSTOP')
  expect(await redis.eval(SCRIPT, 1, 'second')).toBe('OK')
  expect(await redis.eval(SCRIPT, 1, 'third')).toBe('OK')
  expect(await waits()).toBe(before + 2)
  for (const { process } of replicas) process.kill('SIGCONT')
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
