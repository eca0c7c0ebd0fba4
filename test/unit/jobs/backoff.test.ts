import { describe, expect, it } from 'vitest'
import { PortalError } from '../../../src/domain/portal-error.ts'
import { SlackError } from '../../../src/domain/slack-error.ts'
import { backoff } from '../../../src/jobs/backoff.ts'

const middle = () => 0.5
const waitOf = (
  job: string | undefined,
  attempt: number,
  random: () => number,
  error: unknown = new Error('x'),
) => backoff({ job, attempt, error }, random)

describe('backoff', () => {
  it.each([
    ['revoke-link', [500, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000]],
    ['repair-link', [500, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000]],
    ['update-message', [500, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000]],
    [undefined, [500, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000]],
    ['clean-links', [500, 1_000, 2_000, 4_000, 8_000, 16_000, 32_000]],
  ])('of %s', (job, waits) => {
    expect([1, 2, 3, 4, 5, 6, 7].map((attempt) => waitOf(job, attempt, middle))).toEqual(waits)
  })

  it.each([
    ['revoke-link', 15_000],
    ['clean-links', 300_000],
    ['check-link', 300_000],
    ['repair-link', 15_000],
  ])('of %s is never longer than %d ms, whatever the try', (job, longest) => {
    for (const attempt of [20, 1_000, 1_000_000]) expect(waitOf(job, attempt, middle)).toBe(longest)
  })

  it('is spread by a quarter each way, in whole milliseconds', () => {
    expect(waitOf('revoke-link', 1, () => 0)).toBe(375)
    expect(waitOf('revoke-link', 1, () => 0.999_999)).toBe(625)
    expect(Number.isInteger(waitOf('revoke-link', 3, () => 1 / 3))).toBe(true)
  })

  it.each([
    ['the portal', new PortalError('rate-limited', 'x', { retryAfterMs: 20_000 })],
    ['Slack', new SlackError('not-sent', 'ratelimited', { retryAfterMs: 20_000 })],
  ])('is not shorter than %s asks for, on any try', (_, error) => {
    for (const attempt of [1, 4, 100]) expect(waitOf('update-message', attempt, middle, error)).toBe(20_000)
  })

  it('of what people see grows to minutes where answers are lost, since each try may have been taken', () => {
    const lost = new SlackError('unknown', 'no_answer')
    expect([1, 6, 9, 100].map((attempt) => waitOf('tell-share', attempt, middle, lost))).toEqual([
      500, 16_000, 128_000, 300_000,
    ])
    expect(waitOf('tell-share', 9, middle, new SlackError('failed', 'http_503'))).toBe(15_000)
    expect(waitOf('update-message', 9, middle, lost)).toBe(15_000)
  })

  it('is not hurried by a pause that is shorter than its own', () => {
    const error = new PortalError('rate-limited', 'x', { retryAfterMs: 1_000 })
    expect(waitOf('update-message', 5, middle, error)).toBe(8_000)
  })

  it('of repair-link stays short on a portal with too many requests', () => {
    const job = 'repair-link'
    const error = (retryAfterMs: number) => new PortalError('rate-limited', 'x', { retryAfterMs })
    expect([1, 3, 5, 50].map((attempt) => waitOf(job, attempt, middle, error(1_000)))).toEqual([
      1_000, 2_000, 2_000, 2_000,
    ])
    expect(waitOf(job, 1, middle, error(60_000))).toBe(2_000)
    expect(waitOf('make-share', 1, middle, error(60_000))).toBe(60_000)
  })

  it.each([
    ['an error without a pause', new PortalError('unavailable', 'x')],
    ['any other error', Object.assign(new Error('x'), { retryAfterMs: 20_000 })],
    ['no error', undefined],
  ])('is its own after %s', (_, error) => {
    expect(waitOf('revoke-link', 1, middle, error)).toBe(500)
  })
})
