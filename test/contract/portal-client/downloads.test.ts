import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Hit } from '../../support/scripted-server.ts'
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

let pair: PortalPair
beforeEach(async () => {
  pair = await startPortalPair()
})
afterEach(() => pair.close())

const FROM = Date.UTC(2026, 6, 14, 6, 30)

const row = (id: number, more: object = {}) => ({
  id,
  date: '2026-07-14T09:31:22.0000000+03:00',
  user: 'Anonymous',
  userId: '712d9ec3-5d2b-4b13-824f-71f00191dcca',
  action: 'Загрузка файла',
  actionId: 5009,
  ip: '198.51.100.7',
  country: '',
  city: '',
  browser: 'Chrome 138',
  platform: 'Windows 10',
  page: `https://acme.example/filehandler.ashx?share=${TOKEN}`,
  actionType: 12,
  product: 2,
  target: ['4821'],
  ...more,
})

/** Newest first, `startIndex` and `count` heeded. */
const paged =
  (rows: unknown[]) =>
  ({ query }: Hit) => {
    const start = Number(query.get('startIndex'))
    return good(rows.slice(start, start + Number(query.get('count'))))
  }

const rows = (count: number) => Array.from({ length: count }, (_, n) => row(count - n))
const idsOf = (events: { id: number }[]) => events.map((event) => event.id).sort((a, b) => a - b)

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

describe('behind the page cap', () => {
  let capped: PortalPair
  beforeEach(async () => {
    capped = await startPortalPair({ auditPages: 3 })
  })
  afterEach(() => capped.close())

  const dateOf = (second: number) => new Date(FROM + second * 1000).toISOString()
  /** `from` and `to` heeded as well, which include their own seconds. */
  const within = (trail: ReturnType<typeof row>[]) => (hit: Hit) => {
    const from = Date.parse(hit.query.get('from') ?? '')
    const to = Date.parse(hit.query.get('to') ?? '9999-01-01')
    const asked = trail.filter(({ date }) => Date.parse(date) >= from && Date.parse(date) <= to)
    return paged(asked)(hit)
  }
  const parts = () => [
    ...new Set(capped.server.hits.map(({ query }) => `${query.get('from')} ${query.get('to')}`)),
  ]
  /** Ends of the goes; what is read again above a cut begins later. */
  const spans = () => [
    ...new Set(
      capped.server.hits.flatMap(({ query }) => (query.get('from') === dateOf(0) ? [query.get('to')] : [])),
    ),
  ]

  it('goes on from the oldest second seen, and loses and doubles none', async () => {
    // Four of a second, so that the cut goes through the middle of one.
    const trail = rows(1_100).map((one) => ({ ...one, date: dateOf(Math.floor(one.id / 4)) }))
    capped.server.on(`GET ${AUDIT}`, within(trail))
    const events = await capped.portal.downloadsSince(FROM)
    expect(idsOf(events)).toEqual(idsOf(trail))
    // 280 rows a go: 300 less twice the overlap.
    expect(spans()).toEqual([null, dateOf(205), dateOf(136), dateOf(67)])
    // What lies above a cut is read again, now that it has an end.
    expect(parts()).toEqual([
      `${dateOf(0)} null`,
      `${dateOf(206)} null`,
      `${dateOf(0)} ${dateOf(205)}`,
      `${dateOf(137)} ${dateOf(205)}`,
      `${dateOf(0)} ${dateOf(136)}`,
      `${dateOf(68)} ${dateOf(136)}`,
      `${dateOf(0)} ${dateOf(67)}`,
    ])
    expect(capped.warnings).toEqual([])
  })

  it.each([
    ['one short of the cap', 279, 1],
    ['at the cap', 280, 2],
  ])('%s', async (_, count, goes) => {
    const trail = rows(count).map((one) => ({ ...one, date: dateOf(one.id) }))
    capped.server.on(`GET ${AUDIT}`, within(trail))
    expect(idsOf(await capped.portal.downloadsSince(FROM))).toEqual(idsOf(trail))
    expect(spans()).toHaveLength(goes)
  })

  it('fails, rather than cut the trail short, where one second is longer than the cap', async () => {
    capped.server.on(`GET ${AUDIT}`, within(rows(500)))
    expect((await failureOf(capped.portal.downloadsSince(FROM))).kind).toBe('bad-response')
    // Twice to the cap, and one look above that second.
    expect(capped.server.hits).toHaveLength(7)
  })

  it('fails, and not for ever, for a portal that does not heed `to`', async () => {
    const trail = rows(500).map((one) => ({ ...one, date: dateOf(one.id) }))
    capped.server.on(`GET ${AUDIT}`, (hit) => {
      const from = Date.parse(hit.query.get('from') ?? '')
      return paged(trail.filter(({ date }) => Date.parse(date) >= from))(hit)
    })
    expect((await failureOf(capped.portal.downloadsSince(FROM))).kind).toBe('bad-response')
    expect(capped.server.hits).toHaveLength(9)
  })

  it('fails, and not for ever, where new events come faster than the span above a cut is read', async () => {
    let id = 500
    const trail = rows(500).map((one) => ({ ...one, date: dateOf(one.id) }))
    capped.server.on(`GET ${AUDIT}`, (hit) => {
      // A page of new ones behind every page.
      for (let n = 0; n < 100; n++) {
        id += 1
        trail.unshift({ ...row(id), date: dateOf(id) })
      }
      return within(trail)(hit)
    })
    expect((await failureOf(capped.portal.downloadsSince(FROM))).kind).toBe('bad-response')
    expect(capped.server.hits).toHaveLength(9)
  })

  it('fails when it breaks down on the way, rather than give what it has', async () => {
    const trail = rows(500).map((one) => ({ ...one, date: dateOf(one.id) }))
    capped.server.on(`GET ${AUDIT}`, (hit) =>
      hit.query.get('to') === null ? within(trail)(hit) : { status: 402 },
    )
    expect((await failureOf(capped.portal.downloadsSince(FROM))).kind).toBe('plan')
  })

  it('loses none of a crowded second above the cut, whose rows come in another order each time', async () => {
    // 150 rows of the newest second, in the middle of which the first page ends; then one a second.
    const trail = rows(600).map((one) => ({ ...one, date: dateOf(Math.min(one.id, 450)) }))
    let turn = 0
    capped.server.on(`GET ${AUDIT}`, (hit) => {
      turn += 1
      const placeOf = ({ id }: { id: number }) => (id * (7 + 4 * turn) + 29 * turn) % 601
      const shuffled = [...trail].sort(
        (a, b) => Date.parse(b.date) - Date.parse(a.date) || placeOf(a) - placeOf(b),
      )
      return within(shuffled)(hit)
    })
    expect(idsOf(await capped.portal.downloadsSince(FROM))).toEqual(idsOf(trail))
  })
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
