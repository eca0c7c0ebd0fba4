import { describe, expect, it } from 'vitest'
import {
  beginCanary,
  type CanaryRecord,
  canaryLinksToRemove,
  hasOutcome,
  isDailyDue,
  isSeenIn,
  isUnderWay,
  linkAsked,
  linkRemoved,
  nextLook,
  nextMoment,
  trailFrom,
} from '../../../src/domain/canary.ts'
import {
  anEvent,
  DAY,
  FILE_ID,
  HOUR,
  LINK_ID,
  MINUTE,
  NOW,
  OTHER_LINK_ID,
  pageOf,
  passwordKeyOf,
  SECOND,
} from '../../support/builders.ts'

const START = {
  fileId: FILE_ID,
  linkId: LINK_ID,
  by: 'U0CAROL',
  waiting: [],
  toWarn: [],
  reference: 'REF23456',
  startedAt: NOW,
}
const trial = (changes: Partial<CanaryRecord> = {}): CanaryRecord => ({
  ...beginCanary(START, null),
  ...changes,
})

describe('a trial', () => {
  it('is under way until everybody was told', () => {
    expect(isUnderWay(null)).toBe(false)
    expect(isUnderWay(trial())).toBe(true)
    expect(isUnderWay(trial({ seenAt: NOW }))).toBe(true)
    expect(isUnderWay(trial({ seenAt: NOW, told: true }))).toBe(false)
  })

  it('has an outcome when its download was seen, or it failed', () => {
    expect(hasOutcome(trial())).toBe(false)
    expect(hasOutcome(trial({ seenAt: NOW }))).toBe(true)
    expect(hasOutcome(trial({ failed: { step: 'trail', why: 'not-seen' } }))).toBe(true)
  })

  it('takes over what the one before has left to do, and when one went well', () => {
    const left = { fileId: '7', linkId: OTHER_LINK_ID, askedAt: NOW - HOUR }
    const before = trial({
      told: true,
      links: [left],
      lastGoodAt: NOW - DAY,
      dailyAt: NOW - HOUR,
      cleanAt: NOW + 7,
    })
    expect(beginCanary(START, before)).toMatchObject({
      links: [left],
      cleanAt: NOW + 7,
      lastGoodAt: NOW - DAY,
      dailyAt: NOW - HOUR,
      told: false,
    })
    expect(beginCanary({ ...START, by: null }, before).dailyAt).toBe(NOW)
  })
})

describe('the daily trial is due', () => {
  it.each([
    ['before the first one', null, true],
    ['after one that was asked for', trial({ told: true }), true],
    ['while one is under way', trial(), false],
    ['an hour after the last', trial({ told: true, dailyAt: NOW - HOUR }), false],
    [
      'a day after the last, though a moment is missing',
      trial({ told: true, dailyAt: NOW - DAY + SECOND }),
      true,
    ],
  ])('%s', (_, record, due) => {
    expect(isDailyDue(record, NOW)).toBe(due)
  })
})

describe('its link', () => {
  const asked = linkAsked(trial(), NOW + SECOND)
  const link = { fileId: FILE_ID, linkId: LINK_ID, askedAt: NOW + SECOND }

  it('is on the list before the portal hears of it, once', () => {
    expect(asked).toMatchObject({ linkAskedAt: NOW + SECOND, links: [link] })
    expect(linkAsked(asked, NOW + MINUTE).links).toEqual([{ ...link, askedAt: NOW + MINUTE }])
  })

  it('is not removed while it is in use, others are', () => {
    const other = { fileId: '7', linkId: OTHER_LINK_ID, askedAt: NOW - HOUR }
    const both = { ...asked, links: [other, link] }
    expect(canaryLinksToRemove(both)).toEqual([other])
    expect(canaryLinksToRemove({ ...both, removalTried: true })).toEqual([other, link])
  })

  it('is looked for again until a slow portal cannot make it any more', () => {
    const seen = { ...asked, seenAt: NOW + 3 * SECOND, removalTried: true }
    const soon = linkRemoved(seen, link, NOW + 5 * SECOND)
    expect(soon).toMatchObject({ removedAt: NOW + 5 * SECOND, lastGoodAt: NOW + 3 * SECOND, links: [link] })
    const later = linkRemoved(soon, link, NOW + 31 * SECOND)
    expect(later).toMatchObject({ removedAt: NOW + 5 * SECOND, links: [] })
  })

  it('that could not be removed at first makes the trial a good one when it is gone', () => {
    const left = trial({ seenAt: NOW + SECOND, links: [link], failed: { step: 'removal' }, told: true })
    expect(linkRemoved(left, link, NOW + HOUR)).toMatchObject({
      failed: null,
      lastGoodAt: NOW + SECOND,
      removedAt: NOW + HOUR,
    })
  })

  it('of another trial changes nothing of this one', () => {
    const other = { fileId: '7', linkId: OTHER_LINK_ID, askedAt: NOW - HOUR }
    const before = { ...asked, links: [other, link] }
    expect(linkRemoved(before, other, NOW)).toEqual({ ...before, links: [link] })
  })

  it('of one that failed does not make it a good one', () => {
    const failed = { ...asked, failed: { step: 'trail', why: 'not-seen' } as const }
    expect(linkRemoved(failed, link, NOW + HOUR)).toMatchObject({ failed: failed.failed, lastGoodAt: null })
  })
})

describe('when it is gone on with', () => {
  const links = [{ fileId: FILE_ID, linkId: LINK_ID, askedAt: NOW }]
  it.each([
    ['at its own moment', trial({ goOnAt: NOW + 1, cleanAt: NOW }), NOW + 1],
    ['not for its link while that is in use', trial({ goOnAt: NOW + 9, cleanAt: NOW, links }), NOW + 9],
    [
      'for its link when it is told',
      trial({ told: true, removalTried: true, goOnAt: NOW, cleanAt: NOW + 5, links }),
      NOW + 5,
    ],
    ['never, when nothing is left', trial({ told: true, removalTried: true }), null],
  ])('%s', (_, record, at) => {
    expect(nextMoment(record)).toBe(at)
  })

  it('the trail is looked at often at first, then rarely, for five minutes', () => {
    const looks: number[] = []
    for (let at = nextLook(NOW, NOW); at !== null; at = nextLook(NOW, at)) looks.push((at - NOW) / SECOND)
    expect(looks).toEqual([0.5, 1, 2, 4, 8, 15, 30, 60, 120, 180, 240, 300])
    expect(nextLook(NOW, NOW + 2_500)).toBe(NOW + 4 * SECOND)
    expect(nextLook(NOW, NOW + HOUR)).toBeNull()
  })
})

describe('its download in the trail', () => {
  it('is looked for by the clock of the portal', () => {
    expect(trailFrom(trial({ skewMs: -HOUR }))).toBe(NOW - HOUR - 10 * SECOND)
  })

  it.each([
    ['by its link', {}, true],
    ['by its link, as the key of a password carries it', { page: `x?share=${passwordKeyOf(LINK_ID)}` }, true],
    ['of another file', { target: ['48210'] }, false],
    ['by another link', { page: pageOf(OTHER_LINK_ID) }, false],
    ['without a key', { page: null }, false],
    ['that only looks', { actionId: 5064 }, false],
  ])('%s', (_, event, seen) => {
    expect(isSeenIn([anEvent({ id: 1, target: ['1'] }), anEvent(event)], trial())).toBe(seen)
  })
})
