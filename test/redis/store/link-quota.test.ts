import { randomUUID } from 'node:crypto'
import { Redis } from 'ioredis'
import { afterEach, beforeEach, expect, inject, it } from 'vitest'
import { createStore } from '../../../src/store/store.ts'
import type { LinkQuota } from '../../../src/use-cases/ports.ts'
import { NOW, SECOND, TEAM } from '../../support/builders.ts'

const connections: Redis[] = []
const connect = () => {
  const redis = new Redis({ path: inject('redisSocket') })
  connections.push(redis)
  return redis
}
let namespace: string
let quota: LinkQuota
let redis: Redis
beforeEach(() => {
  namespace = `test:${randomUUID()}`
  redis = connect()
  quota = createStore(redis, namespace).linkQuota
})
afterEach(() => {
  for (const connection of connections.splice(0)) connection.disconnect()
})

const of = (now: number, most = 2) => ({ team: TEAM, userId: 'U0ALICE', most, now })

it('lets as many go in any minute, and says how long the next one has to wait', async () => {
  expect(await quota(of(NOW), 'A')).toBe(0)
  expect(await quota(of(NOW + 20 * SECOND), 'B')).toBe(0)
  expect(await quota(of(NOW + 30 * SECOND), 'C')).toBe(30 * SECOND)
  expect(await quota(of(NOW + 59_999), 'C')).toBe(1)
  expect(await quota(of(NOW + 60 * SECOND), 'C')).toBe(0)
  expect(await quota(of(NOW + 61 * SECOND), 'D')).toBe(19 * SECOND)
})

it('counts neither what was refused, nor what only looks, nor the same one twice', async () => {
  expect(await quota(of(NOW), null)).toBe(0)
  expect(await quota(of(NOW), 'A')).toBe(0)
  expect(await quota(of(NOW), 'A')).toBe(0)
  expect(await quota(of(NOW), 'B')).toBe(0)
  expect(await quota(of(NOW), 'A')).toBe(0)
  for (let refused = 0; refused < 3; refused += 1) {
    expect(await quota(of(NOW + SECOND), `C${refused}`)).toBe(59 * SECOND)
    expect(await quota(of(NOW + SECOND), null)).toBe(59 * SECOND)
  }
  expect(await quota(of(NOW + 60 * SECOND), 'D')).toBe(0)
})

it('is one for all processes, and one for each person of each workspace', async () => {
  const other = createStore(connect(), namespace).linkQuota
  const said = await Promise.all(
    Array.from({ length: 20 }, (_, index) => (index % 2 === 0 ? quota : other)(of(NOW), `K${index}`)),
  )
  expect(said.filter((wait) => wait === 0)).toHaveLength(2)
  expect(await quota({ ...of(NOW), userId: 'U0BOB' }, 'A')).toBe(0)
  expect(await quota({ ...of(NOW), team: 'T0OTHER' }, 'A')).toBe(0)
})

it('waits for as many to go as there are too many, where fewer are allowed now', async () => {
  for (const second of [0, 1, 2, 3]) await quota(of(NOW + second * SECOND, 4), `K${second}`)
  expect(await quota(of(NOW + 4 * SECOND, 2), 'A')).toBe(58 * SECOND)
})

it('keeps nothing for longer than it counts', async () => {
  await quota(of(Date.now()), 'A')
  const [key] = await redis.keys(`${namespace}:*`)
  expect(await redis.pttl(key ?? '')).toBeGreaterThan(0)
  expect(await redis.pttl(key ?? '')).toBeLessThanOrEqual(60 * SECOND)
})
