import { describe, expect, it } from 'vitest'
import { PortalError, type PortalErrorKind } from '../../../src/domain/portal-error.ts'
import { DEFAULT_LIMITS } from '../../../src/portal/limits.ts'
import { pauseBeforeRetry } from '../../../src/portal/retry.ts'

const failed = (kind: PortalErrorKind, details: { status?: number; retryAfterMs?: number } = {}) => ({
  attempt: 1,
  error: new PortalError(kind, 'no', details),
  elapsedMs: 1_000,
  roll: 1,
})

describe('pauseBeforeRetry', () => {
  it.each([
    ['unavailable', 250],
    ['rate-limited', 250],
    ['unauthorized', null],
    ['forbidden', null],
    ['scope', null],
    ['not-found', null],
    ['plan', null],
    ['rejected', null],
    ['bad-response', null],
  ] as const)('%s -> %s', (kind, pause) => {
    expect(pauseBeforeRetry(failed(kind), DEFAULT_LIMITS)).toBe(pause)
  })

  it('does not wait for a portal that is gone', () => {
    expect(pauseBeforeRetry(failed('unavailable', { status: 404 }), DEFAULT_LIMITS)).toBeNull()
    expect(pauseBeforeRetry(failed('unavailable', { status: 503 }), DEFAULT_LIMITS)).toBe(250)
  })

  it('doubles its own pause up to a longest one, and spreads it by the roll', () => {
    const pauses = [1, 2, 3, 4, 5, 60].map((attempt) =>
      pauseBeforeRetry({ ...failed('unavailable'), attempt }, DEFAULT_LIMITS),
    )
    expect(pauses).toEqual([250, 500, 1000, 2000, 2000, 2000])
    expect(pauseBeforeRetry({ ...failed('unavailable'), roll: 0 }, DEFAULT_LIMITS)).toBe(125)
  })

  it.each([
    [3_000, 3_000],
    [0, 250],
    [8_500, 8_500],
    [8_501, null],
    [900_000, null],
  ])('Retry-After of %d ms -> %s', (retryAfterMs, pause) => {
    expect(pauseBeforeRetry(failed('rate-limited', { retryAfterMs }), DEFAULT_LIMITS)).toBe(pause)
  })

  it('heeds a Retry-After no further than it is told to', () => {
    const insistent = { ...DEFAULT_LIMITS, longestRetryAfterMs: 2_000 }
    expect(pauseBeforeRetry(failed('rate-limited', { retryAfterMs: 59_000 }), insistent)).toBe(2_000)
  })

  it('gives up when too little would be left for another try', () => {
    expect(pauseBeforeRetry({ ...failed('unavailable'), elapsedMs: 9_250 }, DEFAULT_LIMITS)).toBe(250)
    expect(pauseBeforeRetry({ ...failed('unavailable'), elapsedMs: 9_251 }, DEFAULT_LIMITS)).toBeNull()
  })
})
