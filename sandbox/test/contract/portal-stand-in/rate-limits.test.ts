import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { FILES, KEYS, USERS } from '../../../portal/seed-ids.ts'
import { CLOUD_RATE_LIMITS } from '../../../portal/state.ts'
import type { RateLimits } from '../../../portal/state-types.ts'
import { client, portalForTest } from './portal-under-test.ts'

const SELF = '/api/2.0/people/@self'
const BUILD = '/api/2.0/settings/version/build'

/** A portal whose clock the test sets, with few calls a minute. */
const stage = async (rateLimits: RateLimits = { perMinute: 3, reads: 50, writes: 15 }) => {
  let at = Date.UTC(2026, 6, 1)
  const portal = await portalForTest({ now: () => new Date(at), settings: { rateLimits } })
  return {
    portal,
    later: (ms: number) => {
      at += ms
    },
    ask: (key: string | null = KEYS.owner, path = SELF) =>
      fetch(portal.url + path, { headers: key === null ? {} : { authorization: `Bearer ${key}` } }),
  }
}

test('so many calls in any minute, all keys of an account together, others apart', async () => {
  const { portal, ask, later } = await stage()
  const other = portal.addKey({ ownerId: USERS.owner }).secret
  expect((await ask()).status).toBe(200)
  later(20_000)
  expect([(await ask(other)).status, (await ask()).status]).toEqual([200, 200])
  const over = await ask(other)
  expect([over.status, await over.text()]).toEqual([429, ''])
  expect(over.headers.get('retry-after')).toBe('40')
  expect(over.headers.get('x-ratelimit-limit')).toBe('3')
  expect((await ask(KEYS.admin)).status).toBe(200)
  later(39_999)
  expect((await ask()).status).toBe(429)
  later(2)
  // What was refused was not counted.
  expect((await ask()).status).toBe(200)
  expect((await ask()).status).toBe(429)
})

test('whoever is not signed in is counted by their address', async () => {
  const { ask } = await stage()
  for (const status of [200, 200, 200, 429]) expect((await ask(null, BUILD)).status).toBe(status)
  expect((await ask()).status).toBe(200)
})

test('so many at a time, reads and writes apart, and no word of when', async () => {
  const { portal, ask } = await stage({ perMinute: 100, reads: 2, writes: 1 })
  portal.fault({ path: SELF, times: 2, action: { kind: 'slow', ms: 60_000 } })
  const hanging = [ask(), ask()].map((call) => call.catch(() => null))
  await expect.poll(() => portal.requests({ path: SELF }).length).toBe(2)
  const over = await ask(KEYS.owner, BUILD)
  expect(over.status).toBe(429)
  expect(over.headers.has('retry-after')).toBe(false)
  const put = await client(portal).putLink(FILES.report, { access: 2, linkId: randomUUID() })
  expect(put.status).toBe(200)
  await portal.close()
  await Promise.all(hanging)
})

test('so many writes in a day that begins with the first, reads apart', async () => {
  const { portal, ask, later } = await stage({ perMinute: 100, reads: 50, writes: 15, writesPerDay: 2 })
  const put = () => client(portal).putLink(FILES.report, { access: 2, linkId: randomUUID() })
  expect((await put()).status).toBe(200)
  later(3_600_000)
  expect((await put()).status).toBe(200)
  const over = await put()
  expect([over.status, over.headers.get('retry-after')]).toEqual([429, String(23 * 3_600)])
  expect(over.headers.has('x-ratelimit-reset')).toBe(true)
  expect((await ask()).status).toBe(200)
  later(23 * 3_600_000)
  expect((await put()).status).toBe(200)
})

test('no limits where none are laid down; those of the cloud can be', async () => {
  const portal = await portalForTest()
  const statuses = (count: number) =>
    Promise.all(Array.from({ length: count }, async () => (await client(portal).get(BUILD)).status))
  expect(portal.state.settings.rateLimits).toBeNull()
  portal.configure({ rateLimits: { ...CLOUD_RATE_LIMITS, perMinute: 10 } })
  expect((await statuses(12)).toSorted()).toEqual([...Array(10).fill(200), 429, 429])
  portal.configure({ rateLimits: null })
  expect((await statuses(12)).every((status) => status === 200)).toBe(true)
})
