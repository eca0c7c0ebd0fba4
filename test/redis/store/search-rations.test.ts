import { randomUUID } from 'node:crypto'
import { Redis } from 'ioredis'
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import { createKeys } from '../../../src/store/keys.ts'
import { createStore } from '../../../src/store/store.ts'
import { MINUTE, NOW, SECOND, TEAM } from '../../support/builders.ts'

let redis: Redis
let namespace: string
const rationsOf = () => createStore(redis, namespace).searchRations
beforeEach(() => {
  redis = new Redis({ path: inject('redisSocket') })
  namespace = `test:${randomUUID()}`
})
afterEach(() => redis.disconnect())

describe('searches of one person', () => {
  it('are so many in any minute, over all processes; then it is known when there may be more', async () => {
    const processes = [rationsOf(), rationsOf()]
    const take = (at: number, user = 'U0ALICE') => processes[at % 2]?.take(TEAM, user, NOW + at, 3)
    expect(await take(0)).toBeNull()
    expect(await take(10 * SECOND)).toBeNull()
    expect(await take(20_001)).toBeNull()
    expect(await take(30_000)).toBe(30 * SECOND)
    expect(await take(59_999)).toBe(1)
    expect(await take(59_999, 'U0BOB')).toBeNull()
    // What was refused is not counted.
    expect(await take(MINUTE)).toBeNull()
    expect(await take(MINUTE)).toBe(10 * SECOND)
  })

  it('are that many of hundreds at once', async () => {
    const [one, other] = [rationsOf(), rationsOf()]
    const all = await Promise.all(
      Array.from({ length: 676 }, (_, index) => (index % 2 ? one : other).take(TEAM, 'U0ALICE', NOW, 20)),
    )
    expect(all.filter((waitMs) => waitMs === null)).toHaveLength(20)
  })

  it('are forgotten after a minute', async () => {
    await rationsOf().take(TEAM, 'U0ALICE', NOW, 3)
    expect(await redis.pttl(createKeys(namespace).searches(TEAM, 'U0ALICE'))).toBeLessThanOrEqual(MINUTE)
  })
})

describe('calls that all searches make', () => {
  /** All that is given to searches of 31 calls each, which come so often. */
  const given = async (everyMs: number, forMs: number) => {
    let sum = 0
    for (let at = 0; at < forMs; at += everyMs) sum += (await rationsOf().calls(31, NOW + at)) ?? 0
    return sum
  }

  it('are never more than 600 in a minute, at once no more than 150, and the rest bit by bit', async () => {
    expect(await given(1, 100)).toBe(150)
    expect(await given(100, MINUTE)).toBeLessThanOrEqual(450)
    expect(await rationsOf().calls(31, NOW + 2 * MINUTE)).toBe(31)
  })

  it('are given as far as there are any', async () => {
    for (const wanted of [100, 45]) expect(await rationsOf().calls(wanted, NOW)).toBe(wanted)
    expect(await rationsOf().calls(31, NOW)).toBe(5)
    expect(await rationsOf().calls(31, NOW)).toBe(0)
    // A clock that is behind brings none.
    expect(await rationsOf().calls(31, NOW - MINUTE)).toBe(0)
  })

  it('are none while the portal is to be left alone; the longest rest counts', async () => {
    await rationsOf().rest(60_000)
    await rationsOf().rest(10)
    expect(await rationsOf().calls(31, NOW)).toBeNull()
    const rest = createKeys(namespace).searchRest()
    expect(await redis.pttl(rest)).toBeGreaterThan(10 * SECOND)
    await redis.del(rest)
    expect(await rationsOf().calls(31, NOW)).toBe(31)
  })
})
