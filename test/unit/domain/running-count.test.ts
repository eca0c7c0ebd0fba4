import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { judgeDownloads, type StoredEvent } from '../../../src/domain/downloads.ts'
import { countOn, factsOf, isContinuedBy, type RunningCount } from '../../../src/domain/running-count.ts'
import type { ShareLink } from '../../../src/domain/share.ts'
import {
  aRevokedShare,
  aShare,
  aStoredEvent,
  LINK_ID,
  MEMBER,
  NOW,
  OTHER_LINK_ID,
  pageOf,
  SECOND,
} from '../../support/builders.ts'

const BURST = 2 * SECOND
const BY = { burstWindowMs: BURST, least: 3 }

/** As a process goes on from what was kept, which goes through Redis as JSON; anew where it may not go on. */
const takeIn = (share: ShareLink, kept: RunningCount | null, stored: StoredEvent[], fresh: StoredEvent[]) => {
  const running = kept === null ? null : (JSON.parse(JSON.stringify(kept)) as RunningCount)
  const goesOn = running !== null && isContinuedBy(running, factsOf(share, BURST), fresh, stored.length)
  const tail = goesOn ? stored.filter(({ id }) => running.tail.includes(id)) : stored
  return { goesOn, ...countOn(share, goesOn ? running : null, goesOn ? [...tail, ...fresh] : stored, BY) }
}

const event = fc.record({
  second: fc.integer({ min: 0, max: 60 }),
  ip: fc.constantFrom('', '198.51.100.1', '198.51.100.2'),
  browser: fc.constantFrom('Chrome 138', 'Slackbot-LinkExpanding 1', 'FacebookBot 1', 'Other'),
  page: fc.constantFrom(
    pageOf(LINK_ID),
    pageOf(OTHER_LINK_ID),
    null,
    `${pageOf(LINK_ID)}&request-x-real-ip=1.2.3.4`,
  ),
  actionId: fc.constantFrom(5009, 5064),
  userId: fc.constantFrom(undefined, MEMBER),
  skewMs: fc.constantFrom(0, 0, 0, 0, 0, 5 * SECOND),
  soleWayIn: fc.boolean(),
  /** How many rows later it appears than the others. */
  late: fc.constantFrom(...Array(30).fill(0), 2, 9),
})

describe('R13: a running count', () => {
  it('is what judging all events gives, in whatever order they come', () => {
    let wentOn = 0
    fc.assert(
      fc.property(
        fc.array(event, { maxLength: 60, size: 'max' }),
        fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 12 }),
        fc.constantFrom(
          aShare(),
          aShare({ direct: false }),
          aRevokedShare({ end: { verifiedAt: NOW + 20 * SECOND } }),
        ),
        (drawn, batches, share) => {
          const rows = drawn
            .map(({ second, late, userId, ...rest }, index) => ({
              place: second + late,
              event: aStoredEvent({
                id: index + 1,
                at: NOW + second * SECOND + rest.skewMs,
                ...rest,
                ...(userId === undefined ? {} : { userId }),
              }),
            }))
            .sort((a, b) => a.place - b.place)
            .map((row) => row.event)
          const stored: StoredEvent[] = []
          let running: RunningCount | null = null
          for (let turn = 0; stored.length < rows.length; turn += 1) {
            const size = batches[turn % batches.length] ?? 1
            const fresh = rows.slice(stored.length, stored.length + size)
            stored.push(...fresh)
            const found = takeIn(share, running, stored, fresh)
            running = found.running
            if (found.goesOn && found.running.settled > 0) wentOn += 1
            const { count, views } = judgeDownloads(share, stored, BURST)
            expect({ count: found.count, views: found.views }).toEqual({ count, views })
          }
        },
      ),
      { seed: 20_261_129, numRuns: 200 },
    )
    // Otherwise it has shown nothing.
    expect(wentOn).toBeGreaterThan(500)
  })

  const events = (count: number) =>
    Array.from({ length: count }, (_, index) =>
      aStoredEvent({ id: index + 1, at: NOW + index * 3 * SECOND, ip: `198.51.100.${index % 200}` }),
    )
  const of = (count: number, share = aShare()) => countOn(share, null, events(count), BY).running
  const next = aStoredEvent({ id: 999, at: NOW + 3_600 * SECOND })

  it('stays small, however many events there are', () => {
    const running = of(2_000)
    expect(running).toMatchObject({ settled: 1_997, count: 1_997, tail: [1998, 1999, 2000] })
    expect(JSON.stringify(running).length).toBeLessThan(1_000)
  })

  it.each<[string, boolean, (running: RunningCount) => Parameters<typeof isContinuedBy>]>([
    ['by what has come since', true, (is) => [is, is.facts, [next], 21]],
    ['by nothing', true, (is) => [is, is.facts, [], 20]],
    ['where an event is stored of which nothing is known', false, (is) => [is, is.facts, [next], 22]],
    [
      'where an event comes that belongs before it',
      false,
      (is) => [is, is.facts, [{ ...next, at: NOW }], 21],
    ],
    ['where an event comes that is in it', false, (is) => [is, is.facts, events(20).slice(-1), 21]],
    ['where the share has changed', false, (is) => [is, factsOf(aRevokedShare(), BURST), [next], 21]],
    ['where bursts are judged by another window', false, (is) => [is, factsOf(aShare(), 0), [next], 21]],
  ])('is gone on from %s: %s', (_, is, given) => {
    expect(isContinuedBy(...given(of(20)))).toBe(is)
  })
})
