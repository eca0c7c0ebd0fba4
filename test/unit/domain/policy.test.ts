import { describe, expect, it } from 'vitest'
import { grantTerms, isRoomAllowed, mayEnd, type Policy } from '../../../src/domain/policy.ts'
import { NO_TERMS, type RequestedTerms } from '../../../src/domain/terms.ts'
import { aPolicy } from '../../support/builders.ts'

const MINUTE = 60_000
const DAY = 86_400_000
const NOW = Date.parse('2026-11-23T10:00:00Z')

const grant = (requested: Partial<RequestedTerms> = {}, policy: Partial<Policy> = {}, now = NOW) =>
  grantTerms({ ...NO_TERMS, ...requested }, aPolicy(policy), { now, channelId: 'C1' })

const forMs = (ms: number) => ({ end: { kind: 'for', ms } as const })
const untilAt = (at: number) => ({ end: { kind: 'until', at } as const })

describe('defaults', () => {
  it('hold when nothing was asked for', () => {
    expect(grant()).toEqual({
      ok: true,
      terms: { expiresAt: NOW + 7 * DAY, limit: 10, viewOnly: false, note: null },
    })
  })

  it.each<[string, Partial<Policy>, number, number | null]>([
    ['the longest life', { maxExpiryMs: DAY }, NOW + DAY, 10],
    ['the shortest life', { minExpiryMs: 8 * DAY }, NOW + 8 * DAY, 10],
    ['the highest limit', { highestLimit: 3 }, NOW + 7 * DAY, 3],
    ['a higher highest limit', { highestLimit: 30 }, NOW + 7 * DAY, 10],
    ['a highest limit without a default', { defaultLimit: null, highestLimit: 5 }, NOW + 7 * DAY, 5],
    ['no limit at all', { defaultLimit: null }, NOW + 7 * DAY, null],
  ])('give way to %s', (_name, policy, expiresAt, limit) => {
    expect(grant({}, policy)).toMatchObject({ ok: true, terms: { expiresAt, limit } })
  })
})

describe('how a limit is kept', () => {
  it.each<[string, Partial<RequestedTerms>, Partial<Policy>, boolean]>([
    ['watched when nobody says', {}, {}, false],
    ['exact where that was asked for', { enforcement: 'exact' }, {}, true],
    ['exact where that is usual', {}, { enforcement: 'exact' }, true],
    ['watched where that was asked for', { enforcement: 'watched' }, { enforcement: 'exact' }, false],
    ['exact without a limit too', { enforcement: 'exact', limit: 'none' }, {}, true],
    ['watched for view only, whatever is usual', { viewOnly: true }, { enforcement: 'exact' }, false],
  ])('is %s', (_name, requested, policy, isExact) => {
    const granted = grant(requested, policy)
    expect(granted.ok && (granted.terms.exact ?? false)).toBe(isExact)
  })
})

it.each<[string, Partial<RequestedTerms>, Partial<Policy>, boolean]>([
  ['an exact link without a gate', { enforcement: 'exact' }, { hasGate: false }, false],
  ['the same where exact is usual', {}, { enforcement: 'exact', hasGate: false }, false],
  ['an exact link with a gate', { enforcement: 'exact' }, {}, true],
  ['a watched link without a gate', {}, { hasGate: false }, true],
])('a password is granted only where somebody is asked for it: %s', (_name, requested, policy, isGranted) => {
  const granted = grant({ password: 'hunter22', ...requested }, policy)
  if (isGranted) expect(granted.ok).toBe(true)
  else expect(granted).toEqual({ ok: false, broken: { rule: 'PUBLIC_URL' } })
  expect(grant(requested, policy).ok).toBe(true)
})

describe('the end', () => {
  it.each<[string, Partial<RequestedTerms>, number]>([
    ['exactly the shortest life', forMs(MINUTE), NOW + MINUTE],
    ['exactly the longest life', forMs(90 * DAY), NOW + 90 * DAY],
    ['until the shortest life', untilAt(NOW + MINUTE), NOW + MINUTE],
    ['until the longest life', untilAt(NOW + 90 * DAY), NOW + 90 * DAY],
  ])('may be %s', (_name, requested, expiresAt) => {
    expect(grant(requested)).toMatchObject({ ok: true, terms: { expiresAt } })
  })

  it.each<[string, Partial<RequestedTerms>, string]>([
    ['just under the shortest life', forMs(MINUTE - 1), 'MIN_EXPIRY'],
    ['just over the longest life', forMs(90 * DAY + 1), 'MAX_EXPIRY'],
    ['until just before the shortest life', untilAt(NOW + MINUTE - 1), 'MIN_EXPIRY'],
    ['until just behind the longest life', untilAt(NOW + 90 * DAY + 1), 'MAX_EXPIRY'],
    ['in the past', untilAt(NOW - DAY), 'MIN_EXPIRY'],
    ['as far off as can be written', forMs(3_650_000 * DAY), 'MAX_EXPIRY'],
  ])('may not be %s', (_name, requested, rule) => {
    expect(grant(requested)).toMatchObject({ ok: false, broken: { rule } })
  })

  it('says what would be right', () => {
    expect(grant(forMs(91 * DAY))).toEqual({
      ok: false,
      broken: { rule: 'MAX_EXPIRY', mostMs: 90 * DAY, leftMs: 90 * DAY },
    })
    expect(grant(forMs(0), { minExpiryMs: 90 * MINUTE })).toEqual({
      ok: false,
      broken: { rule: 'MIN_EXPIRY', leastMs: 90 * MINUTE },
    })
  })

  it('is never at once, even without a shortest life', () => {
    expect(grant(forMs(0), { minExpiryMs: 0 })).toMatchObject({ ok: false, broken: { rule: 'MIN_EXPIRY' } })
    expect(grant(untilAt(NOW), { minExpiryMs: 0 })).toMatchObject({
      ok: false,
      broken: { rule: 'MIN_EXPIRY' },
    })
  })

  it('of a duration is a whole second, rounded up; of a moment that moment', () => {
    expect(grant(forMs(MINUTE), {}, NOW + 1)).toMatchObject({ terms: { expiresAt: NOW + MINUTE + 1_000 } })
    expect(grant({}, {}, NOW + 999)).toMatchObject({ terms: { expiresAt: NOW + 7 * DAY + 1_000 } })
    expect(grant(untilAt(NOW + DAY + 1))).toMatchObject({ terms: { expiresAt: NOW + DAY + 1 } })
  })
})

describe('the limit', () => {
  it.each<[RequestedTerms['limit'], number | null, number | null]>([
    [1, null, 1],
    [1_000_000, null, 1_000_000],
    ['none', null, null],
    [20, 20, 20],
    [1, 20, 1],
  ])('%j is granted with a highest of %j', (limit, highestLimit, granted) => {
    expect(grant({ limit }, { highestLimit })).toMatchObject({ ok: true, terms: { limit: granted } })
  })

  it.each<[RequestedTerms['limit'], number]>([
    [21, 20],
    ['none', 20],
    [2, 1],
  ])('%j is refused with a highest of %j', (limit, highestLimit) => {
    const broken = { rule: 'MAX_DOWNLOADS_LIMIT', most: highestLimit, had: null }
    expect(grant({ limit }, { highestLimit })).toEqual({ ok: false, broken })
  })

  it('does not apply to view only, whatever the policy', () => {
    expect(grant({ viewOnly: true }, { highestLimit: 3 })).toMatchObject({
      terms: { limit: null, viewOnly: true },
    })
    expect(grant({ viewOnly: true, limit: 'none' }, { highestLimit: 3 })).toMatchObject({
      terms: { limit: null },
    })
  })
})

describe('the password', () => {
  it.each<[string | null, boolean, boolean, string | null]>([
    [null, false, false, null],
    [null, false, true, null],
    ['hunter22', false, true, null],
    ['hunter22', true, true, null],
    [null, true, true, 'REQUIRE_PASSWORD'],
    ['hunter22', false, false, 'ENCRYPTION_KEY'],
    ['hunter22', true, false, 'ENCRYPTION_KEY'],
    [null, true, false, 'ENCRYPTION_KEY'],
  ])('%j, required %j, available %j: %j', (password, requirePassword, passwordsAvailable, rule) => {
    const granted = grant({ password }, { requirePassword, passwordsAvailable })
    if (rule === null) return expect(granted.ok).toBe(true)
    expect(granted).toMatchObject({ ok: false, broken: { rule } })
    expect(JSON.stringify(granted)).not.toContain('hunter22')
  })
})

describe('the channel', () => {
  it('must be an allowed one', () => {
    expect(grant({}, { allowedChannels: ['C0', 'C1'] }).ok).toBe(true)
    expect(grant({}, { allowedChannels: ['C0', 'C2'] })).toEqual({
      ok: false,
      broken: { rule: 'ALLOWED_CHANNELS', allowed: ['C0', 'C2'] },
    })
    expect(grant({}, { allowedChannels: [] })).toMatchObject({
      ok: false,
      broken: { rule: 'ALLOWED_CHANNELS' },
    })
  })

  it('is the first to be refused, so that nothing is corrected in vain', () => {
    expect(grant(forMs(0), { allowedChannels: [], requirePassword: true })).toMatchObject({
      broken: { rule: 'ALLOWED_CHANNELS' },
    })
  })
})

it('keeps the note', () => {
  expect(grant({ note: 'for *you* <!channel>' })).toMatchObject({ terms: { note: 'for *you* <!channel>' } })
})

describe('isRoomAllowed', () => {
  it.each<[string[], string[] | null, boolean]>([
    [['7', '3'], null, true],
    [[], null, true],
    [['7', '3'], ['3'], true],
    [['7', '3'], ['7'], true],
    [['7', '3'], ['33', '73'], false],
    [[], ['3'], false],
    [['7'], [], false],
  ])('a file under %j with %j', (path, allowedRooms, allowed) => {
    expect(isRoomAllowed(allowedRooms, path)).toBe(allowed)
  })
})

describe('mayEnd', () => {
  const share = { creator: { id: 'U1', name: 'ann' } }
  it.each([
    ['the creator', { userId: 'U1', isWorkspaceAdmin: false }, true],
    ['a workspace admin', { userId: 'U2', isWorkspaceAdmin: true }, true],
    ['one of ADMIN_USERS', { userId: 'U9', isWorkspaceAdmin: false }, true],
    ['anybody else', { userId: 'U2', isWorkspaceAdmin: false }, false],
    ['nobody', { userId: '', isWorkspaceAdmin: false }, false],
    ['another spelling', { userId: 'u1', isWorkspaceAdmin: false }, false],
  ])('%s: %j', (_name, actor, may) => {
    expect(mayEnd(actor, share, ['U8', 'U9'])).toBe(may)
  })
})
