import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type ExpectedDownload,
  isNearLimit,
  nextSweepMs,
  notInTrail,
  skipsTick,
  slowestSweepMs,
} from '../../../src/domain/pace.ts'
import type { ShareState } from '../../../src/domain/share-state.ts'
import { anEvent, aShare, DAY, FILE_ID, HOUR, MINUTE, NOW, SECOND } from '../../support/builders.ts'

const anExpectedDownload = (over: Partial<ExpectedDownload> = {}): ExpectedDownload => ({
  id: '77',
  fileId: FILE_ID,
  at: NOW - SECOND,
  toldAt: NOW,
  ...over,
})
const nothing = { isSomeNearLimit: false, expectedDownloads: [], trail: [] }

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
    expect(nextSweepMs({ ...nothing, isSomeNearLimit: true }, NOW, interval)).toBe(afterMs)
    expect(nextSweepMs(nothing, NOW, interval)).toBeNull()
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
    const expectedDownloads = [anExpectedDownload()]
    const missing = notInTrail(expectedDownloads, [anEvent({ at: 0 }), anEvent(event)])
    expect(missing).toEqual(found ? [] : expectedDownloads)
  })

  const at = (...seconds: number[]) => seconds.map((second) => NOW + second * SECOND)
  it.each<[what: string, expectedDownloads: number[], rows: number[], missing: number[]]>([
    ['all of them', [0, 1, 2], [0, 1, 2], []],
    ['the last is late', [0, 1, 2], [0, 1], [2]],
    ['the first is late, behind the others', [0, 10, 20], [10, 20], [20]],
    ['the last is late, long after the others', [0, 10, 20], [0, 10], [20]],
    ['three in one second, two rows', [0, 0, 0], [0, 0], [0]],
    ['rows of others, of which nobody told', [5], [0, 1, 5, 9], []],
    ['none', [0, 1], [], [0, 1]],
    ['the second of two, the first of which is there', [0, 2], [0], [2]],
  ])('needs a row of its own: %s', (_, expectedDownloads, rows, missing) => {
    const told = at(...expectedDownloads).map((moment, index) =>
      anExpectedDownload({ id: `${index}`, at: moment }),
    )
    const trail = at(...rows).map((moment, index) => anEvent({ id: index, at: moment }))
    const found = notInTrail(told, trail).map((one) => one.at)
    expect(found).toEqual(at(...missing))
    expect(notInTrail(told.toReversed(), trail.toReversed())).toHaveLength(missing.length)
  })

  it.each<[waited: number, afterMs: number | null]>([
    [0, 400],
    [20, 400],
    [2_499, 400],
    [2_500, 2_500],
    [4_000, 4_000],
    [20_000, 8_000],
    [29_999, 8_000],
    [30_000, null],
    [DAY, null],
    [-1, null],
  ])('%d ms after we were told, it is looked for again after %s ms', (waited, afterMs) => {
    const expectedDownloads = [anExpectedDownload({ toldAt: NOW - waited })]
    expect(nextSweepMs({ ...nothing, expectedDownloads }, NOW, HOUR)).toBe(afterMs)
  })

  it('the rest is looked for as soon as the newest of it wants', () => {
    const found = anExpectedDownload({ at: NOW - 10 * SECOND, toldAt: NOW - 5 * SECOND })
    const old = anExpectedDownload({ at: NOW, toldAt: NOW - 4 * SECOND })
    const fresh = anExpectedDownload({ fileId: 'sbox-1-x', toldAt: NOW - 100 })
    const trail = [anEvent({ at: NOW - 8 * SECOND })]
    const facts = { isSomeNearLimit: true, expectedDownloads: [old, found, fresh], trail }
    expect(nextSweepMs(facts, NOW, HOUR)).toBe(400)
    expect(nextSweepMs({ ...facts, expectedDownloads: [old, found] }, NOW, HOUR)).toBe(4 * SECOND)
    expect(nextSweepMs({ ...facts, expectedDownloads: [found] }, NOW, HOUR)).toBe(5 * SECOND)
    expect(nextSweepMs({ ...nothing, trail, expectedDownloads: [found] }, NOW, HOUR)).toBeNull()
  })

  it('is looked for a handful of times, not for ever', () => {
    const expectedDownloads = [anExpectedDownload()]
    let clock = NOW
    const looks: number[] = []
    for (;;) {
      const afterMs = nextSweepMs({ ...nothing, expectedDownloads }, clock, HOUR)
      if (afterMs === null) break
      clock += afterMs
      looks.push(clock - NOW)
    }
    expect(looks).toEqual([
      400, 800, 1_200, 1_600, 2_000, 2_400, 2_800, 5_600, 11_200, 19_200, 27_200, 35_200,
    ])
  })
})
