import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatDuration, formatDurationCompact, parseDuration } from '../../../src/domain/duration.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

describe('parseDuration', () => {
  it.each([
    ['1s', 1_000],
    ['10s', 10_000],
    ['5m', 5 * MINUTE],
    ['2h', 2 * HOUR],
    ['7d', 7 * DAY],
    ['2w', 14 * DAY],
    ['1h30m', 90 * MINUTE],
    ['30m1h', 90 * MINUTE],
    ['1W2D3H4M5S', 9 * DAY + 3 * HOUR + 4 * MINUTE + 5_000],
    ['1h 30m', 90 * MINUTE],
    ['  7d\n', 7 * DAY],
    ['007d', 7 * DAY],
    ['0s', 0],
    ['3650000d', 3_650_000 * DAY],
  ])('reads %j', (text, ms) => {
    expect(parseDuration(text)).toBe(ms)
  })

  it.each([
    '',
    ' ',
    '7',
    'd',
    '7x',
    '1.5h',
    '1,5h',
    '-1h',
    '+1h',
    '7 d',
    '7days',
    '1h30',
    'h1',
    '1h1h',
    '1h 30m 1h',
    '7d!',
    '٣d',
    '3650001d',
    '99999999999999999999d',
    '999999999999999w',
    '1e3s',
    'Infinity',
    '1h-30m',
  ])('does not take %j', (text) => {
    expect(parseDuration(text)).toBeNull()
  })

  // Anything worse than linear runs into the time-out.
  it.each([
    ['digits', '1'.repeat(1_000_000)],
    ['parts', '1h '.repeat(300_000)],
    ['spaces', `1h${' '.repeat(1_000_000)}x`],
  ])('is not held up by a million %s', (_name, text) => {
    expect(parseDuration(text)).toBeNull()
  })
})

describe('formatDuration', () => {
  it.each([
    [0, '0 s', '0s'],
    [-5_000, '0 s', '0s'],
    [499, '0 s', '0s'],
    [500, '1 s', '1s'],
    [59_999, '1 min', '1m'],
    [61_000, '1 min 1 s', '1m1s'],
    [90 * MINUTE, '1 h 30 min', '1h30m'],
    [7 * DAY, '7 d', '7d'],
    [90 * DAY, '90 d', '90d'],
    [DAY + 1_000, '1 d 1 s', '1d1s'],
  ])('writes %d ms as %j and %j', (ms, long, compact) => {
    expect(formatDuration(ms)).toBe(long)
    expect(formatDurationCompact(ms)).toBe(compact)
  })

  it('writes in its compact form what parseDuration reads back', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 3_650_000 * 86_400 }), (seconds) => {
        expect(parseDuration(formatDurationCompact(seconds * 1_000))).toBe(seconds * 1_000)
      }),
    )
  })
})
