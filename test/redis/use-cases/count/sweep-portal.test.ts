import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import { FILES, KEYS } from '../../../../sandbox/portal/seed-ids.ts'
import { startPortal } from '../../../../sandbox/portal/server.ts'
import { createPortal } from '../../../../src/portal/portal.ts'
import {
  aShare,
  aStoredEvent,
  DAY,
  HOUR,
  LINK_ID,
  MINUTE,
  NOW,
  OTHER_LINK_ID,
  pageOf,
  SECOND,
} from '../../../support/builders.ts'
import { keepShare, repliesOf, storedShare, upToDate } from '../../../support/kept-shares.ts'
import { createTestWorld, type TestWorld } from '../../../support/test-world.ts'

// The sweep over real HTTP: the portal's client against the stand-in, whose rows of one second come in another order each time.

let world: TestWorld
let standIn: Awaited<ReturnType<typeof startPortal>>
let portal: ReturnType<typeof createPortal>
let visitors: number
beforeEach(async () => {
  world = createTestWorld(inject('redisSocket'))
  standIn = await startPortal({ now: () => new Date(world.clock.now()) })
  const keys = { apiKey: KEYS.owner, auditApiKey: KEYS.adminReadOnly }
  portal = createPortal({ origin: standIn.url, ...keys, now: world.clock.now, random: Math.random })
  visitors = 0
})
afterEach(async () => {
  await portal.close()
  await standIn.close()
  world.close()
})

const FILE = { id: FILES.report, title: 'Q3 report.docx' }
const SHARE = upToDate(aShare({ file: FILE, terms: { limit: null, expiresAt: NOW + 90 * DAY } }))
const keep = (share = SHARE) => keepShare(world, share)
const stored = (share = SHARE) => storedShare(world, share)
const sweep = () => world.sweep({ portal })()

const download = (linkId = LINK_ID) => {
  visitors += 1
  return {
    target: FILES.report,
    page: pageOf(linkId, FILES.report),
    ip: `10.${visitors >> 16}.${(visitors >> 8) & 255}.${visitors & 255}`,
  }
}
/** Downloads by the link, each by somebody else; `at`: by the true clock, whatever the portal's shows. */
const happen = (count: number, at: number, linkId = LINK_ID) => {
  for (let n = 0; n < count; n += 1) {
    standIn.emit({ ...download(linkId), at: new Date(at + standIn.state.settings.clockSkewMs) })
  }
}

describe('none lost, none doubled', () => {
  it('a thousand downloads in one gap, three hundred of them in one second', async () => {
    await keep()
    await sweep()
    world.clock.advance(3 * HOUR)
    for (let n = 0; n < 700; n += 1) happen(1, NOW + n * 10 * SECOND)
    happen(300, NOW + 2 * HOUR)
    happen(7, NOW + HOUR, OTHER_LINK_ID)
    await sweep()
    expect(await stored()).toMatchObject({ downloads: 1_000, judgedEvents: 1_007 })
    await sweep()
    expect(await stored()).toMatchObject({ downloads: 1_000, judgedEvents: 1_007 })
    // One line for all of them, however many.
    await world.drain()
    expect(repliesOf(world)).toEqual(['downloads from 0'])
    expect(world.notices.replies[0]?.share.downloads).toBe(1_000)
  })

  it('three hundred in one second of two shares of the file, each its own', async () => {
    await keep()
    const other = await keep({ ...SHARE, id: 'ABCDEF', linkId: OTHER_LINK_ID })
    await sweep()
    happen(150, NOW)
    happen(150, NOW, OTHER_LINK_ID)
    world.clock.advance(SECOND)
    await sweep()
    expect((await stored()).downloads).toBe(150)
    expect((await stored(other)).downloads).toBe(150)
  })

  it('while the bot was away for longer than the overlap', async () => {
    await keep()
    happen(2, NOW)
    await sweep()
    world.clock.advance(2 * DAY)
    for (let hour = 1; hour < 48; hour += 1) happen(1, NOW + hour * HOUR)
    await sweep()
    expect((await stored()).downloads).toBe(49)
  })

  it('while events arrive between the pages', async () => {
    await keep()
    await sweep()
    world.clock.advance(HOUR)
    for (let n = 0; n < 450; n += 1) happen(1, NOW + n * 5 * SECOND)
    const crowd = (count: number) => Array.from({ length: count }, () => download())
    // A late one too, dated in the midst of what is not read yet.
    const late = { ...download(), at: new Date(NOW + MINUTE) }
    standIn.emitBetweenPages(crowd(70), [late, ...crowd(30)], crowd(120), crowd(1))
    await sweep()
    world.clock.advance(SECOND)
    await sweep()
    expect(await stored()).toMatchObject({ downloads: 672, judgedEvents: 672 })
  })

  it.each([0.3, 1])('with rows that come twice, %f of all', async (auditDuplicates) => {
    await keep()
    await sweep()
    standIn.configure({ auditDuplicates })
    world.clock.advance(HOUR)
    for (let n = 0; n < 150; n += 1) happen(1, NOW + n * SECOND)
    happen(120, NOW + 5 * MINUTE)
    await sweep()
    await sweep()
    expect(await stored()).toMatchObject({ downloads: 270, judgedEvents: 270 })
  })

  it('late and in reverse', async () => {
    await keep()
    await sweep()
    standIn.configure({ auditHeld: true })
    for (let n = 0; n < 30; n += 1) happen(1, NOW + n * SECOND)
    world.clock.advance(MINUTE)
    await sweep()
    expect((await stored()).downloads).toBe(0)
    standIn.releaseEvents('reverse')
    await sweep()
    expect((await stored()).downloads).toBe(30)
  })

  it('of a share that is older than the trail goes back', async () => {
    const old = upToDate(aShare({ ...SHARE, bornAt: NOW - 200 * DAY, createdAt: NOW - 200 * DAY }))
    await keep(old)
    const early = [199, 190, 181].map((days, n) => aStoredEvent({ id: 1_000_000 + n, at: NOW - days * DAY }))
    await world.store.events.add(old, early)
    standIn.configure({ auditPurgeBefore: new Date(NOW - 180 * DAY).toISOString() })
    happen(1, NOW - 100 * DAY)
    happen(1, NOW)
    await sweep()
    expect((await stored()).downloads).toBe(4)
  })
})

describe('a portal whose clock is not ours', () => {
  const young = upToDate(aShare({ file: FILE, bornAt: NOW, createdAt: NOW, terms: { limit: null } }))

  it.each([
    ['behind', -HOUR],
    ['ahead', HOUR],
  ])('an hour %s at the first start', async (_, clockSkewMs) => {
    standIn.configure({ clockSkewMs })
    await sweep()
    await keep(young)
    for (let n = 1; n <= 5; n += 1) {
      world.clock.advance(MINUTE)
      happen(1, world.clock.now())
      await sweep()
    }
    expect((await stored()).downloads).toBe(5)
    expect((await world.store.cursor.read()).skewMs).toBe(clockSkewMs)
    const events = await world.store.events.all(young)
    expect(new Set(events.map(({ skewMs }) => skewMs))).toEqual(new Set([clockSkewMs]))
  })

  it.each([
    ['back', HOUR, 0],
    ['forward', 0, HOUR],
    ['back from where it was right', 0, -HOUR],
    ['forward to where it is right', -HOUR, 0],
  ])('set %s in mid-life', async (_, before, after) => {
    standIn.configure({ clockSkewMs: before })
    await sweep()
    await keep(young)
    world.clock.advance(MINUTE)
    happen(2, world.clock.now())
    await sweep()
    world.clock.advance(MINUTE)
    // One right before it is set and not read yet, one right after.
    happen(1, world.clock.now())
    standIn.configure({ clockSkewMs: after })
    world.clock.advance(5 * SECOND)
    happen(1, world.clock.now())
    world.clock.advance(5 * SECOND)
    await sweep()
    expect((await stored()).downloads).toBe(4)
    for (let n = 1; n <= 3; n += 1) {
      world.clock.advance(20 * MINUTE)
      happen(1, world.clock.now())
      await sweep()
    }
    expect((await stored()).downloads).toBe(7)
  })

  it('set back while the bot was away for longer than the overlap', async () => {
    standIn.configure({ clockSkewMs: HOUR })
    await sweep()
    await keep(young)
    world.clock.advance(MINUTE)
    happen(1, world.clock.now())
    await sweep()
    standIn.configure({ clockSkewMs: 0 })
    world.clock.advance(30 * MINUTE)
    happen(1, world.clock.now())
    world.clock.advance(2 * HOUR)
    happen(1, world.clock.now())
    await sweep()
    expect((await stored()).downloads).toBe(3)
  })

  it('an event of 2099 counts once, and hides no other', async () => {
    await sweep()
    await keep(young)
    standIn.emit({ ...download(), at: new Date('2099-01-01T00:00:00Z') })
    for (let n = 1; n <= 3; n += 1) {
      world.clock.advance(HOUR)
      happen(1, world.clock.now() - 30 * MINUTE)
      await sweep()
    }
    expect(await stored()).toMatchObject({ downloads: 4, judgedEvents: 4 })
  })

  it('an event of 2099 that reached the limit still counts when the link is dead', async () => {
    await sweep()
    await keep(upToDate({ ...young, terms: { ...young.terms, limit: 1 } }))
    standIn.emit({ ...download(), at: new Date('2099-01-01T00:00:00Z') })
    await sweep()
    await world.drain()
    world.clock.advance(MINUTE)
    await sweep()
    await world.shared.shares.change(young, (share) => ({ ...share, judgedEvents: 0 }))
    await sweep()
    expect(await stored()).toMatchObject({ state: 'revoked', downloads: 1, end: { reason: 'limit' } })
  })
})

it('a plan that loses its trail in mid-life, twenty downloads being the newest events: nothing is believed, nothing missed', async () => {
  await keep()
  await sweep()
  world.clock.advance(MINUTE)
  happen(45, NOW + 30 * SECOND)
  standIn.configure({ audit: 'none' })
  await expect(sweep()).rejects.toMatchObject({ kind: 'plan' })
  expect(await stored()).toMatchObject({ downloads: 0, judgedEvents: 0 })
  world.clock.advance(HOUR)
  standIn.configure({ audit: 'full' })
  await sweep()
  expect((await stored()).downloads).toBe(45)
})
