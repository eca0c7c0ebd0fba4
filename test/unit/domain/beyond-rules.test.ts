import { describe, expect, it } from 'vitest'
import { beyondRules, liftRules } from '../../../src/domain/beyond-rules.ts'
import { outgrown } from '../../../src/domain/outgrown.ts'
import { grantTerms, type Policy } from '../../../src/domain/policy.ts'
import { NO_TERMS, type RequestedTerms } from '../../../src/domain/terms.ts'
import { aPolicy, aShare, DAY, NOW } from '../../support/builders.ts'

const context = { now: NOW, channelId: 'C0TEAM', rooms: ['7'] }
const beyond = (asked: Partial<RequestedTerms>, policy: Partial<Policy>) =>
  beyondRules({ ...NO_TERMS, ...asked }, aPolicy(policy), context)

const LONG = { end: { kind: 'for', ms: 30 * DAY } } as const

describe('what stands against a link', () => {
  it.each<[string, Partial<RequestedTerms>, Partial<Policy>, string[]]>([
    ['nothing', {}, {}, []],
    ['a later end than is allowed', LONG, { maxExpiryMs: 7 * DAY }, ['MAX_EXPIRY']],
    ['its life in all', LONG, { maxExpiryMs: 90 * DAY, maxLifeMs: 7 * DAY }, ['max-life']],
    ['a higher limit', { limit: 9 }, { highestLimit: 3 }, ['MAX_DOWNLOADS_LIMIT']],
    ['another limit than the only one', { limit: 9 }, { onlyLimit: 3, highestLimit: 3 }, ['only-limit']],
    ['no password', {}, { requirePassword: true }, ['REQUIRE_PASSWORD']],
    ['a password of their own', { password: 'x' }, { generatesPassword: true }, ['generated-password']],
    ['a watched limit', { enforcement: 'watched' }, { exactOnly: true }, ['exact-only']],
    ['downloads', { limit: 2 }, { viewOnly: true }, ['view-only']],
    ['its channel', {}, { allowedChannels: ['C0OTHER'] }, ['ALLOWED_CHANNELS']],
    ['its room', {}, { allowedRooms: ['8'] }, ['ALLOWED_ROOMS']],
    ['the person', {}, { barred: [{ rule: 'makers', line: 3 }] }, ['makers']],
    [
      'several at once',
      { ...LONG, limit: 9 },
      { maxExpiryMs: 7 * DAY, highestLimit: 3, requirePassword: true },
      ['REQUIRE_PASSWORD', 'MAX_EXPIRY', 'MAX_DOWNLOADS_LIMIT'],
    ],
  ])('is found, and lifted by itself: %s', (_what, asked, policy, rules) => {
    const found = beyond(asked, policy)
    if (!found.ok) throw new Error(found.broken.rule)
    expect(found.rules.map(({ rule }) => rule)).toEqual(rules)
    const requested = { ...NO_TERMS, ...asked }
    const lifted = liftRules(aPolicy(policy), found.rules)
    expect(grantTerms(requested, lifted, context)).toEqual({ ok: true, terms: found.terms })
    for (const one of found.rules) {
      const others = found.rules.filter((other) => other !== one)
      expect(beyondRules(requested, liftRules(aPolicy(policy), others), context)).toMatchObject({
        rules: [{ rule: one.rule }],
      })
    }
  })

  it('is refused where approvers cannot help', () => {
    const policy = { maxExpiryMs: 7 * DAY, passwordsAvailable: false }
    expect(beyond({ ...LONG, password: 'x' }, policy)).toMatchObject({ broken: { rule: 'ENCRYPTION_KEY' } })
  })
})

describe('a live link that was approved', () => {
  const terms = { expiresAt: NOW + 30 * DAY, limit: 9 }
  const share = aShare({ terms })
  const approved = {
    ...share,
    approved: { by: 'U0CAROL', rules: [{ rule: 'MAX_EXPIRY', mostMs: DAY, leftMs: DAY } as const] },
  }
  const policy = aPolicy({ maxExpiryMs: 7 * DAY })

  it('keeps what was approved when rules become stricter, and nothing else', () => {
    expect(outgrown(share, policy, NOW)).toMatchObject({ kind: 'shorten' })
    expect(outgrown(approved, policy, NOW)).toBeNull()
    expect(outgrown(approved, { ...policy, highestLimit: 5 }, NOW)).toEqual({
      kind: 'shorten',
      expiresAt: terms.expiresAt,
      limit: 5,
    })
    expect(outgrown(approved, { ...policy, requirePassword: true }, NOW)).toEqual({ kind: 'end' })
  })
})
