import { randomUUID } from 'node:crypto'
import { Redis } from 'ioredis'
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import { createKeys } from '../../../src/store/keys.ts'
import { createStore } from '../../../src/store/store.ts'
import { MINUTE, NOW, SECOND, TEAM } from '../../support/builders.ts'

let redis: Redis
let namespace: string
const quotaOf = () => createStore(redis, namespace).searchQuota
beforeEach(() => {
  redis = new Redis({ path: inject('redisSocket') })
  namespace = `test:${randomUUID()}`
})
afterEach(() => redis.disconnect())

describe('searches of one person', () => {
  it('are so many in any minute, over all processes; then it is known when there may be more', async () => {
    const processes = [quotaOf(), quotaOf()]
    const take = (at: number, user = 'U0ALICE') => processes[at % 2]?.(TEAM, user, NOW + at, 3)
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
    const [one, other] = [quotaOf(), quotaOf()]
    const all = await Promise.all(
      Array.from({ length: 676 }, (_, index) => (index % 2 ? one : other)(TEAM, 'U0ALICE', NOW, 20)),
    )
    expect(all.filter((waitMs) => waitMs === null)).toHaveLength(20)
  })

  it('are forgotten after a minute', async () => {
    await quotaOf()(TEAM, 'U0ALICE', NOW, 3)
    expect(await redis.pttl(createKeys(namespace).searches(TEAM, 'U0ALICE'))).toBeLessThanOrEqual(MINUTE)
  })
})
