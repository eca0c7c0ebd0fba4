import { randomUUID } from 'node:crypto'
import { Redis } from 'ioredis'
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import { createKeys } from '../../../src/store/keys.ts'
import { createStore } from '../../../src/store/store.ts'
import { MINUTE, NOW, SECOND } from '../../support/builders.ts'

let redis: Redis
let namespace: string
const budgetOf = () => createStore(redis, namespace).searchBudget
beforeEach(() => {
  redis = new Redis({ path: inject('redisSocket') })
  namespace = `test:${randomUUID()}`
})
afterEach(() => redis.disconnect())

describe('calls that all searches make', () => {
  /** All that is given to searches of 31 calls each, which come so often. */
  const given = async (everyMs: number, forMs: number) => {
    let sum = 0
    for (let at = 0; at < forMs; at += everyMs) sum += (await budgetOf().calls(31, NOW + at)) ?? 0
    return sum
  }

  it('are never more than 600 in a minute, at once no more than 150, and the rest bit by bit', async () => {
    expect(await given(1, 100)).toBe(150)
    expect(await given(100, MINUTE)).toBeLessThanOrEqual(450)
    expect(await budgetOf().calls(31, NOW + 2 * MINUTE)).toBe(31)
  })

  it('are given as far as there are any', async () => {
    for (const wanted of [100, 45]) expect(await budgetOf().calls(wanted, NOW)).toBe(wanted)
    expect(await budgetOf().calls(31, NOW)).toBe(5)
    expect(await budgetOf().calls(31, NOW)).toBe(0)
    // A clock that is behind brings none.
    expect(await budgetOf().calls(31, NOW - MINUTE)).toBe(0)
  })

  it('are none while the portal is to be left alone; the longest rest counts', async () => {
    await budgetOf().rest(60_000)
    await budgetOf().rest(10)
    expect(await budgetOf().calls(31, NOW)).toBeNull()
    const rest = createKeys(namespace).searchRest()
    expect(await redis.pttl(rest)).toBeGreaterThan(10 * SECOND)
    await redis.del(rest)
    expect(await budgetOf().calls(31, NOW)).toBe(31)
  })
})
