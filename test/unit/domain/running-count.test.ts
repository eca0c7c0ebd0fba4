import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { judgeDownloads, type StoredEvent } from '../../../src/domain/downloads.ts'
import { countOn, isContinuedBy, type RunningCount } from '../../../src/domain/running-count.ts'
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
const SIZES = { least: 3, now: NOW }

/** As a process goes on from what was kept, which goes through Redis as JSON; anew where it may not go on. */
const takeIn = (share: ShareLink, kept: RunningCount | null, stored: StoredEvent[], fresh: StoredEvent[]) => {
  const running = kept === null ? null : (JSON.parse(JSON.stringify(kept)) as RunningCount)
  const by = { share, burstWindowMs: BURST }
  const goesOn = running !== null && isContinuedBy(running, by, fresh, stored.length)
  const tail = goesOn ? stored.filter(({ id }) => running.tail.includes(id)) : stored
  return { goesOn, ...countOn(by, goesOn ? running : null, goesOn ? [...tail, ...fresh] : stored, SIZES) }
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

/** What becomes of a share: it ends, at some second, and comes back, at some later one. */
const life = fc
  .record({ end: fc.integer({ min: 0, max: 70 }), back: fc.option(fc.integer({ min: 0, max: 30 })) })
  .map(({ end, back }): Partial<ShareLink> => {
    const { end: over } = aRevokedShare({ end: { verifiedAt: NOW + end * SECOND + 300 } })
    if (back === null || over === null) return { end: over }
    return { end: null, pastEnds: [{ ...over, revivedAt: NOW + (end + back) * SECOND + 700 }] }
  })

describe('R13: a running count', () => {
  it('is what judging all events gives, in whatever order they come, and whatever becomes of the share meanwhile', () => {
    let [wentOn, wentOnAfter] = [0, 0]
    fc.assert(
      fc.property(
        fc.array(event, { maxLength: 60, size: 'max' }),
        fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 12 }),
        fc.constantFrom(aShare(), aShare({ direct: false })),
        fc.array(life, { minLength: 1, maxLength: 3 }),
        fc.integer({ min: 2, max: 8 }),
        (drawn, batches, born, lives, eachTurns) => {
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
            const lived = Math.floor(turn / eachTurns)
            const share = { ...born, ...(lived === 0 ? {} : lives[(lived - 1) % lives.length]) }
            const found = takeIn(share, running, stored, fresh)
            running = found.running
            if (found.goesOn && found.running.settled > 0) {
              wentOn += 1
              if (lived > 0 && turn % eachTurns === 0) wentOnAfter += 1
            }
            const { count, views } = judgeDownloads(share, stored, BURST)
            expect({ count: found.count, views: found.views }).toEqual({ count, views })
          }
        },
      ),
      { seed: 20_261_129, numRuns: 200 },
    )
    // Otherwise it has shown nothing.
    expect(wentOn).toBeGreaterThan(500)
    expect(wentOnAfter).toBeGreaterThan(50)
  })

  const events = (count: number) =>
    Array.from({ length: count }, (_, index) =>
      aStoredEvent({ id: index + 1, at: NOW + index * 3 * SECOND, ip: `198.51.100.${index % 200}` }),
    )
  const of = (count: number) =>
    countOn({ share: aShare(), burstWindowMs: BURST }, null, events(count), SIZES).running
  const next = aStoredEvent({ id: 999, at: NOW + 3_600 * SECOND })
  const endedAt = (second: number) => aRevokedShare({ end: { verifiedAt: NOW + second * SECOND } })

  it('stays small, however many events there are', () => {
    const running = of(2_000)
    expect(running).toMatchObject({ settled: 1_997, count: 1_997, tail: [1998, 1999, 2000] })
    expect(JSON.stringify(running).length).toBeLessThan(1_000)
  })

  it.each<[string, boolean, { share?: ShareLink; window?: number; fresh?: StoredEvent[]; stored: number }]>([
    ['by what has come since', true, { stored: 21 }],
    ['by nothing', true, { fresh: [], stored: 20 }],
    ['where the share has ended since', true, { share: endedAt(60), stored: 21 }],
    ['where an event is stored of which nothing is known', false, { stored: 22 }],
    ['where an event comes that belongs before it', false, { fresh: [{ ...next, at: NOW }], stored: 21 }],
    ['where an event comes that is in it', false, { fresh: events(20).slice(-1), stored: 21 }],
    ['where the share turns out to have ended before', false, { share: endedAt(10), stored: 21 }],
    [
      'where another link is of the share too',
      false,
      { share: aShare({ formerLinkIds: [OTHER_LINK_ID] }), stored: 21 },
    ],
    ['where bursts are judged by another window', false, { window: 0, stored: 21 }],
  ])('is gone on from %s: %s', (_, is, { share = aShare(), window = BURST, fresh = [next], stored }) => {
    expect(isContinuedBy(of(20), { share, burstWindowMs: window }, fresh, stored)).toBe(is)
  })
})
