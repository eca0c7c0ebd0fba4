import { describe, expect, it } from 'vitest'
import { canBeRevived, grantExtension, whyNotCarriedOut } from '../../../src/domain/extension.ts'
import type { BrokenRule } from '../../../src/domain/outcome.ts'
import type { Policy } from '../../../src/domain/policy.ts'
import type { ShareLink } from '../../../src/domain/share.ts'
import type { EndReason } from '../../../src/domain/share-state.ts'
import type { RequestedTerms } from '../../../src/domain/terms.ts'
import {
  aPolicy,
  aRevokedShare,
  aShare,
  DAY,
  HOUR,
  MINUTE,
  NOW,
  ORIGIN,
  SECOND,
} from '../../support/builders.ts'

type Terms = Partial<Pick<RequestedTerms, 'end' | 'limit'>>
const grant = (share: ShareLink, terms: Terms, policy: Partial<Policy> = {}, now = NOW) =>
  grantExtension(share, { end: null, limit: null, ...terms }, aPolicy(policy), now)

const duration = (ms: number): Terms => ({ end: { kind: 'for', ms } })
const until = (at: number): Terms => ({ end: { kind: 'until', at } })

const longest = (mostMs: number, leftMs: number | null): BrokenRule => ({
  rule: 'MAX_EXPIRY',
  mostMs,
  leftMs,
})
const shortest = (leastMs: number): BrokenRule => ({ rule: 'MIN_EXPIRY', leastMs })
const most = (limit: number, had: number | null = null): BrokenRule => ({
  rule: 'MAX_DOWNLOADS_LIMIT',
  most: limit,
  had,
})

const CHANNEL: BrokenRule = { rule: 'ALLOWED_CHANNELS', allowed: ['C0ELSE'] }
const NO_PASSWORD: BrokenRule = { rule: 'REQUIRE_PASSWORD', isMade: true }

/** Ends in 7 days, 1 of 3 downloads. */
const LIVE = aShare({ downloads: 1 })
const EXPIRED = aRevokedShare({ terms: { expiresAt: NOW - HOUR }, downloads: 1, end: { reason: 'expired' } })
/** Used up before its end, which is 7 days off. */
const USED_UP = aRevokedShare({ downloads: 3, end: { reason: 'limit' } })
const UNLIMITED = aShare({ terms: { limit: null }, direct: false, address: `${ORIGIN}/s/abc` })
const VIEW_ONLY = aShare({ terms: { limit: null, viewOnly: true }, direct: false })

describe('what is granted', () => {
  it.each<[string, ShareLink, Terms, { expiresAt: number; limit: number | null }, Partial<Policy>?]>([
    ['for: onto the present end', LIVE, duration(DAY), { expiresAt: NOW + 8 * DAY, limit: 3 }],
    ['for: from now, once ended', EXPIRED, duration(DAY), { expiresAt: NOW + DAY, limit: 3 }],
    ['until: anew, later', LIVE, until(NOW + 9 * DAY), { expiresAt: NOW + 9 * DAY, limit: 3 }],
    ['until: anew, earlier', LIVE, until(NOW + HOUR), { expiresAt: NOW + HOUR, limit: 3 }],
    ['until: of an ended one', EXPIRED, until(NOW + HOUR), { expiresAt: NOW + HOUR, limit: 3 }],
    ['max: anew, the end stays', LIVE, { limit: 5 }, { expiresAt: NOW + 7 * DAY, limit: 5 }],
    ['max: lower, but above the count', LIVE, { limit: 2 }, { expiresAt: NOW + 7 * DAY, limit: 2 }],
    ['max none', LIVE, { limit: 'none' }, { expiresAt: NOW + 7 * DAY, limit: null }],
    ['max where there was none', UNLIMITED, { limit: 4 }, { expiresAt: NOW + 7 * DAY, limit: 4 }],
    ['both', LIVE, { ...duration(DAY), limit: 5 }, { expiresAt: NOW + 8 * DAY, limit: 5 }],
    ['nothing: the default more', LIVE, {}, { expiresAt: NOW + 14 * DAY, limit: 3 }],
    [
      'nothing: as much as the policy admits',
      LIVE,
      {},
      { expiresAt: NOW + 10 * DAY, limit: 3 },
      { maxExpiryMs: 10 * DAY },
    ],
    ['nothing, ended: the default from now', EXPIRED, {}, { expiresAt: NOW + 7 * DAY, limit: 3 }],
    [
      'max alone, expired: the default from now',
      EXPIRED,
      { limit: 5 },
      { expiresAt: NOW + 7 * DAY, limit: 5 },
    ],
    ['max alone, used up: the end stays', USED_UP, { limit: 5 }, { expiresAt: NOW + 7 * DAY, limit: 5 }],
    [
      'max alone, used up, the end too near to come back for',
      aRevokedShare({ terms: { expiresAt: NOW + 30 * SECOND }, downloads: 3, end: { reason: 'limit' } }),
      { limit: 5 },
      { expiresAt: NOW + 7 * DAY, limit: 5 },
    ],
    [
      'used up: for counts from now',
      USED_UP,
      { ...duration(DAY), limit: 4 },
      { expiresAt: NOW + DAY, limit: 4 },
    ],
    ['view only: more time', VIEW_ONLY, duration(DAY), { expiresAt: NOW + 8 * DAY, limit: null }],
    [
      'view only, where a limit is forced',
      VIEW_ONLY,
      duration(DAY),
      { expiresAt: NOW + 8 * DAY, limit: null },
      { highestLimit: 5 },
    ],
    ['up to the longest life', LIVE, duration(83 * DAY), { expiresAt: NOW + 90 * DAY, limit: 3 }],
    [
      'a live one keeps an end the policy would not give',
      LIVE,
      { limit: 5 },
      { expiresAt: NOW + 7 * DAY, limit: 5 },
      { maxExpiryMs: DAY },
    ],
    [
      'one that has the password that all must have, in a channel that is allowed',
      aShare({ sealedPassword: 'sealed', direct: false }),
      duration(DAY),
      { expiresAt: NOW + 8 * DAY, limit: 3 },
      { requirePassword: true, allowedChannels: ['C0TEAM'] },
    ],
    ['the highest limit', LIVE, { limit: 5 }, { expiresAt: NOW + 7 * DAY, limit: 5 }, { highestLimit: 5 }],
  ])('%s', (_, share, terms, granted, policy = {}) => {
    expect(grant(share, terms, policy)).toEqual({ ok: true, ...granted })
  })

  it('ends on whole seconds, rounded up', () => {
    expect(grant(EXPIRED, duration(DAY), {}, NOW + 1)).toMatchObject({ expiresAt: NOW + DAY + SECOND })
    expect(grant(LIVE, until(NOW + DAY + 1))).toMatchObject({ expiresAt: NOW + DAY + SECOND })
  })
})

describe('what is refused', () => {
  it.each<[string, ShareLink, Terms, string, Partial<Policy>?]>([
    ['max of what is counted', LIVE, { limit: 1 }, 'limit-too-low'],
    ['used up: max of what is counted', USED_UP, { ...duration(DAY), limit: 3 }, 'limit-too-low'],
    ['used up: more time alone', USED_UP, duration(DAY), 'needs-higher-limit'],
    ['used up: nothing', USED_UP, {}, 'needs-higher-limit'],
    [
      'expired, and used up by what came to light later',
      aRevokedShare({ downloads: 3, end: { reason: 'expired' } }),
      duration(DAY),
      'needs-higher-limit',
    ],
    ['view only: max', VIEW_ONLY, { limit: 3 }, 'view-only-limit'],
    ['view only: max none', VIEW_ONLY, { limit: 'none' }, 'view-only-limit'],
    ['the same limit', LIVE, { limit: 3 }, 'same-terms'],
    ['the same end', LIVE, until(NOW + 7 * DAY), 'same-terms'],
    ['one being made', aShare({ state: 'creating', step: 'linked' }), duration(DAY), 'not-ready'],
    ['one that failed', aShare({ state: 'failed' }), duration(DAY), 'cannot-extend'],
    ...(['manual', 'removed', 'policy'] as const).flatMap((reason): [string, ShareLink, Terms, string][] => [
      [`ended by ${reason}`, aRevokedShare({ end: { reason } }), duration(DAY), 'cannot-extend'],
      [
        `being ended by ${reason}`,
        aShare({ state: 'revoking', end: { reason } }),
        duration(DAY),
        'cannot-extend',
      ],
    ]),
    [
      'another under way',
      aShare({
        extending: {
          expiresAt: NOW,
          limit: 3,
          by: 'U0',
          askedAt: NOW,
          reference: 'R',
          replyTo: null,
          refusal: null,
        },
      }),
      duration(DAY),
      'extension-under-way',
    ],
  ])('%s: %s', (_, share, terms, reason, policy = {}) => {
    expect(grant(share, terms, policy)).toMatchObject({ ok: false, refusal: { reason } })
  })

  it.each<[string, ShareLink, Terms, Partial<Policy>, BrokenRule]>([
    ['too long', LIVE, duration(84 * DAY), {}, longest(90 * DAY, 83 * DAY)],
    ['too late', LIVE, until(NOW + 91 * DAY), {}, longest(90 * DAY, 83 * DAY)],
    ['too long, ended', EXPIRED, duration(91 * DAY), {}, longest(90 * DAY, 90 * DAY)],
    ['as long as can be already', LIVE, {}, { maxExpiryMs: 7 * DAY }, longest(7 * DAY, null)],
    ['longer than can be already', LIVE, duration(HOUR), { maxExpiryMs: DAY }, longest(DAY, null)],
    ['too soon', LIVE, until(NOW + MINUTE - 1), {}, shortest(MINUTE)],
    ['now', LIVE, until(NOW), { minExpiryMs: 0 }, shortest(0)],
    ['past', EXPIRED, until(NOW - DAY), { minExpiryMs: 0 }, shortest(0)],
    ['too short, ended', EXPIRED, duration(SECOND), {}, shortest(MINUTE)],
    ['too many', LIVE, { limit: 6 }, { highestLimit: 5 }, most(5)],
    ['no limit', LIVE, { limit: 'none' }, { highestLimit: 5 }, most(5)],
    ['more time for one without', UNLIMITED, duration(DAY), { highestLimit: 5 }, most(5)],
    ['its channel', LIVE, duration(DAY), { allowedChannels: ['C0ELSE'] }, CHANNEL],
    ['its channel, ended', EXPIRED, duration(DAY), { allowedChannels: ['C0ELSE'] }, CHANNEL],
    ['no password', LIVE, duration(DAY), { requirePassword: true }, NO_PASSWORD],
    ['no password, view only', VIEW_ONLY, duration(DAY), { requirePassword: true }, NO_PASSWORD],
    ['no password, ended', EXPIRED, duration(DAY), { requirePassword: true }, NO_PASSWORD],
    ['all that may be', USED_UP, { limit: 4 }, { highestLimit: 3 }, most(3, 3)],
    ['all that may be, without a word of it', USED_UP, {}, { highestLimit: 3 }, most(3, 3)],
  ])('%s: by its rule, with what it admits', (_, share, terms, policy, broken) => {
    expect(grant(share, terms, policy)).toEqual({ ok: false, refusal: { reason: 'policy', ...broken } })
  })

  it('what its advice names is granted, even a while later', () => {
    const refused = grant(LIVE, duration(100 * DAY), {}, NOW + 90 * MINUTE)
    expect(refused).toMatchObject({ refusal: { leftMs: 83 * DAY } })
    expect(grant(LIVE, duration(83 * DAY), {}, NOW + 2 * HOUR).ok).toBe(true)
  })
})

describe('canComeBack', () => {
  it.each<[EndReason, boolean]>([
    ['expired', true],
    ['limit', true],
    ['manual', false],
    ['removed', false],
    ['blind', true],
    ['policy', false],
  ])('%s: %s', (reason, expected) => {
    expect(canBeRevived(aRevokedShare({ end: { reason } }))).toBe(expected)
    expect(canBeRevived(aShare({ state: 'revoking', end: { reason } }))).toBe(expected)
  })

  it('not what lives, nor what never did', () => {
    expect(canBeRevived(aShare())).toBe(false)
    expect(canBeRevived(aShare({ state: 'failed' }))).toBe(false)
  })
})

describe('whyNotCarriedOut', () => {
  const extension = { expiresAt: NOW + DAY, limit: 3, by: 'U0ALICE', askedAt: NOW, reference: 'R' }
  it.each<[string, ShareLink, number, string | null]>([
    ['live', LIVE, NOW, null],
    ['ended by itself', EXPIRED, NOW, null],
    ['revoked by a person', aRevokedShare({ end: { reason: 'manual' } }), NOW, 'cannot-extend'],
    ['its end has passed meanwhile', LIVE, NOW + DAY, 'end-passed'],
    ['a moment is left', LIVE, NOW + DAY - 1, null],
    ['its limit was reached meanwhile', aShare({ downloads: 3 }), NOW, 'limit-too-low'],
    ['one download is left', aShare({ downloads: 2 }), NOW, null],
  ])('%s', (_, share, now, reason) => {
    expect(whyNotCarriedOut(share, extension, now)?.reason ?? null).toBe(reason)
  })

  it('without a limit none is reached', () => {
    expect(whyNotCarriedOut(aShare({ downloads: 99 }), { ...extension, limit: null }, NOW)).toBeNull()
  })
})
