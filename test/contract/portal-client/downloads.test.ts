import { afterEach, beforeEach, expect, it } from 'vitest'
import { keyOf } from '../../support/builders.ts'
import {
  AUDIT,
  AUDIT_KEY,
  failureOf,
  good,
  LINK_ID,
  type PortalPair,
  problem,
  refused,
  startPortalPair,
  TOKEN,
} from './portal-fixture.ts'
import { dateOf, FROM, idsOf, paged, row, rows } from './trail-fixture.ts'

const PAGE = `https://acme.example/filehandler.ashx?share=${keyOf(LINK_ID)}`

let pair: PortalPair
beforeEach(async () => {
  pair = await startPortalPair()
})
afterEach(() => pair.close())

it('asks with the audit key, for whole seconds, and gives events in our words', async () => {
  pair.server.on(`GET ${AUDIT}`, good([row(90412, { page: PAGE })]))
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
      page: { link: { linkId: LINK_ID }, forged: false },
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

it('keeps no text of any length', async () => {
  const long = 'x'.repeat(100_000)
  const page = `${PAGE}&request-x-real-ip=1&x=${long}`
  pair.server.on(
    `GET ${AUDIT}`,
    good([row(1, { user: long, browser: long, platform: long, city: long, page })]),
  )
  const [event] = await pair.portal.downloadsSince(FROM)
  expect(event?.page).toEqual({ link: { linkId: LINK_ID }, forged: true })
  expect(JSON.stringify(event).length).toBeLessThan(2_000)
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

// So many come from a plan without the audit feature, whatever is asked for; here they happen to look right.
it.each([
  [19, 1],
  [20, 2],
  [21, 1],
])('%d rows: the filters are proven before they are believed, in %d requests', async (count, requests) => {
  pair.server.on(`GET ${AUDIT}`, paged(rows(count)))
  expect(await pair.portal.downloadsSince(FROM)).toHaveLength(count)
  expect(pair.server.hits).toHaveLength(requests)
  if (requests === 1) return
  const trial = pair.server.hits[1]
  expect(trial?.query.get('from')).toMatch(/^2999-/)
  expect(trial?.query.get('actionType')).toBe('Download')
})

it('twenty downloads that come whatever is asked for are not believed', async () => {
  pair.server.on(`GET ${AUDIT}`, good(rows(20)))
  expect((await failureOf(pair.portal.downloadsSince(FROM))).kind).toBe('plan')
})

it('twenty rows whose proof fails are not believed either', async () => {
  pair.server.on(`GET ${AUDIT}`, good(rows(20)), { status: 402 })
  expect((await failureOf(pair.portal.downloadsSince(FROM))).kind).toBe('plan')
  pair.server.on(`GET ${AUDIT}`, good(rows(20)), refused(403))
  expect((await failureOf(pair.portal.downloadsSince(FROM))).kind).toBe('forbidden')
})

it('twenty rows at the end of more prove the filters too, once for a reading', async () => {
  // A second of 110, whose second page has 20 for the lap of ten, and 20 older ones.
  const trail = rows(130).map((one) => ({ ...one, date: dateOf(one.id > 20 ? 50 : one.id) }))
  pair.server.on(`GET ${AUDIT}`, paged(trail))
  expect(await pair.portal.downloadsSince(FROM)).toHaveLength(130)
  const trials = pair.server.hits.filter(({ query }) => query.get('from')?.startsWith('2999'))
  expect(trials).toHaveLength(1)
  expect(pair.server.hits).toHaveLength(5)
})

it('skips a row that does not fit, says so once, and keeps the rest and the paging', async () => {
  const trail: unknown[] = rows(120, 1)
  trail[3] = { id: 'x', page: TOKEN, date: row(1).date }
  trail[110] = { ...row(10), date: 'soon' }
  pair.server.on(`GET ${AUDIT}`, ({ query }) => {
    const to = query.get('to')
    return good(to === null ? trail.slice(0, 100) : trail.slice(99, 199))
  })
  expect(idsOf(await pair.portal.downloadsSince(FROM))).toEqual(
    idsOf(rows(120).filter(({ id }) => id !== 117 && id !== 10)),
  )
  expect(pair.warnings).toHaveLength(1)
  expect(pair.warnings[0]).toMatchObject({ data: { unread: 2, read: 118 } })
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
