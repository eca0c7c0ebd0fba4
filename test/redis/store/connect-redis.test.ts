import { expect, onTestFinished, test } from 'vitest'
import { connectRedis } from '../../../src/store/connect-redis.ts'
import { startForwarder } from '../../support/forwarder.ts'
import { startRedis } from '../../support/redis-of-own.ts'

const connect = (port: number, manner: 'prompt' | 'patient') => {
  const redis = connectRedis({ url: `redis://127.0.0.1:${port}` }, manner, () => {})
  onTestFinished(() => redis.disconnect())
  return redis
}

test('R11: what was given up while Redis was silent or away is not done when it is back', async () => {
  const server = await startRedis(['--appendonly', 'yes'])
  const address = await startForwarder(server.port)
  const redis = connect(address.port, 'prompt')
  await redis.set('before', '1')
  address.silence()
  await expect(redis.set('silent', '1')).rejects.toThrow('Command timed out')
  await expect.poll(() => redis.get('before').catch(() => null)).toBe('1')
  expect(await redis.get('silent')).toBeNull()

  await server.kill()
  await expect(redis.set('away', '1')).rejects.toThrow()
  await server.restart()
  await expect.poll(() => redis.get('before').catch(() => null)).toBe('1')
  expect(await redis.get('away')).toBeNull()
})

test('R11: where part of a batch was given up, answers still go to the commands that they belong to', async () => {
  const server = await startRedis()
  const redis = connect(server.port, 'prompt')
  const batch = redis.pipeline().set('first', '1').set('second', '2')
  const done = batch.exec()
  // As when its time runs out a millisecond before that of the second, and the connection is ready in between.
  const [first] = (batch as unknown as { _queue: { reject(error: Error): void }[] })._queue
  first?.reject(new Error('Command timed out'))
  expect(await done).toEqual([[expect.any(Error)], [null, 'OK']])
  expect(await redis.get('second')).toBe('2')
  expect(await redis.echo('this')).toBe('this')
})

test('a patient connection does all that it was asked once Redis takes writes', async () => {
  const server = await startRedis()
  const redis = connect(server.port, 'patient')
  await server.client.config('SET', 'min-replicas-to-write', '1')
  const written = redis.eval("return redis.call('SET', KEYS[1], 'done')", 1, 'held')
  await expect.poll(() => server.client.info('errorstats')).toContain('NOREPLICAS')
  await server.client.config('SET', 'min-replicas-to-write', '0')
  expect(await written).toBe('OK')
  expect(await server.client.get('held')).toBe('done')
})
