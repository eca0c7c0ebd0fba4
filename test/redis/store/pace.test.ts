import { randomUUID } from 'node:crypto'
import { Redis } from 'ioredis'
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import { createKeys } from '../../../src/store/keys.ts'
import { createStore } from '../../../src/store/store.ts'
import { aShare, DAY, NOW, SECOND, TEAM } from '../../support/builders.ts'

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
  const one = { id: '77', fileId: '4821', at: NOW - SECOND, toldAt: NOW }

  it('are kept as they were told, whatever their ids look like', async () => {
    const odd = { id: '', fileId: 'sbox-12-a b|"c', at: NOW, toldAt: NOW + 1 }
    await store.expectedDownloads.add(one)
    await store.expectedDownloads.add(odd)
    expect(await store.expectedDownloads.all()).toEqual([one, odd])
  })

  it('told of again, are looked for no longer than before', async () => {
    await store.expectedDownloads.add(one)
    await store.expectedDownloads.add({ ...one, toldAt: NOW + 20 * SECOND })
    expect(await store.expectedDownloads.all()).toEqual([one])
  })

  it('of one second and one file are two, by the portal’s own number', async () => {
    await store.expectedDownloads.add(one)
    await store.expectedDownloads.add({ ...one, id: '78' })
    expect(await store.expectedDownloads.all()).toEqual([one, { ...one, id: '78' }])
  })

  it('are forgotten when nobody looks for them', async () => {
    await store.expectedDownloads.add(one)
    await store.expectedDownloads.add({ ...one, fileId: '2', toldAt: NOW + 90 * SECOND })
    expect((await store.expectedDownloads.all()).map(({ fileId }) => fileId)).toEqual(['2'])
    expect(await redis.ttl(createKeys(namespace).expectedDownloads())).toBeGreaterThan(30)
  })
})

describe('turns of sweeps that are asked for', () => {
  /** The turns that somebody gets who asks at each of these moments, in ms from `NOW`. */
  const turns = async (...moments: number[]) => {
    const given: number[] = []
    for (const moment of moments) given.push((await store.sweepRateLimit(NOW + moment)) - NOW)
    return given
  }

  it('the first is at once, and all who come while one is ahead share it', async () => {
    expect(await turns(0, 0, 1, 199, 200, 201)).toEqual([0, 200, 200, 200, 400, 400])
  })

  it('now and then they are at once', async () => {
    expect(await turns(0, 1_000, 2_000, 60_000)).toEqual([0, 1_000, 2_000, 60_000])
  })

  it('whoever asks all the time gets one a second, after a few that are closer', async () => {
    const asked = Array.from({ length: 1_000 }, (_, index) => index * 10)
    const given = [...new Set(await turns(...asked))]
    expect(given.slice(0, 7)).toEqual([0, 200, 400, 600, 1_000, 2_000, 3_000])
    expect(given.at(-1)).toBeLessThanOrEqual(10_000)
    // After a quiet time there are some to spare again.
    expect(await turns(20_000, 20_001, 20_200, 20_400, 20_600)).toEqual([
      20_000, 20_200, 20_400, 20_600, 21_000,
    ])
  })

  it('thousands at once, from several processes, are two turns', async () => {
    const other = createStore(redis, namespace)
    const given = await Promise.all(
      Array.from({ length: 2_000 }, (_, index) => (index % 2 ? store : other).sweepRateLimit(NOW)),
    )
    expect([...new Set(given)].sort()).toEqual([NOW, NOW + 200])
  })

  it('one that lies far ahead, by a clock that was wrong, holds nobody up', async () => {
    expect(await turns(DAY, DAY, 0)).toEqual([DAY, DAY + 200, 0])
  })

  it('are forgotten', async () => {
    await turns(0, 0, 0)
    expect(await redis.pttl(createKeys(namespace).sweepRateLimit())).toBeLessThanOrEqual(5_000)
  })
})

describe('how many shares there are', () => {
  it('of each kind, as they go through life', async () => {
    const { shares } = store
    const counts = () => shares.counts(TEAM)
    const none = { live: 0, nearLimit: 0, suspended: 0, unfinished: 0 }
    expect(await counts()).toEqual(none)
    const share = aShare({ state: 'creating', step: 'linking', message: null, terms: { limit: 2 } })
    await shares.create(share)
    expect(await counts()).toEqual({ ...none, live: 1, unfinished: 1 })
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
