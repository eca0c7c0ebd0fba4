import { afterEach, beforeEach, expect, it } from 'vitest'
import { KEYS } from '../../../sandbox/portal/seed-ids.ts'
import { startPortal } from '../../../sandbox/portal/server.ts'
import { createPortal } from '../../../src/portal/portal.ts'
import { AUDIT, good, type PortalPair, refused, SELF, startPortalPair } from './portal-fixture.ts'
import { FROM } from './trail-fixture.ts'

/** What our clock shows in `startPortalPair`. */
const NOW = Date.UTC(2026, 6, 14)
const SECOND = 1_000
const HOUR = 3_600 * SECOND

let pair: PortalPair
beforeEach(async () => {
  pair = await startPortalPair()
})
afterEach(() => pair.close())

const dated = (date: string | number, answer: object = good({})) => ({
  ...answer,
  headers: { date: typeof date === 'number' ? new Date(date).toUTCString() : date },
})
/** Asks once for each answer. */
const hear = async (...answers: ReturnType<typeof dated>[]) => {
  for (const answer of answers) {
    pair.server.on(`GET ${SELF}`, answer)
    await pair.portal.ping().catch(() => undefined)
  }
  return pair.portal.clockSkewMs()
}

it('nothing is known before the first answer', () => {
  expect(pair.portal.clockSkewMs()).toBe(0)
})

it.each([
  ['in step', NOW, 0],
  ['an hour ahead', NOW + HOUR, HOUR],
  ['an hour behind', NOW - HOUR, -HOUR],
])('a portal %s', async (_, date, skew) => {
  expect(Math.abs((await hear(dated(date))) - skew)).toBeLessThanOrEqual(SECOND)
})

it('a clock that is set is found out by the next answer', async () => {
  expect(await hear(dated(NOW), dated(NOW + HOUR))).toBeGreaterThanOrEqual(HOUR)
  expect(await hear(dated(NOW))).toBe(0)
})

it.each([
  ['a refusal', refused(403), true],
  ['a key that is not accepted', { status: 401 }, true],
  ['too many requests', { status: 429 }, true],
  ['a proxy in its place', { status: 502 }, false],
])('%s', async (_, answer, isHeard) => {
  expect((await hear(dated(NOW + HOUR, answer))) !== 0).toBe(isHeard)
})

it.each([
  'soon',
  '0',
  '2026-07-14T01:00:00Z',
  'Tue, 14 Jul 2026 01:00:00 +0300',
  'Tue, 41 Jul 2026 01:00:00 GMT',
])('a date that cannot be read says nothing: %s', async (date) => {
  expect(await hear(dated(date))).toBe(0)
  expect(await hear(dated(NOW + HOUR), dated(date))).toBeGreaterThanOrEqual(HOUR)
})

it('is heard from every kind of call', async () => {
  pair.server.on(`GET ${AUDIT}`, dated(NOW + HOUR, good([])))
  await pair.portal.downloadsSince(FROM)
  expect(pair.portal.clockSkewMs()).toBeGreaterThanOrEqual(HOUR)
  pair.server.on('GET /api/2.0/files/rooms', dated(NOW, good({ folders: [] })))
  await pair.portal.rooms(1_000)
  expect(pair.portal.clockSkewMs()).toBe(0)
})

it('the stand-in portal’s clock is heard as it is', async () => {
  const standIn = await startPortal({ settings: { clockSkewMs: -HOUR } })
  const keys = { apiKey: KEYS.owner, auditApiKey: KEYS.adminReadOnly }
  const portal = createPortal({ origin: standIn.url, ...keys, now: Date.now, random: Math.random })
  try {
    await portal.ping()
    expect(Math.abs(portal.clockSkewMs() + HOUR)).toBeLessThanOrEqual(SECOND)
    standIn.configure({ clockSkewMs: 0 })
    await portal.ping()
    expect(portal.clockSkewMs()).toBe(0)
  } finally {
    await portal.close()
    await standIn.close()
  }
})
