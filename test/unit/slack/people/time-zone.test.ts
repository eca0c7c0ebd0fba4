import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { timeZoneOf } from '../../../../src/slack/people/time-zone.ts'

const SUMMER = Date.parse('2026-07-01T12:00:00Z')
const WINTER = Date.parse('2026-12-01T12:00:00Z')

describe('the zone of what Slack says', () => {
  it.each<[string, Parameters<typeof timeZoneOf>[0], number, string, boolean]>([
    ['both agree, in summer', { tz: 'Europe/Berlin', tz_offset: 7_200 }, SUMMER, 'Europe/Berlin', false],
    ['both agree, in winter', { tz: 'Europe/Berlin', tz_offset: 3_600 }, WINTER, 'Europe/Berlin', false],
    ['a name alone', { tz: 'Europe/Berlin' }, SUMMER, 'Europe/Berlin', false],
    ['a name, and null', { tz: 'Europe/Berlin', tz_offset: null }, SUMMER, 'Europe/Berlin', false],
    ['an offset alone', { tz: null, tz_offset: -28_800 }, SUMMER, 'UTC-8', false],
    ['an offset of half an hour', { tz_offset: 19_800 }, SUMMER, 'UTC+5:30', false],
    ['UTC by its offset', { tz: '', tz_offset: 0 }, SUMMER, 'UTC', false],
    ['a name that we do not know', { tz: 'Atlantis/Port', tz_offset: -12_600 }, SUMMER, 'UTC-3:30', true],
    ['another offset than ours', { tz: 'Europe/Berlin', tz_offset: 3_600 }, SUMMER, 'UTC+1', true],
    [
      'an offset that no clock has',
      { tz: 'Europe/Berlin', tz_offset: 999_999 },
      SUMMER,
      'Europe/Berlin',
      false,
    ],
    ['no number', { tz: null, tz_offset: Number.NaN }, SUMMER, 'UTC', false],
    ['a name that we do not know, alone', { tz: 'Atlantis/Port' }, SUMMER, 'UTC', true],
    ['nothing', {}, SUMMER, 'UTC', false],
  ])('%s', (_, clock, now, name, old) => {
    expect(timeZoneOf(clock, now)).toEqual({ name, old })
  })
})

it('a zone is looked up once, whether our data know it or not', () => {
  onTestFinished(() => void vi.restoreAllMocks())
  const clocks = [{ tz: 'Europe/Lisbon' }, { tz: 'Atlantis/Market' }]
  const first = clocks.map((clock) => timeZoneOf(clock, SUMMER))
  const format = vi.spyOn(Intl, 'DateTimeFormat')
  const second = clocks.map((clock) => timeZoneOf(clock, SUMMER))
  expect(format).not.toHaveBeenCalled()
  expect(second).toEqual(first)
})
