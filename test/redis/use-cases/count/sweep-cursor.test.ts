import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import { fingerprintOf } from '../../../../src/domain/fingerprint.ts'
import { PortalError } from '../../../../src/domain/portal-error.ts'
import { asActive, posted } from '../../../../src/domain/share-life.ts'
import {
  type anEvent,
  aRequest,
  aShare,
  HOUR,
  MINUTE,
  NOW,
  OTHER_LINK_ID,
  SECOND,
} from '../../../support/builders.ts'
import { addToTrail, keepShare, LIVE, storedShare } from '../../../support/kept-shares.ts'
import { createTestWorld, type TestWorld } from '../../../support/test-world.ts'

let world: TestWorld
beforeEach(() => {
  world = createTestWorld(inject('redisSocket'))
})
afterEach(() => world.close())

const SHARE = LIVE
const keep = (share = SHARE) => keepShare(world, share)
const stored = (share = SHARE) => storedShare(world, share)
const trail = (...events: Parameters<typeof anEvent>[0][]) => addToTrail(world, ...events)
const names = () => world.asked.map(({ name }) => name)

describe('passed ends', () => {
  it('end although the trail cannot be read', async () => {
    await keep(aShare({ terms: { expiresAt: NOW } }))
    world.portal.failures.downloadsSince = [new PortalError('plan', 'x')]
    await expect(world.sweep()()).rejects.toThrow(PortalError)
    // Not the sweep's doing: what is due waits for no trail.
    expect(names()).toEqual([])
    await world.reconcile()
    expect((await stored()).end?.reason).toBe('expired')
    expect(names()).toContain('revoke')
  })

  it('a limit reached outranks a passed end when both are seen at once', async () => {
    await keep(aShare({ terms: { expiresAt: NOW + SECOND, limit: 1 } }))
    trail({})
    let calls = 0
    // The end passes while the trail is being read.
    await world.sweep({ now: () => NOW + (calls++ > 1 ? 5 * SECOND : 0) })()
    expect((await stored()).end?.reason).toBe('limit')
  })
})

describe('the cursor', () => {
  const from = () =>
    Number(world.portal.asked.findLast((call) => call.startsWith('downloadsSince'))?.split(' ')[1])

  it('stays where reading began when the trail could not be read', async () => {
    world.portal.failures.downloadsSince = [
      new PortalError('unavailable', 'x'),
      new PortalError('unavailable', 'x'),
    ]
    for (let failed = 0; failed < 2; failed += 1) {
      await expect(world.sweep()()).rejects.toThrow()
      expect(await world.store.cursor.read()).toEqual({
        newestSeenAt: NOW,
        sweptAt: null,
        readTo: null,
        skewMs: 0,
        whole: null,
        seen: null,
      })
      world.clock.advance(HOUR)
    }
    await world.sweep()()
    expect(from()).toBe(NOW - 10 * MINUTE)
    expect(await world.store.cursor.read()).toEqual({
      newestSeenAt: NOW,
      sweptAt: NOW + 2 * HOUR,
      readTo: NOW + 2 * HOUR,
      skewMs: 0,
      whole: { at: NOW + 2 * HOUR, rows: 0 },
      seen: null,
    })
  })

  it('goes to the newest event, and the next sweep reads from there less the overlap', async () => {
    await world.sweep()()
    expect(from()).toBe(NOW - 10 * MINUTE)
    world.clock.advance(20 * MINUTE)
    trail({ at: NOW + 15 * MINUTE }, { at: NOW + 17 * MINUTE })
    await world.sweep()()
    await world.sweep()()
    expect(from()).toBe(NOW + 7 * MINUTE)
  })

  it('reads briefly for a while after many rows, stays where it was, and misses nothing', async () => {
    await keep()
    // Of other files: 6,000 rows are 60 calls.
    trail(
      ...Array.from({ length: 6_000 }, (_, index) => ({ at: NOW - index * 50, target: ['999'], page: null })),
    )
    await world.sweep()()
    world.clock.advance(2 * SECOND)
    trail({ at: NOW + SECOND })
    await world.sweep()()
    // Behind the sweep before, and not by the overlap.
    expect(from()).toBe(NOW - 15 * SECOND)
    expect((await stored()).downloads).toBe(1)
    expect((await world.store.cursor.read()).newestSeenAt).toBe(NOW)
    // This one appears too late for a brief reading.
    trail({ at: NOW - MINUTE })
    await world.sweep()()
    expect((await stored()).downloads).toBe(1)
    world.clock.advance(15 * SECOND)
    await world.sweep()()
    expect(from()).toBe(NOW - 10 * MINUTE)
    expect((await stored()).downloads).toBe(2)
  })

  it('is not waited for: what is used up during a long reading ends before that is done', async () => {
    await keep(aShare({ terms: { limit: 1 } }))
    const portal = world.portal.port
    let release = () => {}
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    let readings = 0
    const reading = world.sweep({
      auditIntervalMs: 20,
      portal: {
        ...portal,
        downloadsSince: async (from) => {
          readings += 1
          const events = await portal.downloadsSince(from)
          if (readings === 1) await held
          return events
        },
      },
    })()
    await expect.poll(() => readings).toBeGreaterThan(0)
    trail({ at: NOW })
    await expect.poll(async () => (await stored()).end?.reason).toBe('limit')
    // No place moves before the long reading is done.
    expect((await world.store.cursor.read()).sweptAt).toBeNull()
    release()
    await reading
    expect((await world.store.cursor.read()).sweptAt).toBe(NOW)
  })

  it('of a brief reading is where the last reading began, however long that took', async () => {
    await world.store.cursor.start(NOW)
    const whole = { at: NOW, rows: 60_000 }
    await world.store.cursor.advance({
      newestSeenAt: NOW,
      sweptAt: NOW + MINUTE,
      readTo: NOW,
      skewMs: 0,
      whole,
    })
    world.clock.advance(MINUTE - SECOND)
    await world.sweep()()
    expect(from()).toBe(NOW - 15 * SECOND)
  })

  it('never goes back, and never past our own clock', async () => {
    trail({ at: NOW + HOUR })
    await world.sweep()()
    expect((await world.store.cursor.read()).newestSeenAt).toBe(NOW)
    world.portal.trail.length = 0
    trail({ at: NOW - MINUTE })
    await world.sweep()()
    expect((await world.store.cursor.read()).newestSeenAt).toBe(NOW)
  })

  it('is the newest event’s after a pause of days, so that nothing of the pause is missed', async () => {
    await keep(aShare({ terms: { limit: null, expiresAt: NOW + 100 * HOUR } }))
    trail({})
    await world.sweep()()
    world.clock.advance(48 * HOUR)
    trail({ at: NOW + HOUR })
    await world.sweep()()
    expect((await stored()).downloads).toBe(2)
  })
})

describe('hard cases', () => {
  it('a limit reached while Slack had not answered yet ends the share as soon as it is active', async () => {
    const making = aShare({ state: 'creating', step: 'posting', message: null, terms: { limit: 1 } })
    await keep(making)
    trail({})
    await world.sweep()()
    const message = { channel: 'C0TEAM', ts: '1.2' }
    const { changed } = await world.store.shares.change(making, (share) =>
      posted(share, { linkId: making.linkId, message, fingerprint: fingerprintOf(asActive(making)) }),
    )
    expect(changed).toBe(true)
    await world.sweep()()
    await world.reconcile()
    await world.drain()
    expect((await stored()).end?.reason).toBe('limit')
  })

  it('a download between the post and its record shows in the message', async () => {
    const request = aRequest()
    const slow = world.make(null, {
      notices: {
        ...world.notices.port,
        post: async (share) => {
          const message = await world.notices.port.post(share)
          trail({ at: NOW })
          await world.sweep()()
          return message
        },
      },
    })
    await slow.run({ ...request, terms: { ...request.terms, limit: 3 } })
    await world.reconcile()
    await world.drain()
    expect(world.notices.rewrites.at(-1)?.downloads).toBe(1)
  })

  it('downloads during a pause longer than the overlap are counted although none was seen before', async () => {
    await keep()
    await world.sweep()()
    world.clock.advance(HOUR)
    trail({ at: NOW + MINUTE }, { at: NOW + 2 * MINUTE })
    await world.sweep()()
    expect((await stored()).downloads).toBe(2)
  })

  it('one file that the portal cannot show stops no other from being counted', async () => {
    const broken = aShare({ id: 'BRKEN2', linkId: OTHER_LINK_ID, file: { id: '1', title: 'broken' } })
    await keep(broken)
    await keep()
    trail({ target: ['1'], page: null }, {}, {}, {})
    world.portal.failures.glance = [new PortalError('unavailable', '500 for this file')]
    await world.sweep()()
    expect((await stored()).state).toBe('revoking')
    expect(world.portal.asked).toContain('glance 1')
  })
})
