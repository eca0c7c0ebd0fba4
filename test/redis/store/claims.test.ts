import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { Redis } from 'ioredis'
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import { judgeClaim, type Taker } from '../../../src/domain/claim.ts'
import { createKeys } from '../../../src/store/keys.ts'
import { createStore } from '../../../src/store/store.ts'
import { aShare, HOUR, MINUTE, NOW, TEAM } from '../../support/builders.ts'

let redis: Redis
let namespace: string
let store: ReturnType<typeof createStore>
beforeEach(() => {
  redis = new Redis({ path: inject('redisSocket') })
  namespace = `test:${randomUUID()}`
  store = createStore(redis, namespace)
})
afterEach(() => redis.disconnect())

const share = aShare()
const person = (id: string): Taker => ({ kind: 'person', id, name: `Name of ${id}` })
const take = (who: string, { id = randomUUID() as string, now = NOW, windowMs = 10 * MINUTE } = {}) =>
  store.claims.take(share, { id, taker: person(who), now, windowMs })
const stream = (bytes: number, now = NOW) => ({ now, bytes, most: 300 })

describe('claims', () => {
  it('are counted as they are together, also where one is given back meanwhile', async () => {
    await store.shares.create(share)
    await take('U1', { id: 'one' })
    let isBack = false
    const backAfterFirst = new Proxy(redis, {
      get: (client, name) => {
        const value: unknown = Reflect.get(client, name)
        if (typeof value !== 'function' || !/^(hlen|zrangebyscore|eval|evalsha)$/.test(String(name)))
          return value
        return async (...given: unknown[]) => {
          const answer: unknown = await Reflect.apply(value, client, given)
          if (!isBack) {
            isBack = true
            await store.claims.giveBack(share, 'one')
          }
          return answer
        }
      },
    })
    const { taken, recent } = await createStore(backAfterFirst, namespace).claims.count(share, 0)
    expect(recent).toHaveLength(taken)
  })

  it('are N and not one more, however many ask at once and from however many processes', async () => {
    const others = [redis.duplicate(), redis.duplicate()].map((each) => ({
      redis: each,
      claims: createStore(each, namespace).claims,
    }))
    await store.shares.create(share)
    const taken = await Promise.all(
      Array.from({ length: 300 }, (_, index) =>
        [store, ...others][index % 3]?.claims.take(share, {
          id: `claim-${index}`,
          taker: person(`U${index}`),
          now: NOW,
          windowMs: MINUTE,
        }),
      ),
    )
    for (const other of others) other.redis.disconnect()
    expect(taken.filter((each) => each?.ok)).toHaveLength(3)
    expect(taken.filter((each) => each?.ok === false && each.why === 'used-up')).toHaveLength(297)
    expect(await store.claims.count(share, 0)).toMatchObject({ taken: 3 })
  })

  it('of one person are one within the window, and another after it', async () => {
    await store.shares.create(share)
    const first = await take('U1')
    expect(await take('U1', { now: NOW + MINUTE })).toEqual({ ...first, isNew: false })
    expect(await take('U1', { now: NOW + 10 * MINUTE })).toMatchObject({ ok: true, isNew: true })
    expect((await store.claims.newest(share, { skip: 0, take: 5 })).map(({ at }) => at)).toEqual([
      NOW + 10 * MINUTE,
      NOW,
    ])
  })

  it('end with their share', async () => {
    await store.shares.create(aShare({ terms: { expiresAt: NOW + HOUR } }))
    const last = await take('U1', { now: NOW + HOUR - 1 })
    expect(last).toMatchObject({ ok: true, claim: { until: NOW + HOUR } })
    expect(await take('U2', { now: NOW + HOUR })).toEqual({ ok: false, why: 'over' })
  })

  it('are given back while nothing was sent, and then somebody else may have one', async () => {
    await store.shares.create(aShare({ terms: { limit: 1 } }))
    await take('U1', { id: 'one' })
    expect(await take('U2')).toEqual({ ok: false, why: 'used-up' })
    expect(await store.claims.giveBack(share, 'one')).toBe(true)
    expect(await store.claims.giveBack(share, 'one')).toBe(false)
    expect(await take('U2', { id: 'two' })).toMatchObject({ ok: true, isNew: true })
    await store.claims.begin(share, 'two', stream(1))
    expect(await store.claims.giveBack(share, 'two')).toBe(false)
    expect(await store.claims.begin(share, 'one', stream(1))).toBe('over')
  })

  it('are sent so many bytes and no more; what was not sent may be sent later', async () => {
    await store.shares.create(share)
    await take('U1', { id: 'one' })
    const begin = (bytes: number) => store.claims.begin(share, 'one', stream(bytes))
    expect([await begin(100), await begin(150), await begin(51)]).toEqual(['sends', 'sends', 'too-much'])
    await store.claims.spare(share, 'one', 60)
    expect([await begin(110), await begin(1)]).toEqual(['sends', 'too-much'])
    const found = await store.claims.look(share, 'one')
    expect(found?.claim).toMatchObject({ bytes: 300, begunAt: NOW, taker: person('U1') })
  })

  it('are promised more bytes while they are sent, also after their end, and no more than the most', async () => {
    await store.shares.create(share)
    await take('U1', { id: 'one' })
    await store.claims.begin(share, 'one', stream(100))
    const more = (bytes: number) => store.claims.promiseMore(share, 'one', { bytes, most: 300 })
    await store.shares.change(share, (now) => ({ ...now, terms: { ...now.terms, expiresAt: NOW - 1 } }))
    expect([await more(150), await more(51), await more(50), await more(1)]).toEqual([
      true,
      false,
      true,
      false,
    ])
    expect(await store.claims.promiseMore(share, 'none', { bytes: 1, most: 300 })).toBe(false)
  })

  it('of which not one byte was sent to any stream are as if nobody had fetched them', async () => {
    await store.shares.create(aShare({ terms: { limit: 1 } }))
    await take('U1', { id: 'one' })
    await store.claims.begin(share, 'one', stream(100))
    await store.claims.begin(share, 'one', stream(50))
    expect(await store.claims.spare(share, 'one', 100)).toBe(false)
    expect(await store.claims.giveBack(share, 'one')).toBe(false)
    expect(await store.claims.spare(share, 'one', 50)).toBe(true)
    expect((await store.claims.look(share, 'one'))?.claim).toMatchObject({ begunAt: null, bytes: 0 })
    expect(await store.claims.giveBack(share, 'one')).toBe(true)
    expect(await take('U2')).toMatchObject({ ok: true })
  })

  it.each([
    ['revoked by somebody', { reason: 'manual' as const }, 'over'],
    ['that was used up', { reason: 'limit' as const }, 'sends'],
  ])('of a share %s: %s', async (_, end, begins) => {
    await store.shares.create(share)
    await take('U1', { id: 'one' })
    await store.shares.change(share, (current) => ({
      ...current,
      state: 'revoked',
      end: aShare({ end }).end,
    }))
    expect(await store.claims.begin(share, 'one', stream(1))).toBe(begins)
    expect(await take('U1')).toMatchObject({ ok: begins === 'sends' })
  })

  it('leave the share to be counted anew, until it is', async () => {
    await store.shares.create(share)
    expect(await store.claims.uncounted(TEAM, 9)).toEqual([])
    await take('U1', { id: 'one' })
    const here = [{ team: TEAM, id: share.id }]
    expect(await store.claims.uncounted(TEAM, 9)).toEqual(here)
    const { change } = await store.claims.count(share, 0)
    await take('U2')
    await store.claims.counted(share, change)
    expect(await store.claims.uncounted(TEAM, 9)).toEqual(here)
    await store.claims.counted(share, change + 1)
    expect(await store.claims.uncounted(TEAM, 9)).toEqual([])
    await store.claims.giveBack(share, 'one')
    expect(await store.claims.uncounted(TEAM, 9)).toEqual(here)
  })

  it('are gone with their share', async () => {
    await store.shares.create(aShare({ state: 'revoked', notified: { end: 'notified' } }))
    await store.shares.change(share, (current) => ({ ...current, state: 'active' }))
    await take('U1')
    await store.claims.asking(share)
    expect(await store.claims.linkUse(share)).toEqual({ asked: 1, seen: 0 })
    await store.shares.change(share, ({ message: _, ...current }) => ({
      ...current,
      message: null,
      state: 'revoked',
      end: aShare({ end: { verifiedAt: NOW } }).end,
    }))
    await store.shares.forgetEndedBefore(TEAM, NOW + 1, { skip: 0, most: 9 })
    const left = await redis.keys(
      `${createKeys(namespace)
        .share(share)
        .replace(/share.*/, '')}*`,
    )
    expect(left.filter((key) => /claim|taker|link-use|uncounted/.test(key))).toEqual([])
  })

  it('follow the rule of judgeClaim, whatever the share and the moment', async () => {
    const shares = fc.record({
      state: fc.constantFrom('active', 'creating', 'revoking', 'revoked', 'failed'),
      reason: fc.constantFrom('limit', 'manual', 'expired', null),
      limit: fc.constantFrom(null, 1, 2),
      expiresAt: fc.constantFrom(NOW - 1, NOW, NOW + 1, NOW + HOUR),
    })
    const others = fc.integer({ min: 0, max: 2 })
    const ownUntil = fc.constantFrom(null, NOW, NOW + 1)
    const property = fc.asyncProperty(
      shares,
      others,
      ownUntil,
      async ({ state, reason, limit, expiresAt }, most, until) => {
        const id = randomUUID()
        const end = reason === null ? null : { reason }
        const judged = aShare({ id, state: state as 'active', terms: { limit, expiresAt }, end })
        await store.shares.create(judged)
        const keys = createKeys(namespace)
        for (let other = 0; other < most; other += 1)
          await redis.hset(keys.claims(judged), `other-${other}`, '{}')
        if (until !== null) {
          await redis.hset(keys.claims(judged), 'own', JSON.stringify({ id: 'own', until }))
          await redis.hset(keys.takers(judged), 'person:U1', 'own')
        }
        const taken = most + (until === null ? 0 : 1)
        const own = until === null ? null : { until }
        const verdict = judgeClaim({ share: judged, taken, own, now: NOW })
        const got = await store.claims.take(judged, {
          id: 'new',
          taker: person('U1'),
          now: NOW,
          windowMs: MINUTE,
        })
        expect(got.ok ? (got.isNew ? 'new' : 'same') : got.why).toBe(verdict)
      },
    )
    await fc.assert(property, { numRuns: 300 })
  })
})
