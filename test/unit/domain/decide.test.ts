import { describe, expect, it } from 'vitest'
import { carriedOut, decide, type Facts } from '../../../src/domain/decide.ts'
import { aRevokedShare, aShare, DAY, NOW } from '../../support/builders.ts'

const share = aShare({ terms: { limit: 3, expiresAt: NOW } })
const EARLIER: Facts = { now: NOW - 1 }

describe('a live share ends', () => {
  it.each<[string, Parameters<typeof decide>, string | null]>([
    ['for nothing', [{ ...share, downloads: 2 }, EARLIER], null],
    ['by its limit', [{ ...share, downloads: 3 }, EARLIER], 'limit'],
    ['beyond its limit', [{ ...share, downloads: 5 }, EARLIER], 'limit'],
    ['at the very moment of its end', [share, { now: NOW }], 'expired'],
    ['by its limit when both are due', [{ ...share, downloads: 3 }, { now: NOW }], 'limit'],
    ['never, without a limit', [aShare({ terms: { limit: null }, downloads: 1_000_000 }), EARLIER], null],
    ['not while it is made', [{ ...share, state: 'creating', downloads: 3 }, { now: NOW }], null],
    ['not twice', [{ ...share, state: 'revoking', downloads: 3 }, { now: NOW }], null],
    [
      'by a person, whatever else is due',
      [
        { ...share, downloads: 3 },
        { now: NOW, revokedBy: 'U0BOB' },
      ],
      'manual',
    ],
    ['when its workspace has the app no more', [share, { ...EARLIER, appRemoved: true }], 'policy'],
    ['when it was deleted', [share, { ...EARLIER, deletedBy: { portalUser: 'Ann' } }], 'removed'],
    ['when downloads cannot be seen', [share, { ...EARLIER, suspend: true }], 'blind'],
    [
      'not for that without a limit',
      [aShare({ terms: { limit: null } }), { ...EARLIER, suspend: true }],
      null,
    ],
  ])('%s', (_, given, reason) => {
    const decided = decide(...given)
    expect(decided === null ? null : decided.kind === 'end' && decided.reason).toBe(reason)
  })
})

describe('a suspended share', () => {
  const suspended = aRevokedShare({ terms: { limit: 3, expiresAt: NOW + DAY }, end: { reason: 'blind' } })
  const resume = { reference: 'REF23456' }

  it('resumes as it was when downloads are seen again', () => {
    const next = carriedOut(suspended, decide(suspended, { now: NOW, resume }), NOW)
    expect(next?.extending).toMatchObject({ by: null, limit: 3, expiresAt: NOW + DAY, reference: 'REF23456' })
  })

  it('waits while they are not, and while its link is being removed', () => {
    expect(decide(suspended, { now: NOW })).toBeNull()
    expect(decide({ ...suspended, state: 'revoking' }, { now: NOW, resume })).toBeNull()
  })

  it.each<[string, Facts, number, string]>([
    ['its limit, if it was reached', { now: NOW, resume }, 3, 'limit'],
    ['its time, if it has passed', { now: NOW + DAY, resume }, 0, 'expired'],
    ['a person, if they say so', { now: NOW, resume, revokedBy: 'U0BOB' }, 3, 'manual'],
    ['that nobody has the app any more', { now: NOW, resume, appRemoved: true }, 0, 'policy'],
  ])('is over by %s', (_, facts, downloads, reason) => {
    const before = { ...suspended, downloads, notified: { ...suspended.notified, end: 'notified' as const } }
    const next = carriedOut(before, decide(before, facts), NOW)
    expect(next?.end).toMatchObject({ reason })
    expect(next?.extending).toBeNull()
    // The channel was told then that the link is dead: that it stays so is for the thread.
    expect(next?.notified).toEqual({ ...before.notified, end: 'heard' })
  })
})
