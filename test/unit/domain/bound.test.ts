import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { boundMs, boundOf, boundStats } from '../../../src/domain/bound.ts'
import { aRevokedShare, aShare, NOW, SECOND } from '../../support/builders.ts'

const reached = { at: NOW, skewMs: -2 * SECOND, seenAt: NOW + 5 * SECOND }
const end = { reason: 'limit', limitReached: reached, verifiedAt: NOW + 6 * SECOND } as const

describe('of one share', () => {
  it('is told by our clock', () => {
    const bound = boundOf(aRevokedShare({ end }))
    // The portal is two seconds behind: what it calls 10:00:00 is 10:00:02.
    expect(bound).toEqual({ reachedAt: NOW + 2 * SECOND, seenAt: NOW + 5 * SECOND, deadAt: NOW + 6 * SECOND })
    expect(bound && boundMs(bound)).toBe(4 * SECOND)
  })

  it.each([
    ['live', aShare()],
    ['ended by its time', aRevokedShare()],
    ['the link may live yet', aRevokedShare({ end: { ...end, verifiedAt: null } })],
    ['ended by a version that kept no times', aRevokedShare({ end: { reason: 'limit', verifiedAt: NOW } })],
    ['by hand, though the limit was reached', aRevokedShare({ end: { ...end, reason: 'manual' } })],
  ])('there is none: %s', (_, share) => {
    expect(boundOf(share)).toBeNull()
  })

  it('is never below nothing, however the portal rounds', () => {
    expect(boundMs({ reachedAt: NOW + 1, seenAt: NOW, deadAt: NOW })).toBe(0)
  })
})

describe('of many', () => {
  it.each<[durations: number[], p50: number, p95: number, max: number]>([
    [[7], 7, 7, 7],
    [[1, 2], 1, 2, 2],
    [[3, 1, 2], 2, 3, 3],
    [Array.from({ length: 20 }, (_, index) => 20 - index), 10, 19, 20],
    [Array.from({ length: 100 }, (_, index) => index + 1), 50, 95, 100],
    // By number, not by digits.
    [[9, 10, 100], 10, 100, 100],
  ])('%j', (durations, p50, p95, max) => {
    expect(boundStats(durations)).toEqual({ count: durations.length, p50, p95, max })
  })

  it('there is none of nothing', () => {
    expect(boundStats([])).toBeNull()
  })

  it('at least that share of them is not above it', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(), { minLength: 1 }), (durations) => {
        const stats = boundStats(durations)
        const within = (ms: number) => durations.filter((one) => one <= ms).length / durations.length
        return (
          stats !== null && within(stats.p50) >= 0.5 && within(stats.p95) >= 0.95 && within(stats.max) === 1
        )
      }),
    )
  })
})
