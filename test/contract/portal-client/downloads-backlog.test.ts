import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Hit } from '../../support/scripted-server.ts'
import { AUDIT, failureOf, type PortalPair, startPortalPair } from './portal-fixture.ts'
import { dateOf, FROM, idsOf, paged, type Row, row, rows, shuffling } from './trail-fixture.ts'

let pair: PortalPair
beforeEach(async () => {
  pair = await startPortalPair({ auditPages: 10 })
})
afterEach(() => pair.close())

const serve = (answer: (hit: Hit) => ReturnType<ReturnType<typeof paged>>) =>
  pair.server.on(`GET ${AUDIT}`, answer)
const read = async () => idsOf(await pair.portal.downloadsSince(FROM))
const asked = () => pair.server.hits.map(({ query }) => `${query.get('to')} ${query.get('startIndex')}`)

describe('more than a page', () => {
  it.each([
    [0, 1],
    [99, 1],
    [100, 2],
    [199, 3],
    [1_000, 11],
  ])('%d events, one a second, in %d pages', async (count, pages) => {
    serve(paged(rows(count, 1)))
    expect(await read()).toEqual(idsOf(rows(count)))
    expect(pair.server.hits).toHaveLength(pages)
  })

  it('goes on from the oldest second that it has seen, which the page may have cut', async () => {
    serve(paged(rows(250, 4)))
    expect(await read()).toEqual(idsOf(rows(250)))
    // 250 = 62 seconds of four and a half one: the first page has 98 rows behind the newest second.
    expect(asked()).toEqual(['null 0', `${dateOf(37)} 0`, `${dateOf(13)} 0`])
  })

  it('loses none when new events push the old ones down between pages', async () => {
    const trail = rows(300, 3)
    let id = 1_000
    serve((hit) => {
      const answer = paged(trail)(hit)
      for (let n = 0; n < 60; n += 1) trail.unshift({ ...row(++id), date: dateOf(200) })
      return answer
    })
    expect(await read()).toEqual(idsOf(rows(300)))
  })

  it('loses none that arrives late, before its second is read', async () => {
    const trail = rows(300, 3)
    const late = { ...row(999), date: dateOf(5) }
    let hits = 0
    serve((hit) => {
      hits += 1
      if (hits === 2) trail.splice(trail.length - 17, 0, late)
      return paged(trail)(hit)
    })
    expect(await read()).toEqual([...idsOf(rows(300)), 999])
  })

  it('loses and doubles none when rows of one second change places at every request', async () => {
    serve(shuffling(rows(600, 7)))
    expect(await read()).toEqual(idsOf(rows(600)))
    expect(pair.warnings).toEqual([])
  })

  it('bears rows that come twice', async () => {
    serve(paged(rows(260, 2).flatMap((one) => [one, one])))
    expect(await read()).toEqual(idsOf(rows(260)))
    expect(pair.warnings).toEqual([])
  })

  it('bears dates with fractions of a second', async () => {
    const trail = rows(330).map((one) => ({ ...one, date: new Date(FROM + one.id * 7).toISOString() }))
    serve(paged(trail))
    expect(await read()).toEqual(idsOf(trail))
  })

  it('fails when it breaks down on the way, rather than give what it has', async () => {
    pair.server.on(`GET ${AUDIT}`, (hit: Hit) =>
      hit.query.get('to') === null ? paged(rows(300, 1))(hit) : { status: 402 },
    )
    expect((await failureOf(pair.portal.downloadsSince(FROM))).kind).toBe('plan')
  })

  it('fails, and not for ever, for a portal that does not heed `to`', async () => {
    serve((hit) => {
      hit.query.delete('to')
      return paged(rows(300, 1))(hit)
    })
    expect((await failureOf(pair.portal.downloadsSince(FROM))).kind).toBe('bad-response')
    expect(pair.server.hits).toHaveLength(2)
  })
})

describe('a second of more than a page', () => {
  /** So many of one second, between others. */
  const crowd = (count: number): Row[] =>
    rows(count + 60).map((one) => {
      const second = one.id > count + 30 ? 100 + one.id : one.id > 30 ? 50 : one.id
      return { ...one, date: dateOf(second) }
    })

  it.each([100, 101, 300, 410])('of %d rows, in the same order each time', async (count) => {
    serve(paged(crowd(count)))
    expect(await read()).toEqual(idsOf(crowd(count)))
    expect(pair.warnings).toEqual([])
  })

  it.each([100, 101, 150, 300])('of %d rows, in another order each time', async (count) => {
    serve(shuffling(crowd(count)))
    expect(await read()).toEqual(idsOf(crowd(count)))
    expect(pair.warnings).toEqual([])
  })

  it('is read once more, and not many times, when it was read to its end before', async () => {
    const trail = crowd(470)
    serve(shuffling(trail))
    await read()
    const before = pair.server.hits.length
    trail.push({ ...row(9_999), date: dateOf(50) })
    expect(await read()).toEqual(idsOf(trail))
    const after = pair.server.hits.length
    await read()
    // The first page, one that shows that the second is full, six of the second, and the one behind it.
    expect(pair.server.hits.length - after).toBe(9)
    expect(after - before).toBeLessThan(before)
  })

  it('that is the newest, and the only one', async () => {
    serve(shuffling(rows(180)))
    expect(await read()).toEqual(idsOf(rows(180)))
  })

  it('finds a row that two passes in a row do not see', async () => {
    const hiding = rows(120).map((one, n) => (n === 119 ? { ...one, id: 120 } : one))
    serve((hit) => paged(['100', '71'].includes(hit.query.get('count') ?? '') ? hiding : rows(120))(hit))
    expect(await read()).toEqual(idsOf(rows(120)))
  })

  it('says when some rows could not be got hold of, and keeps the others', async () => {
    const trail = rows(120)
    serve((hit) =>
      hit.query.get('startIndex') === '0'
        ? paged(trail)(hit)
        : paged(trail.map((one, n) => trail[n - 40] ?? one))(hit),
    )
    expect((await read()).length).toBeLessThan(120)
    expect(pair.warnings).toMatchObject([{ text: 'audit events kept changing places' }])
  })

  it('bears rows that come twice, with a word in the log', async () => {
    serve(paged(rows(90).flatMap((one) => [one, one])))
    expect(await read()).toEqual(idsOf(rows(90)))
    expect(pair.warnings).toMatchObject([{ data: { missing: 90, read: 90 } }])
  })

  it('keeps count of rows that do not fit', async () => {
    const trail: unknown[] = rows(150)
    trail[70] = { ...row(80), id: 'x' }
    serve(paged(trail))
    expect(await read()).toEqual(idsOf(rows(150).filter(({ id }) => id !== 80)))
    expect(pair.warnings).toMatchObject([{ text: 'audit events of another shape skipped' }])
  })

  it('fails, and not for ever, where it has no end', async () => {
    serve((hit) => paged(rows(Number(hit.query.get('startIndex')) + 200))(hit))
    expect((await failureOf(pair.portal.downloadsSince(FROM))).kind).toBe('bad-response')
    // The look that found it, and ten pages.
    expect(pair.server.hits).toHaveLength(11)
  })
})
