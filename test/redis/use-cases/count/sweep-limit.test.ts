import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import { endShare } from '../../../../src/use-cases/end/end-share.ts'
import { type anEvent, aShare, MINUTE, NOW, SECOND } from '../../../support/builders.ts'
import {
  addToTrail,
  keepShare,
  LIVE,
  repliesOf,
  storedShare,
  upToDate,
} from '../../../support/kept-shares.ts'
import { createTestWorld, type TestWorld } from '../../../support/test-world.ts'

let world: TestWorld
beforeEach(() => {
  world = createTestWorld(inject('redisSocket'))
})
afterEach(() => world.close())

const keep = (share = LIVE) => keepShare(world, share)
const stored = () => storedShare(world)
const trail = (...events: Parameters<typeof anEvent>[0][]) => addToTrail(world, ...events)
const sweepAndDrain = async () => {
  await world.sweep()()
  await world.drain()
}
const bounds = () => world.store.bounds.since(0)

describe('when the limit was reached', () => {
  it('is the time of the download that reached it, and when that was seen', async () => {
    await keep()
    trail({ at: NOW - 5 * SECOND }, { at: NOW - 30 * SECOND }, { at: NOW - 9 * SECOND })
    await world.sweep()()
    expect((await stored()).end).toMatchObject({
      reason: 'limit',
      limitReached: { at: NOW - 5 * SECOND, skewMs: 0, seenAt: NOW },
    })
    world.clock.advance(2 * SECOND)
    await world.drain()
    expect(await bounds()).toEqual([7 * SECOND])
  })

  it('is by the portal’s clock, with how far that was from ours', async () => {
    await keep()
    world.portal.setSkew(MINUTE)
    trail({ at: NOW + 50 * SECOND }, { at: NOW + 52 * SECOND }, { at: NOW + 54 * SECOND })
    await sweepAndDrain()
    expect((await stored()).end?.limitReached).toEqual({ at: NOW + 54 * SECOND, skewMs: MINUTE, seenAt: NOW })
    expect(await bounds()).toEqual([6 * SECOND])
  })

  it('moves back when a download comes to light that was earlier, and the bound with it', async () => {
    await keep()
    trail({ at: NOW - 5 * SECOND }, { at: NOW - 6 * SECOND }, { at: NOW - 2 * SECOND })
    await sweepAndDrain()
    expect(await bounds()).toEqual([2 * SECOND])
    world.clock.advance(MINUTE)
    trail({ at: NOW - 4 * SECOND, ip: '203.0.113.9' })
    await sweepAndDrain()
    expect(await stored()).toMatchObject({
      downloads: 4,
      end: { limitReached: { at: NOW - 4 * SECOND, seenAt: NOW } },
    })
    expect(await bounds()).toEqual([4 * SECOND])
  })

  it('stays as it is when a later one comes to light', async () => {
    await keep()
    trail({}, {}, { at: NOW - 9 * SECOND })
    await sweepAndDrain()
    const { end } = await stored()
    trail({ at: NOW - SECOND })
    await sweepAndDrain()
    expect(await stored()).toMatchObject({ downloads: 4, end: { ...end } })
  })

  it('is found out later where something else than the counting has ended the share', async () => {
    const used = upToDate(aShare({ downloads: 3, judgedEvents: 3 }))
    await keep(used)
    trail({}, {}, { at: NOW - 9 * SECOND })
    const stored3 = world.portal.trail.map((event) => ({
      ...event,
      skewMs: 0,
      seenAt: NOW,
      soleWayIn: false,
    }))
    await world.store.events.add(used, stored3)
    await endShare(world.shared)(used, {})
    expect((await stored()).end).toMatchObject({ reason: 'limit' })
    await world.sweep()()
    expect((await stored()).end?.limitReached?.at).toBe(NOW - 9 * SECOND)
  })

  it('is of no end that came otherwise', async () => {
    await keep()
    await endShare(world.shared)(LIVE, { revokedBy: 'U0ALICE' })
    trail({}, {}, {})
    await sweepAndDrain()
    const { downloads, end } = await stored()
    expect(downloads).toBe(3)
    expect(end?.limitReached).toBeUndefined()
    expect(await bounds()).toEqual([])
  })
})

describe('what the thread is told', () => {
  it('of a gap: one line for all its downloads', async () => {
    await keep(upToDate(aShare({ terms: { limit: 100 } })))
    await world.sweep()()
    world.clock.advance(60 * MINUTE)
    trail(...Array.from({ length: 40 }, (_, n) => ({ at: NOW + n * MINUTE })))
    await sweepAndDrain()
    expect(repliesOf(world)).toEqual(['downloads from 0'])
    expect(world.notices.rewrites.map(({ downloads }) => downloads)).toEqual([40])
  })

  it('of a gap in which the limit was passed: the end, with all of them, and nothing else', async () => {
    await keep()
    await world.sweep()()
    world.clock.advance(60 * MINUTE)
    trail(...Array.from({ length: 40 }, (_, n) => ({ at: NOW + n * MINUTE })))
    await sweepAndDrain()
    expect(repliesOf(world)).toEqual(['end'])
    expect(world.notices.replies[0]?.share).toMatchObject({ downloads: 40, state: 'revoked' })
    expect((await stored()).end?.limitReached?.at).toBe(NOW + 2 * MINUTE)
  })

  it('of an overrun that comes to light after the end: one line a sweep', async () => {
    await keep()
    trail({}, {}, {})
    await sweepAndDrain()
    trail(...[1, 2, 3, 4, 5].map((n) => ({ ip: `203.0.113.${n}` })))
    await sweepAndDrain()
    expect(repliesOf(world)).toEqual(['end', 'downloads from 3'])
    expect(world.notices.rewrites.at(-1)).toMatchObject({ state: 'revoked', downloads: 8 })
    await sweepAndDrain()
    expect(repliesOf(world)).toHaveLength(2)
  })
})
