import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import { aRevokedShare, HOUR, NOW, SECOND } from '../../../support/builders.ts'
import { addToTrail, keepShare, LIVE, storedShare } from '../../../support/kept-shares.ts'
import { createTestWorld, type TestWorld } from '../../../support/test-world.ts'

let world: TestWorld
beforeEach(() => {
  world = createTestWorld(inject('redisSocket'))
})
afterEach(() => world.close())

/** So lately that each reading goes back to it. */
const FIRST = NOW - 450 * SECOND
const SIZES = { from: 50, least: 10 }
const MANY = { ...LIVE, terms: { ...LIVE.terms, limit: null } }
/** Sweeps; gives how often all events were read. */
const sweep = async (): Promise<number> => {
  let reads = 0
  // So long after the last one that all of the overlap is read.
  world.clock.advance(10 * SECOND)
  const { events } = world.store
  const all: typeof events.all = async (ref) => {
    reads += 1
    return events.all(ref)
  }
  await world.sweep({ events: { ...events, all }, runningCount: SIZES })()
  return reads
}
const download = (count: number, from: number) =>
  addToTrail(
    world,
    ...Array.from({ length: count }, (_, index) => ({
      at: FIRST + (from + index) * SECOND,
      ip: `203.0.113.${(from + index) % 250}`,
    })),
  )
/** One more download, just now; gives how often all events were read. */
const sweepLate = (): Promise<number> => {
  addToTrail(world, { at: world.clock.now() })
  return sweep()
}
const counted = async () => (await storedShare(world)).downloads

describe('R13: a share with very many downloads', () => {
  beforeEach(async () => {
    await keepShare(world, { ...MANY, bornAt: NOW - 2 * HOUR })
    await world.store.cursor.start(NOW - 2 * HOUR)
    download(300, 0)
    expect(await sweep()).toBe(1)
  })

  it('has those that come counted without reading all again', async () => {
    for (let more = 0; more < 5; more += 1) {
      download(3, 300 + more * 3)
      expect(await sweep()).toBe(0)
    }
    expect(await counted()).toBe(315)
  })

  it('has all read again where one appears late, and where a process died before it counted', async () => {
    download(1, 20)
    expect(await sweep()).toBe(1)
    download(1, 400)
    const dying = { ...world.store.shares, change: () => Promise.reject(new Error('died')) }
    world.clock.advance(10 * SECOND)
    await expect(world.sweep({ runningCount: SIZES, shares: dying })()).rejects.toThrow('died')
    expect(await sweep()).toBe(1)
    expect(await counted()).toBe(301)
  })

  it('has all read again after a day, by the rules of the version that runs by then', async () => {
    world.clock.advance(23 * HOUR)
    expect(await sweepLate()).toBe(0)
    world.clock.advance(2 * HOUR)
    expect(await sweepLate()).toBe(1)
    expect(await sweepLate()).toBe(0)
    expect(await counted()).toBe(303)
  })

  it('has nothing read again because it has ended since', async () => {
    download(1, 300)
    expect(await sweep()).toBe(0)
    const verifiedAt = FIRST + 400 * SECOND
    const { state, end, address, key } = aRevokedShare({ end: { verifiedAt } })
    await world.store.shares.change(LIVE, (share) => ({ ...share, state, end, address, key }))
    download(1, 301)
    download(1, 405)
    expect(await sweep()).toBe(0)
    expect(await counted()).toBe(302)
  })

  it('ends by the very download that reaches its limit', async () => {
    await world.store.shares.change(LIVE, (share) => ({ ...share, terms: { ...share.terms, limit: 302 } }))
    download(1, 300)
    expect(await sweep()).toBe(0)
    download(2, 301)
    expect(await sweep()).toBe(1)
    expect(await storedShare(world)).toMatchObject({
      state: 'revoking',
      downloads: 303,
      end: { reason: 'limit', limitReached: { at: FIRST + 301 * SECOND } },
    })
  })
})
