import { randomUUID } from 'node:crypto'
import { Redis } from 'ioredis'
import { afterEach, beforeEach, expect, inject, it } from 'vitest'
import { createStore } from '../../../src/store/store.ts'

let redis: Redis
beforeEach(() => {
  redis = new Redis({ path: inject('redisSocket') })
})
afterEach(() => redis.disconnect())

it('gives what was asked for to the same person, for one try unless that lets go of it, for half an hour', async () => {
  const namespace = `test:${randomUUID()}`
  const { retries } = createStore(redis, namespace)
  const of = { team: 'T1', userId: 'U0ALICE', reference: 'REF1' }
  await retries.keep(of, 'sealed')
  expect(await retries.take({ ...of, userId: 'U0BOB' }, 'TRY1')).toBeNull()
  expect(await retries.take({ ...of, team: 'T2' }, 'TRY1')).toBeNull()
  expect(await retries.take(of, 'TRY1')).toBe('sealed')
  // Carried out again after a crash it is found again, but by no other press.
  expect(await retries.take(of, 'TRY1')).toBe('sealed')
  expect(await retries.take(of, 'TRY2')).toBeNull()
  await retries.release(of, 'TRY2')
  expect(await retries.take(of, 'TRY2')).toBeNull()
  await retries.release(of, 'TRY1')
  expect(await retries.take(of, 'TRY2')).toBe('sealed')
  const [key = ''] = await redis.keys(`${namespace}:*`)
  expect(await redis.ttl(key)).toBeGreaterThan(29 * 60)
})
