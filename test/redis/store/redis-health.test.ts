import { expect, onTestFinished, test } from 'vitest'
import { connectRedis } from '../../../src/store/connect-redis.ts'
import { createRedisHealth } from '../../../src/store/redis-health.ts'
import { startRedis } from '../../support/redis-of-own.ts'

const look = (url: string, keepsClaims = false) => {
  const redis = connectRedis({ url }, 'probing', () => {})
  onTestFinished(() => redis.disconnect())
  return createRedisHealth(redis, 'test', { tags: ['audit'], keepsClaims })
}

test('R6: a Redis that answers PING but takes no writes is down, and says which of its moods it is in', async () => {
  const { url, client } = await startRedis(['--appendonly', 'yes', '--maxmemory-policy', 'noeviction'])
  const health = look(url)
  await expect.poll(health).toEqual({ status: 'ok' })
  const detailIn = async (...mood: string[]) => {
    await client.call('CONFIG', 'SET', ...mood)
    expect(await client.ping()).toBe('PONG')
    return (await health()).detail
  }
  expect(await detailIn('maxmemory', '1')).toMatch(/^OOM: out of memory/)
  expect(await detailIn('maxmemory', '0')).toBeUndefined()
  expect(await detailIn('min-replicas-to-write', '1')).toMatch(/^NOREPLICAS: too few replicas/)
  expect(await detailIn('min-replicas-to-write', '0')).toBeUndefined()
  await client.replicaof('127.0.0.1', '1')
  expect((await health()).detail).toMatch(/^READONLY: a read-only replica/)
  await client.replicaof('no', 'one')
  await expect.poll(health).toEqual({ status: 'ok' })
})

test('R6: one that cannot save its snapshots is down', async () => {
  const { url, client } = await startRedis(['--enable-protected-configs', 'yes'])
  const health = look(url)
  await expect.poll(health).toMatchObject({ status: 'ok' })
  await client.config('SET', 'dir', '/proc')
  await client.config('SET', 'save', '1 1')
  await client.set('one', 'change')
  await client.bgsave().catch(() => {})
  await expect.poll(async () => (await health()).detail).toMatch(/^MISCONF: it cannot save/)
})

test('R6: one that loads its data says so, and then is up', async () => {
  const { url, client, kill, restart } = await startRedis(['--appendonly', 'yes', '--key-load-delay', '500'])
  const health = look(url)
  await client.eval("for i = 1, 5000 do redis.call('SET', 'k' .. i, i) end", 0)
  await kill()
  expect((await health()).detail).toMatch(/^no answer/)
  const up = restart()
  await expect.poll(async () => (await health()).detail, { interval: 20 }).toMatch(/^LOADING: loading/)
  await up
  await expect.poll(health).toMatchObject({ status: 'ok' })
})

test('a Redis that evicts is degraded; one that keeps nothing on the disk is warned of', async () => {
  const { url, client } = await startRedis()
  const health = look(url)
  await expect.poll(health).toEqual({ status: 'ok', warnings: [expect.stringMatching(/nothing is kept/)] })
  await client.config('SET', 'maxmemory-policy', 'allkeys-lru')
  expect(await health()).toMatchObject({ status: 'degraded', detail: expect.stringMatching(/allkeys-lru/) })
})

test('one that may forget a claim is warned of where there are any', async () => {
  const { url, client } = await startRedis(['--appendonly', 'yes', '--appendfsync', 'everysec'])
  expect(await look(url)()).toEqual({ status: 'ok' })
  const health = look(url, true)
  const forgets = (why: RegExp) => ({ status: 'ok', warnings: [expect.stringMatching(why)] })
  expect(await health()).toEqual(forgets(/^appendfsync is everysec: .* may be forgotten/))
  await client.config('SET', 'appendfsync', 'always')
  expect(await health()).toEqual({ status: 'ok' })
  await client.config('SET', 'save', '3600 1')
  await client.config('SET', 'appendonly', 'no')
  expect(await health()).toEqual(forgets(/^there are snapshots at most: /))
})

test('one that refuses CONFIG, as managed ones do, is unknown in what only that tells', async () => {
  const { url } = await startRedis(['--rename-command', 'CONFIG', ''])
  await expect.poll(look(url)).toEqual({
    status: 'ok',
    warnings: [expect.stringMatching(/^unknown whether data are kept/)],
  })
})

test('R5: a node of a Cluster is down for a plain client, with the setting that is right', async () => {
  const node = await startRedis(['--cluster-enabled', 'yes'])
  await expect.poll(look(node.url)).toMatchObject({
    status: 'down',
    detail: expect.stringMatching(/set REDIS_CLUSTER in place/),
  })
})

test('a wrong password is told as such', async () => {
  const { url } = await startRedis(['--requirepass', 'right'])
  const detail = async () => (await look(url.replace('//', '//:wrong@'))()).detail
  await expect.poll(detail).toMatch(/WRONGPASS|NOAUTH/)
})
