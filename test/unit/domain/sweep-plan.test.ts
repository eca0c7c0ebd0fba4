import { describe, expect, it } from 'vitest'
import {
  isSoleWayIn,
  isWholeDue,
  newestAfter,
  readBrieflyFrom,
  readChangesFrom,
  readFrom,
  restAfterMs,
} from '../../../src/domain/sweep-plan.ts'
import {
  aFile,
  aLink,
  anEvent,
  HOUR,
  LINK_ID,
  MINUTE,
  NOW,
  OTHER_LINK_ID,
  SECOND,
} from '../../support/builders.ts'

describe('isSoleWayIn', () => {
  const isSole = (
    file: Parameters<typeof aFile>[0],
    links: Parameters<typeof aLink>[0][],
    ownIds: string[] = [LINK_ID],
  ) =>
    isSoleWayIn(
      ownIds,
      aFile(file),
      links.map((link) => aLink(link)),
      NOW,
    )
  const other = { id: OTHER_LINK_ID }

  it.each<[string, boolean, Parameters<typeof aFile>[0], Parameters<typeof aLink>[0][]]>([
    ['only our link', true, {}, [{}]],
    ['ours and one that is over', true, {}, [{}, { ...other, expiresAt: null, isExpired: true }]],
    ['ours and another', false, {}, [{}, other]],
    ['ours and another without end', false, {}, [{}, { ...other, expiresAt: null }]],
    ['ours and the primary one', false, {}, [{}, { ...other, primary: true }]],
    ['ours and an internal one', false, {}, [{}, { ...other, internal: true }]],
    ['ours not listed', false, {}, []],
    ['only another', false, {}, [other]],
    ['a public room', false, { roomType: 22 }, [{}]],
    ['another room', true, { roomType: 19 }, [{}]],
    ['a shared folder above', false, { parentShared: true }, [{}]],
  ])('%s: %s', (_, sole, file, links) => {
    expect(isSole(file, links)).toBe(sole)
  })

  // The event is of NOW, to the second; the sweep may be any time later.
  it.each([
    ['long before the event', NOW - HOUR, true],
    ['in the second before it', NOW - SECOND, true],
    ['within what dates are rounded by', NOW - 499, false],
    ['in its second', NOW + 400, false],
    ['after it, and is over by now', NOW + MINUTE, false],
  ])('ours and another that ended %s', (_, expiresAt, sole) => {
    expect(isSole({}, [{}, { ...other, expiresAt, isExpired: true }])).toBe(sole)
  })

  it('links of ours that were given up are no other ways in', () => {
    expect(isSole({}, [{}, other], [LINK_ID, OTHER_LINK_ID])).toBe(true)
    expect(isSole({}, [other], [LINK_ID, OTHER_LINK_ID])).toBe(true)
  })
})

describe('where a sweep reads from', () => {
  const OVERLAP = 10 * MINUTE
  it.each([
    ['the newest event', { newestSeenAt: NOW - MINUTE, sweptAt: NOW, readTo: null }, 0, NOW - MINUTE],
    ['the start, before the first sweep', { newestSeenAt: NOW, sweptAt: null, readTo: null }, 0, NOW],
    [
      'the newest event of a portal ahead',
      { newestSeenAt: NOW + HOUR, sweptAt: NOW, readTo: null },
      HOUR,
      NOW + HOUR,
    ],
    [
      'the newest event of a portal behind',
      { newestSeenAt: NOW - HOUR, sweptAt: NOW, readTo: null },
      -HOUR,
      NOW - HOUR,
    ],
    [
      'the last sweep, where the portal’s clock was set back',
      { newestSeenAt: NOW + HOUR, sweptAt: NOW, readTo: null },
      0,
      NOW,
    ],
    [
      'the newest event, where it was set forward',
      { newestSeenAt: NOW - MINUTE, sweptAt: NOW, readTo: null },
      HOUR,
      NOW - MINUTE,
    ],
    [
      'before the start, with a portal behind',
      { newestSeenAt: NOW, sweptAt: null, readTo: null },
      -HOUR,
      NOW - HOUR,
    ],
  ])('%s', (_, place, skewMs, from) => {
    expect(readFrom(place, skewMs, OVERLAP)).toBe(from - OVERLAP)
  })
})

describe('the budget of the portal', () => {
  const rows = (count: number, at = NOW) => Array.from({ length: count }, (_, id) => anEvent({ id, at }))

  it.each<[string, Parameters<typeof isWholeDue>[0], boolean]>([
    ['never read before', null, true],
    ['one page', { at: NOW, rows: 100 }, true],
    ['two pages, just now', { at: NOW, rows: 101 }, false],
    ['two pages, a quarter of a second ago', { at: NOW - 240, rows: 101 }, true],
    ['600 pages, two minutes ago', { at: NOW - 2 * MINUTE, rows: 60_000 }, false],
    ['600 pages, three minutes ago', { at: NOW - 3 * MINUTE, rows: 60_000 }, true],
    ['a clock that was set back', { at: NOW + 3 * MINUTE, rows: 60_000 }, true],
  ])('the whole overlap is read: %s', (_, whole, due) => {
    expect(isWholeDue(whole, NOW)).toBe(due)
  })

  it.each<[string, { at: number; rows: number } | null, number]>([
    ['nothing yet', null, 10 * MINUTE],
    ['one page, just now', { at: NOW, rows: 100 }, 10 * MINUTE],
    ['the ends of a flood, ten seconds ago', { at: NOW - 10_000, rows: 5_500 }, 15_000],
    ['ten pages of ends, a minute ago', { at: NOW - MINUTE, rows: 1_000 }, 15_000],
    ['ten pages of ends, a minute and a half ago', { at: NOW - 90_000, rows: 1_000 }, 10 * MINUTE + 90_000],
    ['the ends of a flood, an overlap ago', { at: NOW - 10 * MINUTE, rows: 55_000 }, 20 * MINUTE],
    ['a clock that was set back', { at: NOW + HOUR, rows: 1_000 }, 10 * MINUTE],
  ])('changes are read from the last reading, or all of the overlap: %s', (_, whole, back) => {
    const { from, isWhole } = readChangesFrom({ changesAt: NOW, whole }, { now: NOW, skewMs: 0 }, 10 * MINUTE)
    expect(from).toBe(NOW - back)
    expect(isWhole).toBe(back >= 10 * MINUTE)
  })

  it('a place that is held back, or is by another clock, stays where it is', () => {
    const whole = { at: NOW - MINUTE, rows: 100 }
    const from = (changesAt: number, skewMs: number) =>
      readChangesFrom({ changesAt, whole }, { now: NOW, skewMs }, 10 * MINUTE).from
    expect(from(NOW - HOUR, 0)).toBe(NOW - HOUR - 10 * MINUTE)
    expect(from(NOW - HOUR, -HOUR)).toBe(NOW - HOUR - 11 * MINUTE)
  })

  it('brief readings rest by what is new', () => {
    expect(restAfterMs([])).toBe(0)
    expect(restAfterMs(rows(100))).toBe(0)
    expect(restAfterMs(rows(1_500))).toBe(14 * 240)
    expect(restAfterMs([...rows(1), ...rows(5_000, NOW - MINUTE)])).toBe(0)
  })

  it('a brief reading goes back behind the last one, and never further than a whole one', () => {
    const place = { newestSeenAt: NOW - 10 * MINUTE, sweptAt: NOW, readTo: null }
    expect(readBrieflyFrom(place, 0, 10 * MINUTE)).toBe(NOW - 15_000)
    expect(readBrieflyFrom(place, 60_000, 10 * MINUTE)).toBe(NOW + 45_000)
    expect(readBrieflyFrom({ ...place, newestSeenAt: NOW }, 0, 1_000)).toBe(NOW - 1_000)
    expect(readBrieflyFrom({ newestSeenAt: NOW, sweptAt: null, readTo: null }, 0, MINUTE)).toBe(NOW - MINUTE)
  })
})

describe('the newest event after a sweep', () => {
  const events = [anEvent({ at: 5 }), anEvent({ at: 9 }), anEvent({ at: 7 })]
  it.each([
    ['is the newest of all, in whatever order', 0, events, 100, 9],
    ['never goes back', 50, events, 100, 50],
    ['stays without events', 8, [], 100, 8],
    ['is none of the future', 5, events, 8, 7],
    ['goes back where the portal’s clock was set back', 50, [], 20, 20],
    ['and is then the newest up to that', 50, events, 8, 8],
  ])('%s', (_, before, trail, portalNow, newest) => {
    expect(newestAfter(before, trail, portalNow)).toBe(newest)
  })
})
