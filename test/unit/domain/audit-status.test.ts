import { describe, expect, it } from 'vitest'
import { type AuditStatus, NEVER_LOOKED } from '../../../src/domain/audit-health.ts'
import {
  afterProbe,
  afterReading,
  afterSilence,
  isProbeDue,
  isStale,
  type KeptAuditStatus,
  type Look,
  needsProbe,
  whyNoLimit,
  whyNoRevival,
} from '../../../src/domain/audit-status.ts'
import { briefOf } from '../../../src/domain/brief-share.ts'
import { aRevokedShare, aShare, HOUR, MINUTE, NOW, SECOND } from '../../support/builders.ts'

const kept = (more: Partial<KeptAuditStatus> = {}): KeptAuditStatus => ({
  ...NEVER_LOOKED,
  provenAt: null,
  readingFails: false,
  suspect: null,
  doubtedAt: null,
  ...more,
})
const UNKNOWN = kept()
const OK = kept({ state: 'ok', probedAt: NOW - MINUTE })
const SINCE = NOW - HOUR
const blind = (more: Partial<KeptAuditStatus> = {}): KeptAuditStatus =>
  kept({ state: 'blind', cause: 'outage', since: SINCE, probedAt: NOW - MINUTE, ...more })
const DEFINITE = ['plan', 'rights', 'key'] as const

describe('a probe', () => {
  const SWEPT = NOW - 10 * SECOND
  const turned = (auditStatus: KeptAuditStatus, look: Look, sweptAt: number | null = SWEPT) =>
    afterProbe(auditStatus, look, { askedAt: NOW - SECOND, sweptAt, now: NOW })

  it.each(DEFINITE)('that says %s blinds at once, since the last good reading', (look) => {
    for (const auditStatus of [UNKNOWN, OK, kept({ state: 'ok', doubtedAt: SWEPT })]) {
      expect(turned(auditStatus, look)).toEqual(blind({ cause: look, since: SWEPT, probedAt: NOW - SECOND }))
    }
    expect(turned(OK, look, null)).toMatchObject({ state: 'blind', since: NOW })
  })

  it('that is good makes what was never looked at ok, and keeps what is', () => {
    expect(turned(UNKNOWN, 'good')).toEqual(kept({ state: 'ok', probedAt: NOW - SECOND }))
    expect(turned(OK, 'good')).toEqual(kept({ state: 'ok', probedAt: NOW - SECOND }))
  })

  it('that is good does not end an outage alone', () => {
    const auditStatus = blind({ cause: 'plan' })
    expect(turned(auditStatus, 'good')).toEqual({ ...auditStatus, probedAt: NOW - SECOND, provenAt: NOW })
  })

  it.each([
    ['never looked', UNKNOWN],
    ['ok', OK],
    ['blind', blind({ cause: 'plan' })],
  ])('that is not answered says nothing: %s', (_, auditStatus) => {
    expect(turned(auditStatus, 'outage')).toBeNull()
  })

  it('changes the cause while blind, and never since when', () => {
    for (const cause of ['outage', ...DEFINITE] as const) {
      for (const look of DEFINITE) {
        expect(turned(blind({ cause, provenAt: NOW - MINUTE }), look)).toEqual(
          blind({ cause: look, probedAt: NOW - SECOND }),
        )
      }
    }
  })

  it('takes back a proof when it is not answered', () => {
    expect(turned(blind({ provenAt: NOW - MINUTE }), 'outage')).toEqual(blind())
  })

  it('that was asked before another one is late, unless the clock was set back', () => {
    expect(turned(kept({ state: 'ok', probedAt: NOW - 500 }), 'plan')).toBeNull()
    expect(turned(kept({ state: 'ok', probedAt: NOW + HOUR }), 'plan')).toMatchObject({ state: 'blind' })
  })
})

describe('a reading', () => {
  it('says nothing while nobody is blind, but what it suspects, and that a doubt is over', () => {
    for (const look of ['good', 'outage'] as const) {
      expect(afterReading(UNKNOWN, look, NOW)).toBeNull()
      expect(afterReading(OK, look, NOW)).toBeNull()
    }
    for (const look of DEFINITE) {
      const suspected = { ...OK, suspect: look }
      expect(afterReading(OK, look, NOW)).toEqual(suspected)
      for (const again of [look, 'outage'] as const) expect(afterReading(suspected, again, NOW)).toBeNull()
      expect(afterReading(suspected, 'good', NOW)).toEqual(OK)
    }
    const doubted = kept({ state: 'ok', doubtedAt: NOW })
    expect(afterReading(doubted, 'good', NOW)).toEqual({ ...doubted, doubtedAt: null })
    expect(afterReading(doubted, 'outage', NOW)).toBeNull()
  })

  it('that is good ends an outage when it began after a good probe, whatever the cause', () => {
    for (const cause of ['outage', ...DEFINITE] as const) {
      const auditStatus = blind({ cause, provenAt: NOW, readingFails: true })
      expect(afterReading(auditStatus, 'good', NOW)).toEqual(kept({ state: 'ok', probedAt: NOW - MINUTE }))
    }
  })

  it('that is good does not without one, nor when it began before it', () => {
    expect(afterReading(blind(), 'good', NOW)).toBeNull()
    expect(afterReading(blind({ provenAt: NOW }), 'good', NOW - 1)).toBeNull()
  })

  it('is remembered while blind, as failed or not', () => {
    expect(afterReading(blind(), 'outage', NOW)).toEqual(blind({ readingFails: true }))
    expect(afterReading(blind({ readingFails: true }), 'plan', NOW)).toBeNull()
    expect(afterReading(blind({ readingFails: true }), 'good', NOW)).toEqual(blind())
  })

  it.each<[string, KeptAuditStatus, Look, boolean]>([
    ['a bad one, which may be one odd answer', OK, 'plan', true],
    ['a bad one before the first probe', UNKNOWN, 'key', true],
    ['one that was not answered', OK, 'outage', false],
    ['a good one', OK, 'good', false],
    ['blind: the same again', blind({ cause: 'plan' }), 'plan', false],
    ['blind: another cause', blind({ cause: 'outage' }), 'key', true],
    ['blind: no answer', blind({ cause: 'key' }), 'outage', false],
    ['an outage that may be over', blind({ cause: 'outage' }), 'good', true],
    ['a key that may be good again', blind({ cause: 'key' }), 'good', true],
    ['what only looks well without a plan', blind({ cause: 'plan' }), 'good', false],
    ['a plan that may be there again', blind({ cause: 'plan', readingFails: true }), 'good', true],
    ['what is proven already', blind({ cause: 'key', provenAt: NOW }), 'good', false],
  ])('calls for a probe, or not: %s', (_, auditStatus, look, needed) => {
    expect(needsProbe(auditStatus, look)).toBe(needed)
  })
})

describe('silence', () => {
  const BLIND_AFTER = 15 * MINUTE
  const turned = (
    auditStatus: KeptAuditStatus,
    silentMs: number,
    more: { blindAfterMs?: number; slow?: number; triedMs?: number } = {},
  ) =>
    afterSilence(auditStatus, {
      triedAt: NOW - (more.triedMs ?? 0),
      readAt: NOW - silentMs,
      now: NOW,
      blindAfterMs: more.blindAfterMs ?? BLIND_AFTER,
      slowestSweepMs: more.slow ?? 30 * SECOND,
    })
  const doubted = (ago: number) => kept({ state: 'ok', doubtedAt: NOW - ago })

  it('is nothing as long as it may end in time', () => {
    expect(turned(OK, BLIND_AFTER - 31 * SECOND)).toBeNull()
  })

  it('is doubted before it blinds: nobody may have tried, as after a stop', () => {
    expect(turned(OK, BLIND_AFTER - 30 * SECOND)).toEqual({ ...OK, doubtedAt: NOW })
    expect(turned(OK, 5 * HOUR)).toEqual({ ...OK, doubtedAt: NOW })
    expect(turned(doubted(29 * SECOND), 5 * HOUR)).toBeNull()
  })

  it('blinds when it has lasted, since the last good reading', () => {
    expect(turned(doubted(30 * SECOND), BLIND_AFTER)).toMatchObject({
      state: 'blind',
      cause: 'outage',
      since: NOW - BLIND_AFTER,
      doubtedAt: null,
    })
    expect(turned(doubted(30 * SECOND), BLIND_AFTER - 1)).toBeNull()
    expect(turned({ ...UNKNOWN, doubtedAt: NOW - MINUTE }, BLIND_AFTER)).toMatchObject({ state: 'blind' })
  })

  it.each(DEFINITE)('has the cause that readings gave, though no probe said so: %s', (cause) => {
    const suspected = { ...doubted(30 * SECOND), suspect: cause }
    expect(turned(suspected, BLIND_AFTER)).toEqual(
      blind({ cause, since: NOW - BLIND_AFTER, probedAt: suspected.probedAt }),
    )
  })

  it('is doubted since the reading began that has failed', () => {
    expect(turned(OK, 5 * HOUR, { triedMs: 10 * SECOND })).toEqual({ ...OK, doubtedAt: NOW - 10 * SECOND })
    expect(turned(doubted(20 * SECOND), 5 * HOUR, { triedMs: 10 * SECOND })).toBeNull()
    expect(turned(OK, 5 * HOUR, { triedMs: 30 * SECOND })).toMatchObject({
      state: 'blind',
      since: NOW - 5 * HOUR,
    })
  })

  it('begins anew after a good reading, and when the clock was set back', () => {
    expect(turned(doubted(5 * HOUR), BLIND_AFTER)).toMatchObject({ state: 'ok', doubtedAt: NOW })
    expect(turned(doubted(-HOUR), BLIND_AFTER)).toMatchObject({ state: 'ok', doubtedAt: NOW })
  })

  it('is noticed in time where people are to be told after seconds', () => {
    const soon = { blindAfterMs: 5 * SECOND, slow: SECOND }
    expect(turned(OK, 2 * SECOND, soon)).toBeNull()
    expect(turned(OK, 2.5 * SECOND, soon)).toMatchObject({ doubtedAt: NOW })
    expect(turned(doubted(2.5 * SECOND), 5 * SECOND, soon)).toMatchObject({ state: 'blind' })
  })

  it('is longer where the trail is read seldom', () => {
    const seldom = { slow: HOUR }
    expect(turned(doubted(5 * MINUTE), HOUR + BLIND_AFTER, seldom)).toBeNull()
    expect(turned(doubted(5 * MINUTE), 2 * HOUR, seldom)).toMatchObject({ state: 'blind' })
  })

  it('changes nothing while blind', () => {
    expect(turned(blind({ cause: 'plan' }), 5 * HOUR)).toBeNull()
  })
})

const seen = (state: AuditStatus['state'], probedAt: number | null): AuditStatus => ({
  ...NEVER_LOOKED,
  state,
  probedAt,
})

it.each<[string, AuditStatus, boolean, boolean]>([
  ['never looked', seen('unknown', null), true, true],
  ['ok, just now', seen('ok', NOW), false, false],
  ['ok, nearly an hour ago', seen('ok', NOW - HOUR + 1), false, false],
  ['ok, an hour ago', seen('ok', NOW - HOUR), true, false],
  ['ok, an hour and a quarter ago', seen('ok', NOW - 75 * MINUTE), true, true],
  ['ok, by a clock that was set back since', seen('ok', NOW + 2 * HOUR), true, true],
  ['blind, just now', seen('blind', NOW), true, false],
  ['blind, long ago', seen('blind', NOW - 5 * HOUR), true, false],
])('a probe is due, and what is known is stale: %s', (_, auditStatus, due, stale) => {
  expect(isProbeDue(auditStatus, NOW)).toBe(due)
  expect(isStale(auditStatus, NOW)).toBe(stale)
})

describe('a limit', () => {
  const FREE = { highestLimit: null }

  it('is refused while blind, and only then', () => {
    expect(whyNoLimit(blind({ cause: 'key' }), { limit: 3 }, FREE)).toEqual({
      reason: 'blind',
      cause: 'key',
      since: SINCE,
      noLimitAllowed: true,
      share: null,
    })
    expect(whyNoLimit(blind(), { limit: 3 }, { highestLimit: 20 })).toMatchObject({ noLimitAllowed: false })
    expect(whyNoLimit(blind(), { limit: null }, FREE)).toBeNull()
    expect(whyNoLimit(blind(), { limit: 3, exact: true }, FREE)).toBeNull()
    expect(whyNoLimit(OK, { limit: 3 }, FREE)).toBeNull()
    expect(whyNoLimit(UNKNOWN, { limit: 3 }, FREE)).toBeNull()
  })

  it('is refused to what is to come back, not to what is live', () => {
    const ended = aRevokedShare()
    expect(whyNoRevival(blind(), ended, 3, FREE)).toMatchObject({ reason: 'blind', share: briefOf(ended) })
    expect(whyNoRevival(blind(), { ...ended, state: 'revoking' }, 3, FREE)).not.toBeNull()
    const exact = aRevokedShare({ terms: { exact: true } })
    expect(whyNoRevival(blind(), exact, 3, FREE)).toBeNull()
    expect(whyNoRevival(blind(), ended, null, FREE)).toBeNull()
    expect(whyNoRevival(blind(), aShare(), 9, FREE)).toBeNull()
  })

  it('is refused to what is live without one: that is a promise too', () => {
    const unlimited = aShare({ terms: { limit: null } })
    expect(whyNoRevival(blind(), unlimited, 9, FREE)).toMatchObject({
      reason: 'blind',
      share: briefOf(unlimited),
    })
    expect(whyNoRevival(blind(), unlimited, null, FREE)).toBeNull()
    expect(whyNoRevival(OK, unlimited, 9, FREE)).toBeNull()
  })
})
