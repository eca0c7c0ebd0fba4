import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isCounted, judgeDownloads, type StoredEvent } from '../../../src/domain/downloads.ts'
import { factsOfPage } from '../../../src/domain/share-key.ts'
import {
  aShare,
  aStoredEvent,
  GUEST,
  LINK_ID,
  MEMBER,
  NOW,
  OTHER_LINK_ID,
  pageOf,
  SECOND,
} from '../../support/builders.ts'

const BURST = 2 * SECOND
describe('bursts', () => {
  const at = (...seconds: number[]) =>
    seconds.map((second, index) => aStoredEvent({ id: index + 1, at: NOW + second * SECOND }))
  const judged = (events: StoredEvent[], window = BURST) => {
    const { count, verdicts } = judgeDownloads(aShare(), events, window)
    return { count, verdicts: events.map(({ id }) => verdicts.get(id)) }
  }

  it.each<[string, number[], number, number]>([
    ['one', [0], BURST, 1],
    ['a double click', [0, 0], BURST, 1],
    ['at the window’s end', [0, 2], BURST, 1],
    ['just behind it', [0, 3], BURST, 2],
    ['measured from the first, not the last', [0, 2, 4], BURST, 2],
    ['a run', [0, 1, 2, 3, 4, 5], BURST, 2],
    ['no window', [0, 0, 0], 0, 3],
    ['a long window', [0, 59, 60], 60 * SECOND, 1],
  ])('%s', (_, seconds, window, count) => {
    expect(judged(at(...seconds), window).count).toBe(count)
  })

  it('are of one visitor: same ip and browser', () => {
    const both = at(0, 0)
    const [first, second] = both
    if (first === undefined || second === undefined) throw new Error('two events')
    expect(judged([first, { ...second, ip: '198.51.100.8' }]).count).toBe(2)
    expect(judged([first, { ...second, browser: 'Firefox 140' }]).count).toBe(2)
    expect(judged(both).count).toBe(1)
  })

  it('are not made of visitors that nothing is known of', () => {
    expect(judged(at(0, 0).map((event) => ({ ...event, ip: '' }))).count).toBe(2)
  })

  it('cannot be forged by ip and browser that run into each other', () => {
    const events = [
      aStoredEvent({ id: 1, ip: '1","2', browser: '3' }),
      aStoredEvent({ id: 2, ip: '1', browser: '2","3' }),
    ]
    expect(judged(events).count).toBe(2)
  })

  it('are not made of what was forged: it hides in no burst, and no other hides in its own', () => {
    const forged = factsOfPage(`${pageOf(LINK_ID)}&request-x-real-ip=198.51.100.7`)
    const events = at(0, 0, 1, 1).map((event, n) => (n % 2 === 0 ? { ...event, page: forged } : event))
    expect(judged(events).verdicts).toEqual(['forged', 'counted', 'forged', 'burst'])
  })

  it('the first is the counted one', () => {
    expect(judged(at(0, 1, 3)).verdicts).toEqual(['counted', 'burst', 'counted'])
  })

  it('what is not counted begins none', () => {
    const share = aShare({ bornAt: NOW })
    const events = [
      aStoredEvent({ id: 1, at: NOW - SECOND }),
      aStoredEvent({ id: 2, at: NOW }),
      aStoredEvent({ id: 3, at: NOW + 2 * SECOND }),
    ]
    const { verdicts } = judgeDownloads(share, events, BURST)
    expect([...verdicts.values()]).toEqual(['before-birth', 'counted', 'burst'])
  })
})

const eventArb = fc.record({
  id: fc.integer({ min: 1, max: 60 }),
  second: fc.integer({ min: -5, max: 30 }),
  ip: fc.constantFrom('', '198.51.100.1', '198.51.100.2'),
  browser: fc.constantFrom('Chrome 138', 'Firefox 140', 'Slackbot 1'),
  page: fc.constantFrom(pageOf(LINK_ID), pageOf(OTHER_LINK_ID), null),
  userId: fc.constantFrom(GUEST, MEMBER),
  soleWayIn: fc.boolean(),
})
const trailArb = fc
  .uniqueArray(eventArb, { selector: ({ id }) => id, maxLength: 40 })
  .map((events) =>
    events.map(({ second, ...event }) => aStoredEvent({ ...event, at: NOW + second * SECOND })),
  )
const SHARE = aShare({ bornAt: NOW + 300 })

describe('whatever the trail', () => {
  it('the order of events does not matter', () => {
    fc.assert(
      fc.property(
        trailArb.chain((events) =>
          fc.tuple(fc.constant(events), fc.shuffledSubarray(events, { minLength: events.length })),
        ),
        ([events, shuffled]) => {
          const a = judgeDownloads(SHARE, events, BURST)
          const b = judgeDownloads(SHARE, shuffled, BURST)
          expect(b.count).toBe(a.count)
          expect(Object.fromEntries(b.verdicts)).toEqual(Object.fromEntries(a.verdicts))
        },
      ),
    )
  })

  it('every event has one verdict, and the count is of the counted ones', () => {
    fc.assert(
      fc.property(trailArb, fc.constantFrom(0, BURST), (events, window) => {
        const { count, verdicts } = judgeDownloads(SHARE, events, window)
        expect(verdicts.size).toBe(events.length)
        expect([...verdicts.values()].filter(isCounted)).toHaveLength(count)
      }),
    )
  })

  it('one more event never makes the count smaller', () => {
    fc.assert(
      fc.property(trailArb, (events) => {
        const whole = judgeDownloads(SHARE, events, BURST).count
        for (const left of events) {
          const fewer = judgeDownloads(
            SHARE,
            events.filter((event) => event !== left),
            BURST,
          ).count
          expect(fewer).toBeLessThanOrEqual(whole)
          expect(fewer).toBeGreaterThanOrEqual(whole - 1)
        }
      }),
      { numRuns: 40 },
    )
  })

  it('without a window every download counts, and a window only joins', () => {
    fc.assert(
      fc.property(trailArb, (events) => {
        const loose = judgeDownloads(SHARE, events, 0)
        expect([...loose.verdicts.values()]).not.toContain('burst')
        expect(judgeDownloads(SHARE, events, BURST).count).toBeLessThanOrEqual(loose.count)
      }),
    )
  })

  it('its judge leaves what it is given as it was', () => {
    const events = Object.freeze([
      aStoredEvent({ id: 2, at: NOW }),
      aStoredEvent({ id: 1, at: NOW - SECOND }),
    ])
    expect(() => judgeDownloads(Object.freeze(SHARE), events, BURST)).not.toThrow()
  })
})
