import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type Announcement,
  isInTrail,
  isNearLimit,
  planNextSweep,
  skipsTick,
  slowestSweepMs,
} from '../../../src/domain/pace.ts'
import type { ShareState } from '../../../src/domain/share.ts'
import { anEvent, aShare, DAY, FILE_ID, HOUR, MINUTE, NOW, SECOND } from '../../support/builders.ts'

const anAnnouncement = (over: Partial<Announcement> = {}): Announcement => ({
  fileId: FILE_ID,
  at: NOW - SECOND,
  toldAt: NOW,
  ...over,
})
const nothing = { isSomeNearLimit: false, announced: [], trail: [] }

describe('while nothing is live', () => {
  it.each<[interval: number, slowest: number]>([
    [SECOND, 3 * SECOND],
    [10 * SECOND, 30 * SECOND],
    [25 * SECOND, MINUTE],
    [MINUTE, MINUTE],
    [HOUR, HOUR],
  ])('with an interval of %d ms the trail is read every %d ms', (interval, slowest) => {
    expect(slowestSweepMs(interval)).toBe(slowest)
  })

  it.each<[age: number, skipped: boolean]>([
    [10 * SECOND, true],
    [19.9 * SECOND, true],
    // A few ms before it is due: the next tick would be a whole interval late.
    [29.95 * SECOND, false],
    [30 * SECOND, false],
    [DAY, false],
    // The clock was set back.
    [-SECOND, false],
  ])('a tick %d ms after the last good reading passes: %s', (age, skipped) => {
    const facts = { isAnythingLive: false, sweptAt: NOW - age }
    expect(skipsTick(facts, NOW, 10 * SECOND)).toBe(skipped)
  })

  it('no tick passes while the trail was never read well, or something is live', () => {
    expect(skipsTick({ isAnythingLive: false, sweptAt: null }, NOW, 10 * SECOND)).toBe(false)
    expect(skipsTick({ isAnythingLive: true, sweptAt: NOW - SECOND }, NOW, 10 * SECOND)).toBe(false)
  })

  it('whatever the interval, readings are never further apart than said', () => {
    fc.assert(
      fc.property(fc.integer({ min: SECOND, max: HOUR }), (interval) => {
        let sweptAt = 0
        let widest = 0
        for (let tick = interval; tick < 20 * interval; tick += interval) {
          if (skipsTick({ isAnythingLive: false, sweptAt }, tick, interval)) continue
          widest = Math.max(widest, tick - sweptAt)
          sweptAt = tick
        }
        // By half an interval, where that is no divisor.
        return widest > 0 && widest <= slowestSweepMs(interval) + interval / 2
      }),
    )
  })
})

describe('one download from its limit', () => {
  it.each<[what: string, share: Parameters<typeof aShare>[0], near: boolean]>([
    ['two of three', { downloads: 2 }, true],
    ['one of three', { downloads: 1 }, false],
    ['none of one', { terms: { limit: 1 } }, true],
    ['more than the limit, not ended yet', { downloads: 5 }, true],
    ['no limit', { downloads: 5, terms: { limit: null } }, false],
    ...(['creating', 'revoking', 'revoked', 'failed'] as ShareState[]).map(
      (state) => [state, { state, downloads: 2 }, false] as [string, Parameters<typeof aShare>[0], boolean],
    ),
  ])('%s', (_, share, near) => {
    expect(isNearLimit(aShare(share))).toBe(near)
  })

  it.each<[interval: number, afterMs: number | null]>([
    [SECOND, null],
    [2 * SECOND, SECOND],
    [5 * SECOND, SECOND],
    [10 * SECOND, 2 * SECOND],
    [25 * SECOND, 5 * SECOND],
    [HOUR, 5 * SECOND],
  ])('with an interval of %d ms the next reading follows after %s ms', (interval, afterMs) => {
    expect(planNextSweep({ ...nothing, isSomeNearLimit: true }, NOW, interval).afterMs).toBe(afterMs)
    expect(planNextSweep(nothing, NOW, interval).afterMs).toBeNull()
  })
})

describe('a download that the webhook told of', () => {
  it.each<[what: string, event: Parameters<typeof anEvent>[0], found: boolean]>([
    ['the same second', { at: NOW - SECOND }, true],
    ['later', { at: NOW }, true],
    ['rounded down', { at: NOW - 3 * SECOND }, true],
    ['an earlier one', { at: NOW - 4 * SECOND }, false],
    ['another file', { at: NOW, target: ['4822'] }, false],
    ['no download', { at: NOW, actionId: 5064 }, false],
  ])('is in the trail: %s', (_, event, found) => {
    expect(isInTrail(anAnnouncement(), [anEvent({ at: 0 }), anEvent(event)])).toBe(found)
  })

  it.each<[waited: number, afterMs: number | null]>([
    [0, 500],
    [20, 500],
    [600, 600],
    [1_000, 1_000],
    [4_000, 4_000],
    [20_000, 8_000],
    [29_999, 8_000],
    [30_000, null],
    [DAY, null],
    [-1, null],
  ])('%d ms after we were told, it is looked for again after %s ms', (waited, afterMs) => {
    const announced = [anAnnouncement({ toldAt: NOW - waited })]
    const plan = planNextSweep({ ...nothing, announced }, NOW, HOUR)
    expect(plan).toEqual({ afterMs, settled: afterMs === null ? announced : [] })
  })

  it('is settled when it is found; the rest is looked for as soon as the newest of it wants', () => {
    const found = anAnnouncement({ at: NOW - 10 * SECOND, toldAt: NOW - 5 * SECOND })
    const old = anAnnouncement({ at: NOW, toldAt: NOW - 4 * SECOND })
    const fresh = anAnnouncement({ fileId: 'sbox-1-x', toldAt: NOW - 100 })
    const facts = {
      isSomeNearLimit: true,
      announced: [old, found, fresh],
      trail: [anEvent({ at: NOW - 8 * SECOND })],
    }
    expect(planNextSweep(facts, NOW, HOUR)).toEqual({ afterMs: 500, settled: [found] })
    expect(planNextSweep({ ...facts, announced: [old] }, NOW, HOUR).afterMs).toBe(4 * SECOND)
  })

  it('is looked for a handful of times, not for ever', () => {
    const announced = [anAnnouncement()]
    let at = NOW
    const looks: number[] = []
    for (;;) {
      const { afterMs } = planNextSweep({ ...nothing, announced }, at, HOUR)
      if (afterMs === null) break
      at += afterMs
      looks.push(at - NOW)
    }
    expect(looks).toEqual([500, 1_000, 2_000, 4_000, 8_000, 16_000, 24_000, 32_000])
  })
})
