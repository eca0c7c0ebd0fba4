import { randomUUID } from 'node:crypto'
import { Redis } from 'ioredis'
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import { createKeys } from '../../../src/store/keys.ts'
import { createStore } from '../../../src/store/store.ts'
import type { PortalCall, PortalUse } from '../../../src/use-cases/budget-ports.ts'
import { HOUR, MINUTE, SECOND } from '../../support/builders.ts'

let redis: Redis
let namespace: string
/** As another process sees it. */
const budget = () => createStore(redis, namespace).portalBudget
const keys = () => createKeys(namespace)
beforeEach(() => {
  redis = new Redis({ path: inject('redisSocket') })
  namespace = `test:${randomUUID()}`
})
afterEach(() => redis.disconnect())

const READ = { kind: 'read', calls: 1 } as const
const enter = (use: PortalUse, call: Partial<PortalCall> = {}) => budget().enter({ use, ...READ, ...call })
/** Makes as many calls as it may, one after the other; how many, and how long the next would wait. */
const useUp = async (use: PortalUse) => {
  for (let made = 0; ; made += 1) {
    const leave = await enter(use)
    if (!('name' in leave)) return { made, ...leave }
    await budget().leave(leave.name, 'read')
  }
}
/** As if so much time had passed. */
const pass = async (ms: number) => {
  const key = keys().portalBudget()
  const fields = Object.entries(await redis.hgetall(key))
  const earlier = fields.map(([field, value]): [string, string] =>
    field === 'at' ? [field, String(Number(value) - ms)] : [String(Number(field) - ms), value],
  )
  const moved = earlier.filter(([field]) => field !== 'NaN')
  const slots = fields.map(([field]) => field).filter((field) => Number.isFinite(Number(field)))
  await redis
    .multi()
    .hdel(key, 'none', ...slots)
    .hset(key, Object.fromEntries(moved))
    .exec()
}

describe('R3: calls in a minute', () => {
  it('are fewer than the portal takes, whenever the minute begins', async () => {
    // Real time goes on too while the test runs.
    let passed = 0
    const now = () => performance.now() + passed
    const rounds: { begun: number; done: number; made: number }[] = []
    for (let second = 0; second < 90; second += 1) {
      const begun = now()
      const made = (await useUp('counting')).made + (await useUp('ending')).made
      rounds.push({ begun, done: now(), made })
      await pass(SECOND)
      passed += SECOND
    }
    const minutes = rounds.map(({ begun }) =>
      rounds
        .filter((round) => round.begun >= begun && round.done <= begun + MINUTE)
        .reduce((sum, { made }) => sum + made, 0),
    )
    expect(Math.max(...minutes)).toBeGreaterThan(1_400)
    expect(Math.max(...minutes)).toBeLessThanOrEqual(1_455)
  })

  it('are used to nine tenths, minute after minute', async () => {
    let made = (await useUp('ending')).made
    for (let second = 0; second < 300; second += 1) {
      await pass(SECOND)
      const uses = await Promise.all([useUp('counting'), useUp('ending')])
      made += uses[0].made + uses[1].made
    }
    expect(made / 5).toBeGreaterThan(1_350)
  })

  it('are left by each use to those before it, and the trail keeps some whatever is ended', async () => {
    const order: PortalUse[] = [
      'searching',
      'showing',
      'clearing',
      'making',
      'repairing',
      'retrying',
      'ending',
    ]
    for (const use of order) expect((await useUp(use)).made, use).toBeGreaterThan(5)
    expect((await useUp('counting')).made).toBeGreaterThanOrEqual(20)
  })

  it('come back bit by bit, for the most important first', async () => {
    await useUp('ending')
    await pass(SECOND)
    expect(await enter('searching')).toHaveProperty('waitMs')
    expect((await useUp('ending')).made).toBeGreaterThan(15)
    expect((await useUp('ending')).waitMs).toBeLessThan(100)
  })

  it('that belong together are granted together, and the second costs nothing', async () => {
    await useUp('ending')
    await pass(10)
    const first = await enter('ending', { kind: 'write', calls: 40 })
    expect(first).toMatchObject({ why: 'busy' })
    await pass(200)
    expect(await enter('ending', { kind: 'write', calls: 2 })).toHaveProperty('name')
    expect(await enter('ending', { calls: 0 })).toHaveProperty('name')
  })

  it('of searches are granted as far as there are any', async () => {
    expect(await budget().searches(90)).toBe(90)
    expect(await budget().searches(31)).toBeLessThan(20)
    expect((await enter('ending')) as object).toHaveProperty('name')
  })
})

describe('R3: calls at a time', () => {
  it('are no more than the portal takes, over all processes, and some are kept for ending', async () => {
    const names: string[] = []
    const fill = async (use: PortalUse, kind: 'read' | 'write') => {
      for (;;) {
        const leave = await enter(use, { kind, calls: 0 })
        if (!('name' in leave)) return names.length
        names.push(leave.name)
      }
    }
    expect(await fill('making', 'write')).toBe(9)
    expect(await fill('ending', 'write')).toBe(15)
    await budget().leave(names[0] ?? '', 'write')
    expect(await enter('retrying', { kind: 'write', calls: 0 })).toMatchObject({ why: 'busy' })
    expect(await enter('ending', { kind: 'write', calls: 0 })).toHaveProperty('name')
    names.length = 0
    expect(await fill('searching', 'read')).toBe(24)
    expect(await fill('ending', 'read')).toBe(50)
  })

  it('of a process that died are forgotten', async () => {
    for (let n = 0; n < 15; n += 1) await enter('ending', { kind: 'write' })
    const all = await redis.zrange(keys().portalWrites(), '0', '-1')
    for (const name of all.slice(0, 4)) await redis.zadd(keys().portalWrites(), '1', name)
    for (let n = 0; n < 4; n += 1) expect(await enter('ending', { kind: 'write' })).toHaveProperty('name')
    expect(await enter('ending', { kind: 'write' })).toMatchObject({ why: 'busy' })
    expect(await redis.pttl(keys().portalWrites())).toBeLessThan(10 * SECOND)
  })
})

describe('R3: writes in a day', () => {
  const hours = (...counts: [ago: number, count: number][]) =>
    Promise.all(
      counts.map(([ago, count]) =>
        redis.hset(keys().portalDay(), String(Math.floor(Date.now() / HOUR) - ago), String(count)),
      ),
    )
  const write = (use: PortalUse) => enter(use, { kind: 'write' })

  it('are refused to making first, with how long; never to ending', async () => {
    await hours([3, 4_000], [5, 4_999])
    expect(await write('making')).toHaveProperty('name')
    const refused = await write('making')
    expect(refused).toMatchObject({ why: 'day' })
    expect('waitMs' in refused && refused.waitMs).toBeGreaterThan(19 * HOUR)
    expect('waitMs' in refused && refused.waitMs).toBeLessThanOrEqual(20 * HOUR)
    await hours([3, 6_000])
    expect(await write('clearing')).toMatchObject({ why: 'day' })
    expect(await write('repairing')).toHaveProperty('name')
    expect(await write('ending')).toHaveProperty('name')
    expect(await write('retrying')).toHaveProperty('name')
  })

  it('are refused while the portal takes none, but to what ends or closes a link', async () => {
    await budget().usedUp(3 * HOUR)
    for (const use of ['making', 'clearing'] as const) {
      const refused = await write(use)
      expect(refused).toMatchObject({ why: 'day' })
      expect('waitMs' in refused && refused.waitMs).toBeGreaterThan(2.9 * HOUR)
    }
    for (const use of ['ending', 'retrying', 'repairing'] as const) {
      expect(await write(use)).toHaveProperty('name')
    }
  })

  it('of longer ago do not count', async () => {
    await hours([25, 9_000], [26, 9_000])
    expect(await write('making')).toHaveProperty('name')
    expect(Object.keys(await redis.hgetall(keys().portalDay()))).toHaveLength(1)
  })
})

describe('R3: a refusal of the portal', () => {
  it('with a time slows what matters less, the longest time counting, and ending hardly', async () => {
    await budget().refused(60_000)
    await budget().refused(10)
    expect(await budget().searches(31)).toBeNull()
    for (const use of ['showing', 'clearing'] as const) {
      const leave = await enter(use)
      expect('waitMs' in leave && leave.waitMs).toBeGreaterThan(50 * SECOND)
    }
    const making = await enter('making')
    expect('waitMs' in making && making.waitMs).toBeGreaterThan(SECOND)
    const ending = await enter('ending')
    expect('waitMs' in ending ? ending.waitMs : 0).toBeLessThan(100)
    expect(await enter('counting')).toHaveProperty('name')
    await redis.hset(keys().portalBudget(), 'restsUntil', 0)
    await pass(MINUTE)
    expect(await budget().searches(31)).toBe(31)
  })

  it('slows uses from below, one more each time, counting and ending last, and they recover in the end', async () => {
    const atATime = async (use: PortalUse, kind: 'read' | 'write') => {
      const names: string[] = []
      for (;;) {
        const leave = await enter(use, { kind, calls: 0 })
        if (!('name' in leave)) break
        names.push(leave.name)
      }
      for (const name of names) await budget().leave(name, kind)
      return names.length
    }
    const all = async () => [
      await atATime('making', 'write'),
      await atATime('repairing', 'write'),
      await atATime('retrying', 'write'),
      await atATime('counting', 'read'),
      await atATime('ending', 'write'),
    ]
    /** As if the last refusal had been so long ago. */
    const since = async (ms: number) => {
      const fields = await redis.hmget(keys().portalBudget(), 'calmFrom', 'refusedAt', 'restsUntil')
      const [calm, refused, rests] = fields.map((at) => Number(at) - ms)
      await redis.hset(keys().portalBudget(), { calmFrom: calm, refusedAt: refused, restsUntil: rests })
    }
    const refuse = async () => {
      await since(SECOND)
      await budget().refused(30_000)
    }
    const full = [9, 12, 8, 48, 15]
    expect(await all()).toEqual(full)
    await budget().refused(30_000)
    await budget().refused(30_000)
    expect(await all()).toEqual(full)
    await refuse()
    expect(await all()).toEqual([4, 12, 8, 48, 15])
    await refuse()
    expect(await all()).toEqual([2, 6, 8, 48, 15])
    await refuse()
    expect(await all()).toEqual([2, 3, 4, 48, 15])
    await refuse()
    expect(await all()).toEqual([2, 2, 2, 24, 15])
    for (let more = 0; more < 5; more += 1) await refuse()
    expect(await all()).toEqual([2, 2, 2, 3, 2])
    await since(30_000 + 15_000)
    expect((await all()).slice(3)).toEqual([expect.closeTo(25, -1), 15])
    await since(30_000)
    expect(await all()).toEqual(full)
  })

  it('without one rests searches alone', async () => {
    await budget().refused(null)
    expect(await budget().searches(31)).toBeNull()
    expect(await enter('making')).toHaveProperty('name')
  })
})
