import { describe, expect, it } from 'vitest'
import { backoff } from '../../../src/jobs/backoff.ts'

const middle = () => 0.5

describe('backoff', () => {
  it.each([
    ['revoke-link', [500, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000]],
    ['show-share', [500, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000]],
    [undefined, [500, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000]],
    ['clean-links', [500, 1_000, 2_000, 4_000, 8_000, 16_000, 32_000]],
  ])('of %s', (job, waits) => {
    expect([1, 2, 3, 4, 5, 6, 7].map((attempt) => backoff(job, attempt, middle))).toEqual(waits)
  })

  it.each([
    ['revoke-link', 15_000],
    ['clean-links', 300_000],
  ])('of %s is never longer than %d ms, whatever the try', (job, longest) => {
    for (const attempt of [20, 1_000, 1_000_000]) expect(backoff(job, attempt, middle)).toBe(longest)
  })

  it('is spread by a quarter each way, in whole milliseconds', () => {
    expect(backoff('revoke-link', 1, () => 0)).toBe(375)
    expect(backoff('revoke-link', 1, () => 0.999_999)).toBe(625)
    expect(Number.isInteger(backoff('revoke-link', 3, () => 1 / 3))).toBe(true)
  })
})
