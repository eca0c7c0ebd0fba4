import { randomUUID } from 'node:crypto'
import { Redis } from 'ioredis'
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import { createKeys } from '../../src/store/keys.ts'
import { createStore } from '../../src/store/store.ts'
import { aShare, DAY, NOW, SECOND, TEAM } from '../support/builders.ts'

let redis: Redis
let namespace: string
let store: ReturnType<typeof createStore>
beforeEach(() => {
  redis = new Redis({ path: inject('redisSocket') })
  namespace = `test:${randomUUID()}`
  store = createStore(redis, namespace)
})
afterEach(() => redis.disconnect())

describe('downloads that were announced', () => {
  const one = { fileId: '4821', at: NOW - SECOND, toldAt: NOW }

  it('are kept as they were told, whatever their ids look like', async () => {
    const odd = { fileId: 'sbox-12-a b|c', at: NOW, toldAt: NOW + 1 }
    await store.announced.add(one)
    await store.announced.add(odd)
    expect(await store.announced.all()).toEqual([one, odd])
  })

  it('told of again, are looked for no longer than before', async () => {
    await store.announced.add(one)
    await store.announced.add({ ...one, toldAt: NOW + 20 * SECOND })
    expect(await store.announced.all()).toEqual([one])
  })

  it('are removed one by one: a newer download of the file stays', async () => {
    const newer = { ...one, at: NOW, toldAt: NOW + 1 }
    await store.announced.add(one)
    await store.announced.add(newer)
    await store.announced.remove([one])
    expect(await store.announced.all()).toEqual([newer])
    await store.announced.remove([])
    await store.announced.remove([newer])
    expect(await store.announced.all()).toEqual([])
  })

  it('are forgotten when nobody looks for them', async () => {
    await store.announced.add(one)
    await store.announced.add({ ...one, fileId: '2', toldAt: NOW + 90 * SECOND })
    expect((await store.announced.all()).map(({ fileId }) => fileId)).toEqual(['2'])
    expect(await redis.ttl(createKeys(namespace).announced())).toBeGreaterThan(30)
  })
})

describe('turns of sweeps that are asked for', () => {
  it('the first is at once, the second a second later, and all who come until then share it', async () => {
    expect(await store.sweepTurn(NOW)).toBe(NOW)
    expect(await store.sweepTurn(NOW)).toBe(NOW + SECOND)
    expect(await store.sweepTurn(NOW + 1)).toBe(NOW + SECOND)
    expect(await store.sweepTurn(NOW + 999)).toBe(NOW + SECOND)
    expect(await store.sweepTurn(NOW + 1_000)).toBe(NOW + 2 * SECOND)
    expect(await store.sweepTurn(NOW + 5 * SECOND)).toBe(NOW + 5 * SECOND)
  })

  it('thousands at once, from several processes, are two turns', async () => {
    const other = createStore(redis, namespace)
    const turns = await Promise.all(
      Array.from({ length: 2_000 }, (_, index) => (index % 2 ? store : other).sweepTurn(NOW)),
    )
    expect([...new Set(turns)].sort()).toEqual([NOW, NOW + SECOND])
  })

  it('one that lies far ahead, by a clock that was wrong, holds nobody up', async () => {
    await store.sweepTurn(NOW + DAY)
    expect(await store.sweepTurn(NOW)).toBe(NOW)
  })
})

describe('how many shares there are', () => {
  it('of each kind, as they go through life', async () => {
    const { shares } = store
    const counts = () => shares.counts(TEAM)
    const none = { live: 0, nearLimit: 0, suspended: 0, unsettled: 0 }
    expect(await counts()).toEqual(none)
    const share = aShare({ state: 'creating', step: 'linking', message: null, terms: { limit: 2 } })
    await shares.create(share)
    expect(await counts()).toEqual({ ...none, live: 1, unsettled: 1 })
    const become = (change: Parameters<typeof aShare>[0]) =>
      shares.change(share, () => aShare({ terms: { limit: 2 }, ...change }))
    await become({ downloads: 0 })
    expect(await counts()).toMatchObject({ live: 1, nearLimit: 0 })
    await become({ downloads: 1 })
    expect(await counts()).toMatchObject({ live: 1, nearLimit: 1 })
    // An extension moves the limit away from it, and a correction of the count brings it back.
    await become({ downloads: 1, terms: { limit: 5 } })
    expect(await counts()).toMatchObject({ live: 1, nearLimit: 0 })
    await become({ downloads: 4, terms: { limit: 5 } })
    expect(await counts()).toMatchObject({ live: 1, nearLimit: 1 })
    await become({ state: 'revoking', downloads: 2, end: { reason: 'limit' } })
    expect(await counts()).toMatchObject({ live: 1, nearLimit: 0, suspended: 0 })
    await become({ state: 'revoked', end: { reason: 'blind', verifiedAt: NOW } })
    expect(await counts()).toMatchObject({ live: 0, nearLimit: 0, suspended: 1 })
    expect(await shares.counts('T0OTHER')).toEqual(none)
  })
})

describe('how fast links were dead', () => {
  const bound = { reachedAt: NOW, seenAt: NOW + SECOND, deadAt: NOW + 4 * SECOND }
  const since = (at: number) => store.bounds.since(at)

  it('is kept once for each end, and corrected in its place', async () => {
    await store.bounds.note(aShare(), bound)
    await store.bounds.note(aShare(), bound)
    expect(await since(NOW)).toEqual([4_000])
    await store.bounds.note(aShare(), { ...bound, reachedAt: NOW - 2 * SECOND })
    expect(await since(NOW)).toEqual([6_000])
  })

  it('is told for each share, and for each end of one that came back', async () => {
    await store.bounds.note(aShare(), bound)
    await store.bounds.note(aShare({ id: 'AAAAAA' }), { ...bound, reachedAt: bound.deadAt })
    await store.bounds.note(aShare(), { ...bound, deadAt: NOW + DAY, reachedAt: NOW + DAY - SECOND })
    expect((await since(NOW)).sort()).toEqual([0, 1_000, 4_000])
    expect(await since(NOW + SECOND + DAY / 2)).toEqual([1_000])
    expect(await since(NOW + 2 * DAY)).toEqual([])
  })

  it('is forgotten after a month, all of it', async () => {
    await store.bounds.note(aShare(), bound)
    const later = NOW + 32 * DAY
    await store.bounds.note(aShare({ id: 'AAAAAA' }), { reachedAt: later, seenAt: later, deadAt: later })
    expect(await since(0)).toEqual([0])
    expect(await redis.hlen(createKeys(namespace).boundMs())).toBe(1)
  })
})
