import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Hit } from '../../support/scripted-server.ts'
import { AUDIT, failureOf, type PortalPair, startPortalPair } from './portal-fixture.ts'
import { FROM, idsOf, paged, row, rows } from './trail-fixture.ts'

let pair: PortalPair
beforeEach(async () => {
  pair = await startPortalPair()
})
afterEach(() => pair.close())

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
