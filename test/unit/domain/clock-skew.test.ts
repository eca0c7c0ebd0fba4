import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { estimateSkew, narrowSkew, type SkewRange, skewOfEvent } from '../../../src/domain/clock-skew.ts'
import { HOUR, MINUTE, NOW, SECOND } from '../../support/builders.ts'

/** What a portal whose clock is `skew` ahead of ours answers to a request that it dates `midwayMs` after it was sent. */
const answerOf = (skew: number, sentAt: number, tookMs: number, midwayMs = tookMs) => ({
  dateAt: Math.floor((sentAt + midwayMs + skew) / SECOND) * SECOND,
  sentAt,
  answeredAt: sentAt + tookMs,
})

describe('what an answer tells of the portal’s clock', () => {
  it('one answer leaves a second and the time it took', () => {
    expect(narrowSkew(null, { dateAt: NOW, sentAt: NOW + 100, answeredAt: NOW + 300 })).toEqual({
      least: -300,
      most: 900,
    })
  })

  it('answers that agree narrow it down, the slow one no further', () => {
    const known = narrowSkew({ least: -300, most: 900 }, { dateAt: NOW, sentAt: NOW - 50, answeredAt: NOW })
    expect(known).toEqual({ least: 0, most: 900 })
    expect(narrowSkew(known, { dateAt: NOW, sentAt: NOW - MINUTE, answeredAt: NOW + MINUTE })).toEqual(known)
  })

  it('one that does not shows that a clock was set: it alone counts then', () => {
    const known: SkewRange = { least: -5, most: 5 }
    expect(narrowSkew(known, answerOf(HOUR, NOW, 100))).toEqual({ least: HOUR - 100, most: HOUR + SECOND })
  })

  it('where ours was set back while it was under way, it says nothing', () => {
    const known: SkewRange = { least: -5, most: 5 }
    const answer = { dateAt: NOW, sentAt: NOW, answeredAt: NOW - HOUR }
    expect(narrowSkew(known, answer)).toBe(known)
    expect(narrowSkew(null, answer)).toBeNull()
  })
})

describe('the estimate', () => {
  it.each<[string, SkewRange | null, number]>([
    ['nothing is known', null, 0],
    ['the clocks may agree', { least: -300, most: 900 }, 0],
    ['the clocks agree to the last', { least: 0, most: 1 }, 0],
    ['they do not, by less than half a second', { least: 200, most: 400 }, 0],
    ['they do not', { least: 700, most: 900 }, SECOND],
    ['an hour ahead', { least: HOUR - 100, most: HOUR + 900 }, HOUR],
    ['an hour behind', { least: -HOUR - 900, most: -HOUR + 100 }, -HOUR],
    ['an hour ahead to the last', { least: HOUR, most: HOUR + SECOND }, HOUR],
    ['an hour behind to the last', { least: -HOUR, most: -HOUR + SECOND }, -HOUR],
    ['a little behind', { least: -400, most: 0 }, 0],
  ])('%s', (_, known, skew) => {
    // Not -0, which `Object.is` and `toBe` tell from 0.
    expect(Object.is(estimateSkew(known), skew)).toBe(true)
  })

  it('is right to the second after one quick answer, and nearer after several, whatever the clocks', () => {
    const takes = fc.record({
      wait: fc.nat(3_000),
      tookMs: fc.nat(900),
      part: fc.double({ min: 0, max: 1, noNaN: true }),
    })
    fc.assert(
      fc.property(
        fc.integer({ min: -HOUR, max: HOUR }),
        fc.array(takes, { minLength: 1 }),
        (skew, answers) => {
          let known: SkewRange | null = null
          let at = NOW
          for (const { wait, tookMs, part } of answers) {
            at += wait
            known = narrowSkew(known, answerOf(skew, at, tookMs, Math.floor(tookMs * part)))
          }
          expect(known?.least).toBeLessThanOrEqual(skew)
          expect(known?.most).toBeGreaterThan(skew)
          expect(Math.abs(estimateSkew(known) - skew)).toBeLessThan(2 * SECOND)
        },
      ),
    )
  })
})

describe('the clock by which an event was dated', () => {
  const OVERLAP = 10 * MINUTE
  const clocks = { skewMs: 0, skewBeforeMs: 0, readBefore: NOW - MINUTE, readAt: NOW + 300 }
  const ahead = { ...clocks, skewMs: HOUR, skewBeforeMs: HOUR }
  const setForward = { ...clocks, skewMs: HOUR, skewBeforeMs: 0 }
  const setBack = { ...clocks, skewMs: 0, skewBeforeMs: HOUR }

  it.each([
    ['in step', NOW, clocks, 0],
    ['in step, late', NOW - HOUR, clocks, 0],
    ['in step, rounded up', NOW + SECOND, clocks, 0],
    ['ahead', NOW + HOUR, ahead, HOUR],
    ['set forward, before the event', NOW + HOUR - SECOND, setForward, HOUR],
    ['set forward, after the event', NOW - 5 * SECOND, setForward, 0],
    ['set back, before the event', NOW - 5 * SECOND, setBack, 0],
    ['set back, after the event', NOW + HOUR - 5 * SECOND, setBack, HOUR],
    ['set, and the event fits neither', NOW - 9 * HOUR, setBack, 0],
    ['set, at the first reading', NOW + HOUR, { ...setForward, readBefore: null }, HOUR],
    [
      'in the future: the portal’s clock was ahead by so much at least',
      NOW + 9 * HOUR,
      clocks,
      9 * HOUR - SECOND,
    ],
  ])('%s', (_, at, known, skew) => {
    expect(skewOfEvent(at, known, OVERLAP)).toBe(skew)
  })
})
