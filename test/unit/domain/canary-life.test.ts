import { describe, expect, it } from 'vitest'
import type { CanaryRecord } from '../../../src/domain/canary.ts'
import {
  askForCanary,
  awaited,
  beginCanary,
  canaryDownloaded,
  canaryFailed,
  canaryLinked,
  canarySeen,
  canaryTold,
  linkAsked,
  linkRemoved,
  lookLater,
  ownRemovalTried,
  planRemoval,
  waiterTold,
  warningBegun,
  warningNotTaken,
} from '../../../src/domain/canary-life.ts'
import { aTrial, TRIAL_START } from '../../support/a-trial.ts'
import { DAY, FILE_ID, HOUR, LINK_ID, MINUTE, NOW, OTHER_LINK_ID, SECOND } from '../../support/builders.ts'

const ONE = { kind: 'person', team: 'T0ACME', userId: 'U0ALICE' } as const
const TWO = { kind: 'person', team: 'T0ACME', userId: 'U0BOB' } as const

describe('a trial', () => {
  it('takes over what the one before has left to do, and when one went well', () => {
    const left = { fileId: '7', linkId: OTHER_LINK_ID, askedAt: NOW - HOUR }
    const before = aTrial({
      told: true,
      links: [left],
      lastGoodAt: NOW - DAY,
      dailyAt: NOW - HOUR,
      cleanAt: NOW + 7,
    })
    expect(beginCanary(TRIAL_START, before)).toMatchObject({
      links: [left],
      cleanAt: NOW + 7,
      lastGoodAt: NOW - DAY,
      dailyAt: NOW - HOUR,
      told: false,
    })
    expect(beginCanary({ ...TRIAL_START, by: null }, before).dailyAt).toBe(NOW)
  })

  it('that is under way is joined by who asks for another', () => {
    const joined = askForCanary(aTrial({ waiting: [ONE] }), { ...TRIAL_START, waiting: [TWO] })
    expect(joined).toEqual(aTrial({ waiting: [ONE, TWO] }))
    expect(awaited(joined)).toBe(joined)
  })

  it('that has its outcome is followed by the next, which more may join', () => {
    const next = { ...TRIAL_START, linkId: OTHER_LINK_ID, waiting: [ONE] }
    const asked = askForCanary(aTrial({ seenAt: NOW }), next)
    expect(asked).toMatchObject({ linkId: LINK_ID, next })
    const joined = askForCanary(asked, { ...next, waiting: [TWO] })
    expect(joined.next).toMatchObject({ linkId: OTHER_LINK_ID, waiting: [ONE, TWO] })
    expect(awaited(joined)).toMatchObject({ linkId: OTHER_LINK_ID, next: null })
    expect(canaryTold(joined)).toMatchObject({ linkId: OTHER_LINK_ID, told: false })
    expect(canaryTold(aTrial({ seenAt: NOW }))).toMatchObject({ linkId: LINK_ID, told: true })
  })
})

describe('its link', () => {
  const asked = linkAsked(aTrial(), NOW + SECOND)
  const link = { fileId: FILE_ID, linkId: LINK_ID, askedAt: NOW + SECOND }

  it('is on the list before the portal hears of it, once', () => {
    expect(asked).toMatchObject({ linkAskedAt: NOW + SECOND, links: [link] })
    expect(linkAsked(asked, NOW + MINUTE).links).toEqual([{ ...link, askedAt: NOW + MINUTE }])
  })

  it('is looked for again until a slow portal cannot make it any more', () => {
    const seen = { ...asked, seenAt: NOW + 3 * SECOND, removalTried: true }
    const soon = linkRemoved(seen, link, NOW + 5 * SECOND)
    expect(soon).toMatchObject({ removedAt: NOW + 5 * SECOND, lastGoodAt: NOW + 3 * SECOND, links: [link] })
    const later = linkRemoved(soon, link, NOW + 31 * SECOND)
    expect(later).toMatchObject({ removedAt: NOW + 5 * SECOND, links: [] })
  })

  it('that could not be removed at first makes the trial a good one when it is gone', () => {
    const left = aTrial({ seenAt: NOW + SECOND, links: [link], failed: { step: 'removal' }, told: true })
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

describe('its steps', () => {
  it.each<[string, CanaryRecord, Partial<CanaryRecord>]>([
    [
      'the link is there',
      canaryLinked(aTrial(), { now: NOW + 1, skewMs: -7 }),
      { linkedAt: NOW + 1, skewMs: -7 },
    ],
    [
      'the download is begun, and looked for soon after',
      canaryDownloaded(aTrial(), NOW + 1),
      { downloadedAt: NOW + 1, goOnAt: NOW + 501 },
    ],
    ['the trail is looked at later', lookLater(aTrial(), NOW + MINUTE), { goOnAt: NOW + MINUTE }],
    ['the download is seen', canarySeen(aTrial(), NOW + 2), { seenAt: NOW + 2, goOnAt: NOW + 2 }],
  ])('%s', (_, record, changes) => {
    expect(record).toEqual(aTrial(changes))
  })

  it('it fails once, and not when it went well', () => {
    const failed = canaryFailed(aTrial(), { step: 'trail', why: 'not-seen' }, NOW + 3)
    expect(failed).toEqual(aTrial({ failed: { step: 'trail', why: 'not-seen' }, goOnAt: NOW + 3 }))
    expect(canaryFailed(failed, { step: 'removal' }, NOW + 4)).toBe(failed)
    const seen = canarySeen(aTrial(), NOW)
    expect(canaryFailed(seen, { step: 'trail', why: 'not-seen' }, NOW)).toBe(seen)
  })
})

describe('removing', () => {
  const link = { fileId: FILE_ID, linkId: LINK_ID, askedAt: NOW }

  it('is tried again after pauses that grow to five minutes', () => {
    const pauses: number[] = []
    let record = aTrial({ removalTried: true, links: [link] })
    for (let tries = 0; tries < 9; tries += 1) {
      record = planRemoval(record, false, NOW)
      pauses.push((record.cleanAt - NOW) / SECOND)
    }
    expect(pauses).toEqual([5, 10, 20, 40, 80, 160, 300, 300, 300])
    expect(record.removalsFailed).toBe(9)
    expect(planRemoval(record, true, NOW)).toMatchObject({ removalsFailed: 0 })
  })

  it('looks once more when a slow portal cannot make the first of the links any more', () => {
    const links = [{ ...link, askedAt: NOW + SECOND }, link]
    const { cleanAt } = planRemoval(aTrial({ removalTried: true, links }), true, NOW + 2 * SECOND)
    expect(cleanAt).toBe(NOW + 30 * SECOND)
    // That moment may have passed, and without a link there is none.
    expect(planRemoval(aTrial({ removalTried: true, links }), true, NOW + HOUR).cleanAt).toBe(NOW + HOUR)
    expect(planRemoval(aTrial({ removalTried: true }), true, NOW + 7).cleanAt).toBe(NOW + 7)
  })

  it('of its own link makes a good trial one that failed, while the link is there', () => {
    const seen = aTrial({ seenAt: NOW, links: [link] })
    const by = { linkId: LINK_ID, now: NOW }
    expect(ownRemovalTried(seen, { ...by, gone: true })).toMatchObject({ removalTried: true, failed: null })
    expect(ownRemovalTried(seen, { ...by, gone: false })).toMatchObject({
      removalTried: true,
      removalsFailed: 1,
      failed: { step: 'removal' },
    })
    const failed = aTrial({ failed: { step: 'trail', why: 'not-seen' } })
    expect(ownRemovalTried(failed, { ...by, gone: false })?.failed).toEqual(failed.failed)
  })

  it('says nothing of another trial, nor of one without an outcome', () => {
    const by = { linkId: LINK_ID, gone: true, now: NOW }
    expect(ownRemovalTried(aTrial({ seenAt: NOW, linkId: OTHER_LINK_ID }), by)).toBeNull()
    expect(ownRemovalTried(aTrial(), by)).toBeNull()
  })
})

describe('telling', () => {
  it('goes on with the next who waits', () => {
    expect(waiterTold(aTrial({ waiting: [ONE, TWO] })).waiting).toEqual([TWO])
  })

  it('warns nobody twice, but for whom Slack did not take it', () => {
    const begun = warningBegun(aTrial({ toWarn: ['C0ADMIN', 'U0BOSS'] }), 'C0ADMIN')
    expect(begun.toWarn).toEqual(['U0BOSS'])
    expect(warningNotTaken(begun, ['C0ADMIN'], NOW + 15 * SECOND)).toMatchObject({
      toWarn: ['U0BOSS', 'C0ADMIN'],
      goOnAt: NOW + 15 * SECOND,
    })
  })
})
