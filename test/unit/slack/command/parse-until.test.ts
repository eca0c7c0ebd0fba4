import { describe, expect, it } from 'vitest'
import { parseCommand } from '../../../../src/slack/command/parse-command.ts'

const read = (until: string, now: string, timeZone: string) => {
  const parsed = parseCommand(`4821 until ${until}`, {
    portalOrigin: 'https://acme.onlyoffice.com',
    now: Date.parse(now),
    timeZone,
  })
  if (!parsed.ok) return parsed.refusal
  if (parsed.command.verb !== 'share' || parsed.command.terms.end?.kind !== 'until')
    throw new Error('no until')
  return new Date(parsed.command.terms.end.at).toISOString().replace('.000Z', 'Z')
}

// A Monday; 11:00 in Berlin.
const MONDAY = '2026-11-23T10:00:00Z'

describe('until, in Berlin on a Monday at 11:00', () => {
  it.each([
    ['2026-12-31', '2026-12-31T22:59:59Z'],
    ['2027-07-01', '2027-07-01T21:59:59Z'],
    ['2028-02-29', '2028-02-29T22:59:59Z'],
    ['9999-12-31', '9999-12-31T22:59:59Z'],
    ['2026-12-31 17:00', '2026-12-31T16:00:00Z'],
    ['2026-12-31T17:00', '2026-12-31T16:00:00Z'],
    ['2026-12-31 at 5pm', '2026-12-31T16:00:00Z'],
    ['2026-12-31 5:30PM', '2026-12-31T16:30:00Z'],
    ['2026-12-31 5 pm', '2026-12-31T16:00:00Z'],
    ['2026-12-31 12am', '2026-12-30T23:00:00Z'],
    ['2026-12-31 12pm', '2026-12-31T11:00:00Z'],
    ['2026-12-31 12:30am', '2026-12-30T23:30:00Z'],
    ['2026-12-31 0:00', '2026-12-30T23:00:00Z'],
    ['2026-12-31 9:05', '2026-12-31T08:05:00Z'],
    ['today', '2026-11-23T22:59:59Z'],
    ['today 17:00', '2026-11-23T16:00:00Z'],
    ['tomorrow', '2026-11-24T22:59:59Z'],
    ['Tomorrow At 9:00', '2026-11-24T08:00:00Z'],
    ['friday', '2026-11-27T22:59:59Z'],
    ['FRI', '2026-11-27T22:59:59Z'],
    ['friday 5pm', '2026-11-27T16:00:00Z'],
    ['sun at 17:00', '2026-11-29T16:00:00Z'],
    ['monday', '2026-11-23T22:59:59Z'],
    ['monday 11:01', '2026-11-23T10:01:00Z'],
    ['monday 11:00', '2026-11-30T10:00:00Z'],
    ['mon 10:59', '2026-11-30T09:59:00Z'],
    ['17:00', '2026-11-23T16:00:00Z'],
    ['at 17:00', '2026-11-23T16:00:00Z'],
    ['11:00', '2026-11-24T10:00:00Z'],
    ['9am', '2026-11-24T08:00:00Z'],
    ['9 am', '2026-11-24T08:00:00Z'],
    ['friday max 3', '2026-11-27T22:59:59Z'],
    ['friday at 5 pm note at 6 pm', '2026-11-27T16:00:00Z'],
  ])('%s is %s', (text, at) => {
    expect(read(text, MONDAY, 'Europe/Berlin')).toBe(at)
  })

  it.each([
    ['2020-01-01', '2020-01-01', /in the past/],
    ['2026-11-22', '2026-11-22', /in the past/],
    ['2026-11-23 11:00', '2026-11-23 11:00', /in the past/],
    ['today 10:59', 'today 10:59', /in the past/],
    ['Today at 9am max 3', 'Today at 9am', /in the past/],
    ['2026-02-30', '2026-02-30', /no such day/],
    ['2027-02-29', '2027-02-29', /no such day/],
    ['2026-13-01', '2026-13-01', /no such day/],
    ['2026-13-01T17:00', '2026-13-01T17:00', /no such day/],
    ['2026-12-31 25:00', '25:00', /time looks like/],
    ['2026-12-31 17:60', '17:60', /time looks like/],
    ['2026-12-31T17:00Z', '2026-12-31T17:00Z', /time looks like/],
    ['friday 13pm', '13pm', /time looks like/],
    ['friday 0am', '0am', /time looks like/],
    ['friday 5', '5', /time looks like/],
    ['friday 17 pm', '17 pm', /time looks like/],
    ['friday at', 'at', /time looks like/],
    ['friday at noon', 'noon', /time looks like/],
    ['friday at max 3', 'at', /time looks like/],
    ['at noon', 'noon', /time looks like/],
    ['friday night', 'night', /I know `for`/],
    ['next friday', 'next', /date looks like/],
    ['31.12.2026', '31.12.2026', /date looks like/],
    ['12/31/2026', '12/31/2026', /date looks like/],
    ['2026-12', '2026-12', /date looks like/],
    ['7', '7', /date looks like/],
    ['25:00', '25:00', /date looks like/],
    ['tues', 'tues', /date looks like/],
    ['', 'until', /Until when/],
    ['max 3', 'until', /Until when/],
  ])('%j is not understood', (text, quoted, problem) => {
    expect(read(text, MONDAY, 'Europe/Berlin')).toMatchObject({
      quoted,
      problem: expect.stringMatching(problem),
    })
  })
})

describe('the day is that of whoever types', () => {
  it.each([
    ['today', '2026-11-23T23:30:00Z', 'Europe/Berlin', '2026-11-24T22:59:59Z'],
    ['today', '2026-11-23T07:30:00Z', 'America/Los_Angeles', '2026-11-23T07:59:59Z'],
    ['today', '2026-11-23T10:30:00Z', 'Pacific/Kiritimati', '2026-11-24T09:59:59Z'],
    ['monday', '2026-11-23T07:30:00Z', 'America/Los_Angeles', '2026-11-24T07:59:59Z'],
    ['sunday', '2026-11-23T07:30:00Z', 'America/Los_Angeles', '2026-11-23T07:59:59Z'],
    ['friday 17:00', MONDAY, 'Asia/Kathmandu', '2026-11-27T11:15:00Z'],
    ['friday 17:00', MONDAY, 'UTC', '2026-11-27T17:00:00Z'],
    ['friday 17:00', MONDAY, 'UTC-8', '2026-11-28T01:00:00Z'],
    ['today', '2026-11-23T19:00:00Z', 'UTC+5:30', '2026-11-24T18:29:59Z'],
    ['friday 17:00', MONDAY, 'Mars/Olympus', '2026-11-27T17:00:00Z'],
    ['friday 17:00', MONDAY, '', '2026-11-27T17:00:00Z'],
  ])('%s, %s, %s: %s', (text, now, timeZone, at) => {
    expect(read(text, now, timeZone)).toBe(at)
  })

  it('ends in its last second, but not after it', () => {
    expect(read('today', '2026-11-23T22:59:58Z', 'Europe/Berlin')).toBe('2026-11-23T22:59:59Z')
    expect(read('today', '2026-11-23T22:59:59Z', 'Europe/Berlin')).toMatchObject({ quoted: 'today' })
    expect(read('monday', '2026-11-23T22:59:59Z', 'Europe/Berlin')).toBe('2026-11-30T22:59:59Z')
  })
})

describe('clocks that are moved', () => {
  it.each([
    // Forward over 02:00-03:00: the moment that would have been 02:30.
    ['2027-03-28 02:30', MONDAY, 'Europe/Berlin', '2027-03-28T01:30:00Z'],
    ['2027-03-28 01:59', MONDAY, 'Europe/Berlin', '2027-03-28T00:59:00Z'],
    ['2027-03-28 03:00', MONDAY, 'Europe/Berlin', '2027-03-28T01:00:00Z'],
    ['2027-03-14 02:30', MONDAY, 'America/New_York', '2027-03-14T07:30:00Z'],
    // Back over 02:00-03:00: the first 02:30, whatever the season in which it is typed.
    ['2027-10-31 02:30', MONDAY, 'Europe/Berlin', '2027-10-31T00:30:00Z'],
    ['2027-10-31 02:30', '2027-07-01T10:00:00Z', 'Europe/Berlin', '2027-10-31T00:30:00Z'],
    // Between the two only the second is still to come.
    ['02:30', '2027-10-31T00:45:00Z', 'Europe/Berlin', '2027-10-31T01:30:00Z'],
    ['02:30', '2027-10-31T01:45:00Z', 'Europe/Berlin', '2027-11-01T01:30:00Z'],
    ['2027-10-31', MONDAY, 'Europe/Berlin', '2027-10-31T22:59:59Z'],
    // Back at midnight, so that 23:59:59 comes twice: a day ends with the second.
    ['2025-10-25', '2025-10-01T00:00:00Z', 'Asia/Beirut', '2025-10-25T21:59:59Z'],
    // Half an hour only.
    ['2027-04-04 01:45', MONDAY, 'Australia/Lord_Howe', '2027-04-03T14:45:00Z'],
    ['2027-10-03 02:15', MONDAY, 'Australia/Lord_Howe', '2027-10-02T15:45:00Z'],
    // A day that Samoa never had.
    ['2011-12-30 12:00', '2011-12-28T00:00:00Z', 'Pacific/Apia', '2011-12-30T22:00:00Z'],
  ])('%s, typed %s, %s: %s', (text, now, timeZone, at) => {
    expect(read(text, now, timeZone)).toBe(at)
  })
})
