import { describe, expect, it } from 'vitest'
import {
  canaryLinksToRemove,
  hasOutcome,
  isDailyDue,
  isSeenIn,
  isUnderWay,
  nextLook,
  nextMoment,
  trailFrom,
} from '../../../src/domain/canary.ts'
import { aTrial } from '../../support/a-trial.ts'
import {
  anEvent,
  DAY,
  FILE_ID,
  HOUR,
  LINK_ID,
  NOW,
  OTHER_LINK_ID,
  pageOf,
  passwordKeyOf,
  SECOND,
} from '../../support/builders.ts'

describe('a trial', () => {
  it('is under way until everybody was told', () => {
    expect(isUnderWay(null)).toBe(false)
    expect(isUnderWay(aTrial())).toBe(true)
    expect(isUnderWay(aTrial({ seenAt: NOW }))).toBe(true)
    expect(isUnderWay(aTrial({ seenAt: NOW, told: true }))).toBe(false)
  })

  it('has an outcome when its download was seen, or it failed', () => {
    expect(hasOutcome(aTrial())).toBe(false)
    expect(hasOutcome(aTrial({ seenAt: NOW }))).toBe(true)
    expect(hasOutcome(aTrial({ failed: { step: 'trail', why: 'not-seen' } }))).toBe(true)
  })
})

describe('the daily trial is due', () => {
  it.each([
    ['before the first one', null, true],
    ['after one that was asked for', aTrial({ told: true }), true],
    ['while one is under way', aTrial(), false],
    ['an hour after the last', aTrial({ told: true, dailyAt: NOW - HOUR }), false],
    [
      'a day after the last, though a moment is missing',
      aTrial({ told: true, dailyAt: NOW - DAY + SECOND }),
      true,
    ],
  ])('%s', (_, record, due) => {
    expect(isDailyDue(record, NOW)).toBe(due)
  })
})

it('its link is not removed while it is in use, others are', () => {
  const link = { fileId: FILE_ID, linkId: LINK_ID, askedAt: NOW + SECOND }
  const other = { fileId: '7', linkId: OTHER_LINK_ID, askedAt: NOW - HOUR }
  const both = aTrial({ links: [other, link] })
  expect(canaryLinksToRemove(both)).toEqual([other])
  expect(canaryLinksToRemove({ ...both, removalTried: true })).toEqual([other, link])
})

describe('when it is gone on with', () => {
  const links = [{ fileId: FILE_ID, linkId: LINK_ID, askedAt: NOW }]
  it.each([
    ['at its own moment', aTrial({ goOnAt: NOW + 1, cleanAt: NOW }), NOW + 1],
    ['not for its link while that is in use', aTrial({ goOnAt: NOW + 9, cleanAt: NOW, links }), NOW + 9],
    [
      'for its link when it is told',
      aTrial({ told: true, removalTried: true, goOnAt: NOW, cleanAt: NOW + 5, links }),
      NOW + 5,
    ],
    ['never, when nothing is left', aTrial({ told: true, removalTried: true }), null],
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
    expect(trailFrom(aTrial({ skewMs: -HOUR }))).toBe(NOW - HOUR - 10 * SECOND)
  })

  it.each([
    ['by its link', {}, true],
    ['by its link, as the key of a password carries it', { page: `x?share=${passwordKeyOf(LINK_ID)}` }, true],
    ['of another file', { target: ['48210'] }, false],
    ['by another link', { page: pageOf(OTHER_LINK_ID) }, false],
    ['without a key', { page: null }, false],
    ['that only looks', { actionId: 5064 }, false],
  ])('%s', (_, event, seen) => {
    expect(isSeenIn([anEvent({ id: 1, target: ['1'] }), anEvent(event)], aTrial())).toBe(seen)
  })
})
