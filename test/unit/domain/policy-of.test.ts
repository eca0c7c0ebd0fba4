import { describe, expect, it } from 'vitest'
import { holdTerms } from '../../../src/domain/hold-terms.ts'
import { grantTerms, type Policy } from '../../../src/domain/policy.ts'
import { type PolicyFacts, policyOf, searchedRooms } from '../../../src/domain/policy-of.ts'
import { withPreset } from '../../../src/domain/preset.ts'
import { NO_RULES, type RuleBook, type RuleSet } from '../../../src/domain/rule-book.ts'
import { type GrantedTerms, NO_TERMS, type RequestedTerms } from '../../../src/domain/terms.ts'
import { aPolicy, DAY, HOUR, MINUTE, NOW } from '../../support/builders.ts'

const rule = <T>(value: T, line = 1) => ({ value, line })
const book = (more: Partial<RuleBook>): RuleBook => ({ ...NO_RULES, ...more })
const WHERE: PolicyFacts = {
  person: { id: 'U0BOB', groups: [] },
  channel: { id: 'C0TEAM', kinds: ['private', 'guests'] },
  rooms: ['7', '12'],
}
const grantBy = (policy: Policy, asked: Partial<RequestedTerms> = {}) =>
  grantTerms({ ...NO_TERMS, ...asked }, policy, { now: NOW, channelId: 'C0TEAM' })
const grant = (set: RuleSet, asked: Partial<RequestedTerms> = {}, base: Partial<Policy> = {}) =>
  grantBy(policyOf(aPolicy(base), book({ everywhere: set }), WHERE), asked)

describe('the stricter wins', () => {
  it('of everywhere, the kinds of the channel, the channel, the room and the environment', () => {
    const rules = book({
      everywhere: { maxExpiryMs: rule(30 * DAY, 1) },
      kinds: { guests: { maxExpiryMs: rule(20 * DAY, 2) }, public: { maxExpiryMs: rule(DAY, 3) } },
      channels: { C0TEAM: { maxExpiryMs: rule(10 * DAY, 4) }, C0ELSE: { maxExpiryMs: rule(HOUR, 5) } },
      rooms: { '12': { maxExpiryMs: rule(5 * DAY, 6) }, '13': { maxExpiryMs: rule(HOUR, 7) } },
    })
    const at = (facts: Partial<PolicyFacts>, base = {}) => {
      const { maxExpiryMs, lines } = policyOf(aPolicy(base), rules, { ...WHERE, ...facts })
      return [maxExpiryMs / DAY, lines.MAX_EXPIRY]
    }
    expect(at({})).toEqual([5, 6])
    expect(at({ rooms: null })).toEqual([10, 4])
    expect(at({ rooms: null, channel: { id: 'C0X', kinds: ['private', 'guests'] } })).toEqual([20, 2])
    expect(at({ rooms: null, channel: null })).toEqual([30, 1])
    expect(at({}, { maxExpiryMs: 2 * DAY })).toEqual([2, null])
  })

  it('names the line in the refusal, and no line where the environment says it', () => {
    const asked = { end: { kind: 'for', ms: 40 * DAY } } as const
    const broken = { rule: 'MAX_EXPIRY', mostMs: 30 * DAY, leftMs: 30 * DAY }
    expect(grant({ maxExpiryMs: rule(30 * DAY, 9) }, asked)).toEqual({
      ok: false,
      broken: { ...broken, line: 9 },
    })
    expect(grant({ maxExpiryMs: rule(60 * DAY, 9) }, asked, { maxExpiryMs: 30 * DAY })).toEqual({
      ok: false,
      broken,
    })
  })
})

describe('a rule', () => {
  it.each<[string, RuleSet, Partial<RequestedTerms>, object]>([
    [
      'life in all, which is longer than asked',
      { maxLifeMs: rule(DAY) },
      {},
      { terms: { expiresAt: NOW + DAY } },
    ],
    [
      'life in all, which is shorter',
      { maxLifeMs: rule(DAY) },
      { end: { kind: 'for', ms: 2 * DAY } },
      { broken: { rule: 'max-life', mostMs: DAY } },
    ],
    ['one limit, and none asked for', { onlyLimit: rule(3) }, {}, { terms: { limit: 3 } }],
    [
      'one limit, and another asked for',
      { onlyLimit: rule(3) },
      { limit: 2 },
      { broken: { rule: 'only-limit', limit: 3 } },
    ],
    [
      'one limit, and none wanted',
      { onlyLimit: rule(3) },
      { limit: 'none' },
      { broken: { rule: 'only-limit' } },
    ],
    [
      'one limit, and view only',
      { onlyLimit: rule(3) },
      { viewOnly: true },
      { terms: { viewOnly: true, limit: null } },
    ],
    ['exact', { exactOnly: rule(true) }, {}, { terms: { exact: true } }],
    [
      'exact, and watched asked for',
      { exactOnly: rule(true) },
      { enforcement: 'watched' },
      { broken: { rule: 'exact-only' } },
    ],
    ['exact, and view only', { exactOnly: rule(true) }, { viewOnly: true }, { terms: { viewOnly: true } }],
    ['view only', { viewOnly: rule(true) }, {}, { terms: { viewOnly: true, limit: null } }],
    ['view only, and a limit', { viewOnly: rule(true) }, { limit: 3 }, { broken: { rule: 'view-only' } }],
    ['a password', { password: rule('required') }, {}, { broken: { rule: 'REQUIRE_PASSWORD', line: 1 } }],
    ['a generated password', { password: rule('generated') }, {}, { ok: true }],
    [
      'a generated password, and one typed',
      { password: rule('generated') },
      { password: 'x' },
      { broken: { rule: 'generated-password' } },
    ],
    ['kinds', { kinds: rule(['private']) }, {}, { broken: { rule: 'channel-kind', kind: 'guests' } }],
    ['all its kinds', { kinds: rule(['private', 'guests']) }, {}, { ok: true }],
    ['other channels', { channels: rule(['C0ELSE']) }, {}, { broken: { rule: 'ALLOWED_CHANNELS', line: 1 } }],
    ['other rooms', { rooms: rule(['13']) }, {}, { broken: { rule: 'ALLOWED_ROOMS', line: 1 } }],
    ['a room above', { rooms: rule(['12']) }, {}, { ok: true }],
    [
      'other people',
      { makers: rule({ groups: ['S1'], people: ['U1'] }) },
      {},
      { broken: { rule: 'makers' } },
    ],
    ['this person', { makers: rule({ groups: [], people: ['U0BOB'] }) }, {}, { ok: true }],
  ])('%s', (_what, set, asked, expected) => {
    expect(grant(set, asked)).toMatchObject(expected)
  })

  it('of a group holds for those who are in it', () => {
    const rules = book({ everywhere: { makers: rule({ groups: ['S1'], people: [] }) } })
    const by = (groups: string[]) =>
      grantBy(policyOf(aPolicy(), rules, { ...WHERE, person: { id: 'U0BOB', groups } })).ok
    expect([by(['S1']), by(['S2']), by([])]).toEqual([true, false, false])
  })
})

describe('search', () => {
  it('looks where the environment and the rule for everywhere both allow', () => {
    const rules = book({ everywhere: { rooms: rule(['2', '3']) }, rooms: { '9': {} } })
    expect(searchedRooms({ allowedRooms: null }, rules)).toEqual(['2', '3'])
    expect(searchedRooms({ allowedRooms: ['1', '2'] }, rules)).toEqual(['2'])
    expect(searchedRooms({ allowedRooms: ['1'] }, NO_RULES)).toEqual(['1'])
    expect(searchedRooms({ allowedRooms: null }, NO_RULES)).toBeNull()
  })
})

describe('terms that were granted, held once more', () => {
  const TERMS: GrantedTerms = { expiresAt: NOW + 7 * DAY, limit: 10, viewOnly: false, note: null }
  const hold = (set: RuleSet, more: Partial<Parameters<typeof holdTerms>[0]> = {}, now = NOW) =>
    holdTerms(
      { terms: TERMS, hasPassword: false, unasked: [], ...more },
      policyOf(aPolicy({ maxExpiryMs: 7 * DAY }), book({ rooms: { '12': set } }), WHERE),
      { now, channelId: 'C0TEAM' },
    )

  it('stay as they are, also a while later', () => {
    expect(hold({})).toEqual({ ok: true, terms: TERMS })
    expect(hold({}, {}, NOW + 7 * DAY - 1)).toEqual({ ok: true, terms: TERMS })
  })

  it('are believed to the minute, since clocks differ, and no further', () => {
    const late = { terms: { ...TERMS, expiresAt: NOW + 7 * DAY + MINUTE } }
    const later = { terms: { ...TERMS, expiresAt: NOW + 7 * DAY + MINUTE + 1 } }
    expect(hold({}, late).ok).toBe(true)
    expect(hold({}, later)).toMatchObject({ broken: { rule: 'MAX_EXPIRY' } })
  })

  it('follow the rules of the room where nobody asked for them', () => {
    const set = { maxExpiryMs: rule(DAY), onlyLimit: rule(2), exactOnly: rule(true as const) }
    expect(hold(set, { unasked: ['end', 'limit', 'enforcement'] })).toEqual({
      ok: true,
      terms: { ...TERMS, expiresAt: NOW + DAY, limit: 2, exact: true },
    })
    expect(hold(set, { unasked: ['end', 'enforcement'] })).toMatchObject({ broken: { rule: 'only-limit' } })
    expect(hold(set, { unasked: ['limit', 'enforcement'] })).toMatchObject({ broken: { rule: 'MAX_EXPIRY' } })
    expect(hold(set, { unasked: ['end', 'limit'] })).toMatchObject({ broken: { rule: 'exact-only' } })
  })

  it('never end later than they were granted', () => {
    const soon = { ...TERMS, expiresAt: NOW + HOUR }
    expect(hold({}, { terms: soon, unasked: ['end'] })).toEqual({ ok: true, terms: soon })
  })

  it('need the password that a rule asks for', () => {
    expect(hold({ password: rule('required') })).toMatchObject({ broken: { rule: 'REQUIRE_PASSWORD' } })
    expect(hold({ password: rule('required') }, { hasPassword: true }).ok).toBe(true)
  })
})

describe('a preset', () => {
  const presets: Policy['presets'] = {
    client: { end: { kind: 'for', ms: 7 * DAY }, limit: 3, enforcement: 'exact' },
    review: { viewOnly: true },
  }
  const terms = (asked: Partial<RequestedTerms>) => withPreset({ ...NO_TERMS, ...asked }, { presets })

  it('gives its terms, behind what was typed', () => {
    expect(terms({ preset: 'client', limit: 5 })).toMatchObject({
      terms: { end: { kind: 'for', ms: 7 * DAY }, limit: 5, enforcement: 'exact' },
    })
    expect(terms({ preset: 'client', viewOnly: true })).toMatchObject({
      terms: { viewOnly: true, limit: null, enforcement: null },
    })
    expect(terms({ preset: 'review' })).toMatchObject({ terms: { viewOnly: true } })
    expect(terms({ preset: 'review', limit: 2 })).toMatchObject({ terms: { viewOnly: false, limit: 2 } })
  })

  it.each(['cleint', 'constructor', '__proto__'])('%s is none', (preset) => {
    expect(terms({ preset })).toEqual({
      ok: false,
      refusal: { reason: 'unknown-preset', name: preset, known: ['client', 'review'] },
    })
  })
})
