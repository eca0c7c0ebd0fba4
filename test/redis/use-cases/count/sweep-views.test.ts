import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import { PortalError } from '../../../../src/domain/portal-error.ts'
import { readAccessLog } from '../../../../src/use-cases/show/read-access-log.ts'
import {
  type anEvent,
  aShare,
  HOUR,
  MEMBER,
  MINUTE,
  NOW,
  OTHER_LINK_ID,
  pageOf,
  SECOND,
} from '../../../support/builders.ts'
import { addToTrail, keepShare, LIVE, repliesOf, storedShare } from '../../../support/kept-shares.ts'
import { createTestWorld, EVERY_COUNT, type TestWorld } from '../../../support/test-world.ts'

let world: TestWorld
beforeEach(() => {
  world = createTestWorld(inject('redisSocket'))
})
afterEach(() => world.close())

const keep = (share = LIVE) => keepShare(world, share)
const stored = (share = LIVE) => storedShare(world, share)
const views = (...events: Parameters<typeof anEvent>[0][]) =>
  addToTrail(world, ...events.map((event) => ({ actionId: 5064, ...event })))
const readings = () => world.portal.asked.filter((call) => /^(downloads|views)Since/.test(call))

describe('views', () => {
  it('count with the downloads, and end the share', async () => {
    await keep()
    views({}, {})
    await world.sweep()()
    expect(await stored()).toMatchObject({ downloads: 2, views: 2, state: 'active' })
    addToTrail(world, { ip: '203.0.113.1' })
    await world.sweep()()
    expect(await stored()).toMatchObject({
      downloads: 3,
      views: 2,
      state: 'revoking',
      end: { reason: 'limit' },
    })
  })

  it('cost one more call, however many links there are', async () => {
    for (let n = 0; n < 9; n += 1) await keep(aShare({ id: `ABCDE${n}` }))
    views({}, {})
    await world.sweep()()
    expect(readings()).toEqual([`downloadsSince ${NOW - 10 * MINUTE}`, `viewsSince ${NOW - 10 * MINUTE}`])
  })

  it('of members, or by other links, leave nothing behind and look nothing up', async () => {
    await keep()
    views(
      { page: null },
      { page: 'https://acme.example/media/view/4821', userId: MEMBER },
      { page: pageOf('other') },
    )
    await world.sweep()()
    expect(await world.store.events.all(LIVE)).toEqual([])
    expect(await world.store.events.shown(LIVE)).toEqual([])
    expect(world.portal.asked.some((call) => call.startsWith('glance'))).toBe(false)
  })

  it('of a share on the portal’s page are kept, and not counted', async () => {
    const share = aShare({ direct: false })
    await keep(share)
    views({}, {}, {}, {})
    await world.sweep()()
    expect(await stored(share)).toMatchObject({ state: 'active', downloads: 0, views: 0, judgedEvents: 0 })
    expect(await world.store.events.shown(share)).toHaveLength(4)
    expect(await world.store.events.all(share)).toEqual([])
  })

  it('of a shared page that somebody reloads again and again: the newest are kept, whatever the trail offers again', async () => {
    const share = aShare({ direct: false })
    await keep(share)
    // Two of each second: which of them is the newer one, its number says.
    const at = (n: number) => NOW - MINUTE + Math.floor(n / 2) * 100
    const rows = async () => (await world.store.events.shown(share)).sort((a, b) => a.id - b.id)
    const shown = async () => (await rows()).map(({ id }) => id)
    const newest = (from: number) => Array.from({ length: 200 }, (_, n) => from + n)
    views(...Array.from({ length: 499 }, (_, n) => ({ id: 9_701 + n, at: at(n) })))
    await world.sweep()()
    expect(await shown()).toEqual(newest(10_000))
    const kept = await rows()
    for (let n = 0; n < 3; n += 1) {
      // So long that all of it is read again.
      world.clock.advance(10 * SECOND)
      await world.sweep()()
      expect(await rows()).toEqual(kept)
    }
    // Late rows of then, and a newer one; a download is none of them.
    views({ id: 1, at: at(0) }, { id: 9_700, at: at(298) }, { id: 20_000, at: at(502), actionId: 5009 })
    views({ id: 10_200, at: at(504) })
    world.clock.advance(10 * SECOND)
    await world.sweep()()
    expect(await shown()).toEqual(newest(10_001))
    expect(await stored(share)).toMatchObject({ downloads: 1, views: 0, judgedEvents: 1 })
    expect(await world.redis.zcard(`${world.namespace}:{${share.team}}:shown-view-times:${share.id}`)).toBe(
      200,
    )
  })

  it('that come to light after the end are told for what they are', async () => {
    await keep()
    views({}, {}, {})
    await world.sweep()()
    await world.drain()
    views({ at: NOW - SECOND })
    await world.sweep()()
    await world.drain()
    expect(await stored()).toMatchObject({ state: 'revoked', downloads: 4, views: 4 })
    expect(repliesOf(world)).toEqual(['end', 'downloads from 3'])
  })

  it('of links that are over by an hour are no part of their history', async () => {
    await keep()
    views({}, {}, {})
    await world.sweep()()
    await world.drain()
    world.clock.advance(3 * HOUR)
    views({ at: NOW + 2 * HOUR })
    await world.sweep()()
    expect(await world.store.events.count(await stored())).toBe(3)
  })
})

describe('views by a Referer that names no link', () => {
  const REFERER = { page: 'https://elsewhere.example/' }
  const glances = () => world.portal.asked.filter((call) => call.startsWith('glance')).length

  it('count where the link is the only way in, and end the share', async () => {
    await keep()
    views(REFERER, REFERER)
    addToTrail(world, { ip: '203.0.113.1' })
    await world.sweep()()
    expect(await stored()).toMatchObject({
      state: 'revoking',
      downloads: 3,
      views: 2,
      end: { reason: 'limit' },
    })
    expect(glances()).toBe(1)
  })

  it('are nobody’s where there are two links, count for neither, and are looked up once', async () => {
    const other = aShare({ id: 'ABCDEF', linkId: OTHER_LINK_ID })
    await keep()
    await keep(other)
    views(REFERER)
    await world.sweep()()
    await world.sweep()()
    expect(glances()).toBe(2)
    for (const share of [LIVE, other]) {
      expect(await stored(share)).toMatchObject({ state: 'active', downloads: 0, judgedEvents: 0 })
      const { log } = await readAccessLog({
        events: world.store.events,
        burstWindowMs: 0,
        runningCount: EVERY_COUNT,
        now: world.clock.now,
      })(share)
      expect(log.map(({ verdict }) => verdict)).toEqual(['unattributed'])
    }
  })

  it('wait for what the portal says', async () => {
    await keep()
    views(REFERER)
    world.portal.failures.glance = [new PortalError('unavailable', 'x')]
    await world.sweep()()
    expect(await stored()).toMatchObject({ downloads: 0 })
    expect(await world.store.events.shown(LIVE)).toEqual([])
    await world.sweep()()
    expect(await stored()).toMatchObject({ downloads: 1, views: 1 })
  })

  it('of a share on the portal’s page are shown, and nothing is asked', async () => {
    const share = aShare({ direct: false })
    await keep(share)
    views(REFERER)
    await world.sweep()()
    expect(await stored(share)).toMatchObject({ downloads: 0, judgedEvents: 0 })
    expect(await world.store.events.shown(share)).toHaveLength(1)
    expect(glances()).toBe(0)
  })
})

describe('one kind that cannot be read', () => {
  const cursor = async () => (await world.store.cursor.read()).newestSeenAt

  it.each(['downloadsSince', 'viewsSince'] as const)(
    '%s keeps the other from nothing but the place',
    async (kind) => {
      await keep()
      await world.sweep()()
      const before = await cursor()
      world.clock.advance(5 * MINUTE)
      addToTrail(world, { at: NOW + MINUTE }, { at: NOW + MINUTE, actionId: 5064 })
      world.portal.failures[kind] = [new PortalError('unavailable', 'x')]
      await expect(world.sweep()()).rejects.toThrow(PortalError)
      expect((await stored()).downloads).toBe(1)
      expect(await cursor()).toBe(before)
      await world.sweep()()
      expect((await stored()).downloads).toBe(2)
    },
  )

  it.each([
    ['downloadsSince', 'viewsSince', { downloads: 1, views: 1 }],
    ['viewsSince', 'downloadsSince', { downloads: 1, views: 0 }],
  ] as const)('%s that takes its time does not hold up %s', async (slow, _quick, counted) => {
    await keep()
    addToTrail(world, { actionId: 5009, ip: '203.0.113.1' }, { actionId: 5064 })
    let release = () => {}
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    const read = world.portal.port[slow]
    const port = { ...world.portal.port, [slow]: (from: number) => held.then(() => read(from)) }
    const sweeping = world.sweep({ portal: port })()
    await expect.poll(stored).toMatchObject(counted)
    expect(await cursor()).toBe(NOW)
    release()
    await sweeping
    expect(await stored()).toMatchObject({ downloads: 2, views: 1 })
    expect(readings()).toHaveLength(2)
  })

  it('the place does not pass what happened of one kind while the other was being read', async () => {
    await keep(aShare({ ...LIVE, terms: { limit: null } }))
    const overlapMs = SECOND
    const slow = {
      ...world.portal.port,
      // The downloads are read; then one more of them happens, and the newest view is newer still.
      viewsSince: async (from: number) => {
        world.clock.advance(MINUTE)
        addToTrail(world, { at: NOW + 10 * SECOND }, { at: NOW + 40 * SECOND, actionId: 5064 })
        return world.portal.port.viewsSince(from)
      },
    }
    await world.sweep({ overlapMs, portal: slow })()
    expect((await stored()).downloads).toBe(1)
    await world.sweep({ overlapMs })()
    expect((await stored()).downloads).toBe(2)
  })
})
