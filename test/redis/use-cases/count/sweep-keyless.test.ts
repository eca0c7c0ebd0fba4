import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import { PortalError } from '../../../../src/domain/portal-error.ts'
import {
  aLink,
  type anEvent,
  aRevokedShare,
  aShare,
  FILE_ID,
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
const KEYLESS = { page: null }
const keep = (share = SHARE) => keepShare(world, share)
const stored = (share = SHARE) => storedShare(world, share)
const trail = (...events: Parameters<typeof anEvent>[0][]) => addToTrail(world, ...events)
const down = (status = 503) => new PortalError('unavailable', 'x', { status })
const glances = () => world.portal.asked.filter((call) => call.startsWith('glance')).length

describe('while the portal does not say whether our link is the only way in', () => {
  it.each([
    ['500', down(500)],
    ['502', down(502)],
    ['no answer', new PortalError('unavailable', 'x')],
    ['429', new PortalError('rate-limited', 'x', { status: 429, retryAfterMs: HOUR })],
  ])(
    '%s: events with a key are counted, the one without is asked for again and counted then',
    async (_, error) => {
      await keep()
      trail({}, KEYLESS, {})
      world.portal.failures.glance = [error]
      await world.sweep()()
      expect(await stored()).toMatchObject({ state: 'active', downloads: 2, judgedEvents: 2 })
      // The sweep is a good one: nothing else has to wait for it.
      expect((await world.store.cursor.read()).sweptAt).toBe(NOW)

      await world.sweep()()
      expect(await stored()).toMatchObject({ state: 'revoking', downloads: 3, end: { reason: 'limit' } })
      await world.sweep()()
      expect(glances()).toBe(2)
      expect(await world.store.events.count(SHARE)).toBe(3)
    },
  )

  it('the limit is reached by the others', async () => {
    await keep()
    trail({}, {}, {}, KEYLESS)
    world.portal.failures.glance = [down()]
    await world.sweep()()
    expect(await stored()).toMatchObject({ state: 'revoking', downloads: 3 })
  })

  it('once the overlap runs out it is kept as nobody’s, and asked for no more', async () => {
    await keep()
    trail({ ...KEYLESS, at: NOW }, { at: NOW })
    world.portal.failures.glance = [down(), down(), down()]
    await world.sweep()()
    // Half the overlap of 10 min, to the moment: it can still wait.
    world.clock.advance(5 * MINUTE)
    await world.sweep()()
    expect(await stored()).toMatchObject({ downloads: 1, judgedEvents: 1 })
    world.clock.advance(SECOND)
    await world.sweep()()
    expect(await stored()).toMatchObject({ downloads: 1, judgedEvents: 2 })
    await world.sweep()()
    expect(glances()).toBe(3)
    expect(await stored()).toMatchObject({ state: 'active', downloads: 1, judgedEvents: 2 })
  })

  it('is seen again by the next sweep, however far newer events move the cursor', async () => {
    await keep(aShare({ ...SHARE, terms: { limit: null } }))
    trail({ ...KEYLESS, at: NOW - 5 * MINUTE })
    world.portal.failures.glance = [down()]
    trail({ at: NOW })
    await world.sweep()()
    expect(await stored()).toMatchObject({ downloads: 1, judgedEvents: 1 })
    world.clock.advance(SECOND)
    await world.sweep()()
    expect(await stored()).toMatchObject({ downloads: 2, judgedEvents: 2 })
  })
})

describe('what the portal says for certain', () => {
  it.each(['not-found', 'forbidden', 'scope', 'unauthorized', 'bad-response'] as const)(
    '%s: a file that we may not see is not ours alone',
    async (kind) => {
      await keep()
      trail(KEYLESS, {})
      world.portal.failures.glance = [new PortalError(kind, 'x')]
      await world.sweep()()
      await world.sweep()()
      expect(await stored()).toMatchObject({ downloads: 1, judgedEvents: 2 })
      expect(glances()).toBe(1)
    },
  )

  it('is asked for once for all the events of a sweep', async () => {
    await keep()
    trail(KEYLESS, KEYLESS)
    await world.sweep()()
    expect((await stored()).downloads).toBe(2)
    expect(glances()).toBe(1)
  })

  it('is a fact of the first look: a link made later changes nothing', async () => {
    await keep()
    trail(KEYLESS)
    await world.sweep()()
    world.portal.links.set(OTHER_LINK_ID, { ...aLink({ id: OTHER_LINK_ID }), fileId: FILE_ID })
    trail({ ip: '203.0.113.9' })
    await world.sweep()()
    expect((await stored()).downloads).toBe(2)
  })
})

it('a fault that is not the portal’s is not taken for an answer', async () => {
  await keep()
  trail(KEYLESS)
  world.portal.failures.glance = [new TypeError('a bug')]
  await expect(world.sweep()()).rejects.toThrow(TypeError)
  expect(await world.store.events.count(SHARE)).toBe(0)
  await world.sweep()()
  expect((await stored()).downloads).toBe(1)
})

describe('after the end', () => {
  const over = () => keep(aRevokedShare({ end: { verifiedAt: NOW }, terms: { limit: null } }))

  it('an event of the first hour is kept and not counted; a later one is no part of the history', async () => {
    await over()
    await world.sweep()()
    world.clock.advance(10 * HOUR)
    trail({ at: NOW - MINUTE }, { at: NOW + HOUR }, { at: NOW + HOUR + SECOND }, { at: NOW + 9 * HOUR })
    await world.sweep()()
    expect(await stored()).toMatchObject({ state: 'revoked', downloads: 1, judgedEvents: 2 })
    expect((await world.store.events.all(SHARE)).map(({ at }) => at).sort()).toEqual([
      NOW - MINUTE,
      NOW + HOUR,
    ])
  })

  it('the portal is not asked whose an event is', async () => {
    await over()
    await world.sweep()()
    world.clock.advance(10 * HOUR)
    trail({ ...KEYLESS, at: NOW - MINUTE }, { ...KEYLESS, at: NOW + 2 * HOUR })
    await world.sweep()()
    expect(glances()).toBe(0)
    expect(await stored()).toMatchObject({ downloads: 0, judgedEvents: 1 })
  })

  it('that is decided and not seen yet, whatever comes is kept', async () => {
    await keep(aShare({ state: 'revoking', end: { reason: 'manual', verifiedAt: null } }))
    trail({ at: NOW + 9 * HOUR })
    await world.sweep()()
    expect((await stored()).downloads).toBe(1)
  })
})
