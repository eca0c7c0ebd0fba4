import { afterEach, beforeEach, expect, it } from 'vitest'
import {
  AUDIT,
  AUDIT_KEY,
  failureOf,
  good,
  type PortalPair,
  problem,
  refused,
  startPortalPair,
  TOKEN,
} from './portal-fixture.ts'
import { FROM, idsOf, paged, row, rows } from './trail-fixture.ts'

let pair: PortalPair
beforeEach(async () => {
  pair = await startPortalPair()
})
afterEach(() => pair.close())

it('asks with the audit key, for whole seconds, and gives events in our words', async () => {
  pair.server.on(`GET ${AUDIT}`, good([row(90412)]))
  expect(await pair.portal.downloadsSince(FROM + 999)).toEqual([
    {
      id: 90412,
      at: Date.UTC(2026, 6, 14, 6, 31, 22),
      actionId: 5009,
      userId: '712d9ec3-5d2b-4b13-824f-71f00191dcca',
      user: 'Anonymous',
      ip: '198.51.100.7',
      browser: 'Chrome 138',
      platform: 'Windows 10',
      country: '',
      city: '',
      page: `https://acme.example/filehandler.ashx?share=${TOKEN}`,
      target: ['4821'],
    },
  ])
  const [hit] = pair.server.hits
  expect(hit?.headers.authorization).toBe(`Bearer ${AUDIT_KEY}`)
  expect(Object.fromEntries(hit?.query ?? [])).toEqual({
    actionType: 'Download',
    from: '2026-07-14T06:30:00.000Z',
    count: '100',
    startIndex: '0',
  })
})

it('bears members that are missing, null, or numbers', async () => {
  const bare = { id: 1, date: '2026-07-14T06:31:22Z', actionId: 5057 }
  pair.server.on(`GET ${AUDIT}`, good([bare, row(2, { page: null, target: [4821, 'sbox-1'], city: null })]))
  expect(await pair.portal.downloadsSince(FROM)).toMatchObject([
    { id: 1, page: null, target: [], ip: '', userId: '' },
    { id: 2, page: null, target: ['4821', 'sbox-1'], city: '' },
  ])
})

it.each([
  [0, 1],
  [99, 1],
  [100, 2],
  [190, 3],
  [250, 3],
])('reads %d events to the last in %d pages', async (count, pages) => {
  pair.server.on(`GET ${AUDIT}`, paged(rows(count)))
  expect(idsOf(await pair.portal.downloadsSince(FROM))).toEqual(idsOf(rows(count)))
  expect(pair.server.hits).toHaveLength(pages)
})

it('loses none and doubles none when rows of one second change places between pages', async () => {
  const trail = rows(150)
  const swapped = [...trail.slice(0, 95), ...trail.slice(95, 105).reverse(), ...trail.slice(105)]
  pair.server.on(`GET ${AUDIT}`, paged(trail), paged(swapped))
  expect(idsOf(await pair.portal.downloadsSince(FROM))).toEqual(idsOf(trail))
})

it('loses none when new events push the old ones down between pages', async () => {
  const trail = rows(150)
  const pushed = [...Array.from({ length: 7 }, (_, n) => row(1007 - n)), ...trail]
  pair.server.on(`GET ${AUDIT}`, paged(trail), paged(pushed))
  expect(idsOf(await pair.portal.downloadsSince(FROM))).toEqual(idsOf(pushed))
})

it('finds every event of a crowded second, whose rows come in another order each time', async () => {
  const trail = rows(180)
  let turn = 0
  pair.server.on(`GET ${AUDIT}`, (hit) => {
    turn += 1
    const placeOf = ({ id }: { id: number }) => (id * (7 + 4 * turn) + 29 * turn) % 181
    return paged([...trail].sort((a, b) => placeOf(a) - placeOf(b)))(hit)
  })
  expect(idsOf(await pair.portal.downloadsSince(FROM))).toEqual(idsOf(trail))
  expect(pair.warnings).toEqual([])
})

// By chance the same row stays out of sight twice running.
it('finds a row that two passes in a row do not see', async () => {
  const trail = rows(120)
  const hiding = trail.map((one, n) => (n === 119 ? row(120) : one))
  pair.server.on(`GET ${AUDIT}`, (hit) =>
    paged(['100', '71'].includes(hit.query.get('count') ?? '') ? hiding : trail)(hit),
  )
  expect(idsOf(await pair.portal.downloadsSince(FROM))).toEqual(idsOf(trail))
})

it('says when some rows could not be got hold of', async () => {
  const trail = rows(120)
  pair.server.on(`GET ${AUDIT}`, (hit) =>
    hit.query.get('startIndex') === '0'
      ? paged(trail)(hit)
      : paged(trail.map((one, n) => trail[n - 40] ?? one))(hit),
  )
  expect((await pair.portal.downloadsSince(FROM)).length).toBeLessThan(120)
  expect(pair.warnings).toMatchObject([{ text: 'audit events kept changing places' }])
})

it.each([
  ['older than asked for', row(2, { date: '2026-07-14T06:29:58Z' })],
  ['of another kind', row(2, { actionId: 5091, actionType: 1 })],
])('a row %s shows that the filters are ignored', async (_, foreign) => {
  pair.server.on(`GET ${AUDIT}`, good([row(1), foreign]))
  const error = await failureOf(pair.portal.downloadsSince(FROM))
  expect(error.kind).toBe('plan')
  expect(error.message).toContain('ignores the filters')
})

it('bears a row of the second before, by which the portal may have rounded', async () => {
  pair.server.on(`GET ${AUDIT}`, good([row(1, { date: '2026-07-14T06:29:59Z' })]))
  expect(await pair.portal.downloadsSince(FROM)).toHaveLength(1)
})

it('skips a row that does not fit, says so once, and keeps the rest and the paging', async () => {
  const trail: unknown[] = rows(120)
  trail[3] = { id: 'x', page: TOKEN }
  trail[110] = null
  pair.server.on(`GET ${AUDIT}`, paged(trail))
  expect(await pair.portal.downloadsSince(FROM)).toHaveLength(118)
  expect(pair.warnings).toHaveLength(1)
  expect(pair.warnings[0]).toMatchObject({ data: { unread: 2 } })
  expect(JSON.stringify(pair.warnings)).not.toContain(TOKEN)
})

it('takes rows of which none fits for another format', async () => {
  pair.server.on(`GET ${AUDIT}`, good(Array.from({ length: 6 }, () => ({ when: 1, page: TOKEN }))))
  expect((await failureOf(pair.portal.downloadsSince(FROM))).kind).toBe('bad-response')
})

it.each([
  ['no response', good(), []],
  ['an empty one', good([]), []],
])('%s is no events', async (_, answer, events) => {
  pair.server.on(`GET ${AUDIT}`, answer)
  expect(await pair.portal.downloadsSince(FROM)).toEqual(events)
})

it.each([
  ['no such section', { status: 402 }, 'plan'],
  ['not an admin’s key', refused(403), 'forbidden'],
  ['a key without the permission', problem(403), 'scope'],
  ['a bad key', { status: 401 }, 'unauthorized'],
  ['another shape', good({ items: [] }), 'bad-response'],
])('%s', async (_, answer, kind) => {
  pair.server.on(`GET ${AUDIT}`, answer)
  expect((await failureOf(pair.portal.downloadsSince(FROM))).kind).toBe(kind)
  expect(pair.server.hits).toHaveLength(1)
})
