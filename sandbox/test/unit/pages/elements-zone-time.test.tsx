import { expect, test } from 'vitest'
import { fromZoneTime, toZoneTime } from '../../../pages/client/elements/zone-time.ts'

const seconds = (iso: string): number => Date.parse(iso) / 1000

test.each([
  ['Europe/Berlin', '2026-01-15T12:00', '2026-01-15T11:00Z'],
  ['Europe/Berlin', '2026-07-15T12:00', '2026-07-15T10:00Z'],
  ['America/New_York', '2026-12-31T23:30', '2027-01-01T04:30Z'],
  ['Asia/Kathmandu', '2026-03-01T00:15', '2026-02-28T18:30Z'],
  ['Pacific/Kiritimati', '2026-01-01T00:00', '2025-12-31T10:00Z'],
  ['Europe/Berlin', '2026-03-29T01:59', '2026-03-29T00:59Z'],
  ['Europe/Berlin', '2026-03-29T03:00', '2026-03-29T01:00Z'],
])('in %s %s is %s, and the other way round', (zone, wall, instant) => {
  expect(fromZoneTime(wall, zone)).toBe(seconds(instant))
  expect(toZoneTime(seconds(instant), zone)).toBe(wall)
})

test.each([
  ['Europe/Berlin', '2026-03-29T02:30', '2026-03-29T03:30'],
  ['America/New_York', '2026-03-08T02:15', '2026-03-08T03:15'],
  ['Australia/Lord_Howe', '2026-10-04T02:10', '2026-10-04T02:40'],
])('in %s %s is skipped by the clocks, and becomes %s', (zone, skipped, shown) => {
  const at = fromZoneTime(skipped, zone)
  expect(at && toZoneTime(at, zone)).toBe(shown)
})

test.each([
  ['Europe/Berlin', '2026-10-25T02:30', '2026-10-25T00:30Z'],
  ['America/New_York', '2026-11-01T01:30', '2026-11-01T05:30Z'],
])('in %s %s comes twice: the first is meant', (zone, wall, instant) => {
  expect(fromZoneTime(wall, zone)).toBe(seconds(instant))
})

test.each(['', '2026-13-01T00:00', 'tomorrow', '2026-07-01'])('%j is no time', (text) => {
  expect(fromZoneTime(text, 'Europe/Berlin')).toBeUndefined()
})
