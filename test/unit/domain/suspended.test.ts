import { describe, expect, it } from 'vitest'
import { carriedOut, decide, type Facts } from '../../../src/domain/decide.ts'
import { whyNotCarriedOut, whyNotExtendable } from '../../../src/domain/extension.ts'
import {
  addToSummary,
  afterAbsence,
  EMPTY_SUMMARY,
  type Outage,
  outageOf,
} from '../../../src/domain/outage.ts'
import { isFinished, pendingNotice } from '../../../src/domain/pending-notice.ts'
import type { ShareLink } from '../../../src/domain/share.ts'
import { extended, extensionRefused } from '../../../src/domain/share-extension.ts'
import { endNears, warningsDue, warnMoment } from '../../../src/domain/warning.ts'
import { aRevokedShare, aShare, DAY, HOUR, LINK_ID, MINUTE, NOW, pageOf } from '../../support/builders.ts'

const SUSPENDED = aRevokedShare({
  terms: { limit: 3, expiresAt: NOW + 5 * DAY },
  end: { reason: 'blind', decidedAt: NOW - HOUR, verifiedAt: NOW - HOUR },
  notified: { end: 'notified', fingerprint: 'x' },
  message: null,
})
const resume = { reference: 'RESUME23' }
const act = (share: ShareLink, facts: Facts) => carriedOut(share, decide(share, facts), facts.now)
const resuming = (share = SUSPENDED, now = NOW): ShareLink => {
  const next = act(share, { now, resume })
  if (next === null) throw new Error('it does not resume')
  return next
}
const refuse = (share: ShareLink, now: number, reason: 'unknown-file' | 'portal-down'): ShareLink => {
  const refusal = reason === 'unknown-file' ? { reason, fileId: '4821' } : { reason }
  const next = extensionRefused(share, { reference: resume.reference, refusal, now })
  if (next === null) throw new Error('it cannot be refused')
  return { ...next, extending: null }
}

describe('a suspended share', () => {
  it('cannot be extended by anybody, not even by what was asked for before', () => {
    expect(whyNotExtendable(SUSPENDED)).toMatchObject({ reason: 'suspended' })
    const asked = { expiresAt: NOW + 9 * DAY, limit: 9, askedAt: NOW, reference: 'x' }
    expect(whyNotCarriedOut(SUSPENDED, { ...asked, by: 'U0BOB' }, NOW)).toMatchObject({ reason: 'suspended' })
    expect(whyNotCarriedOut(SUSPENDED, { ...asked, by: null }, NOW)).toBeNull()
  })

  it('is no history while it may resume, and comes back with the terms that it had', () => {
    const link = { id: LINK_ID, address: pageOf(LINK_ID), direct: true, key: 'k' }
    const back = extended(resuming(), {
      reference: resume.reference,
      link,
      kept: [],
      from: 'revoked',
      now: NOW,
    })
    expect(back).toMatchObject({
      state: 'active',
      terms: SUSPENDED.terms,
      end: null,
      address: pageOf(LINK_ID),
      pastEnds: [{ reason: 'blind', revivedAt: NOW }],
      extensions: [{ by: null }],
    })
  })

  it('is not warned of twice, and for the first time though its moment has passed', () => {
    const before = 24 * HOUR
    const share = aShare({
      createdAt: NOW - 5 * DAY,
      terms: { expiresAt: NOW + 20 * HOUR },
      extensions: [{ expiresAt: NOW + 20 * HOUR, limit: 3, by: null, askedAt: NOW, reference: 'r' }],
    })
    // To resume is not to be granted an end that somebody has in mind.
    expect(warnMoment(share, before)).toBe(NOW - 4 * HOUR)
    const near = endNears(share, share.terms.expiresAt, NOW)
    expect(near !== null && warningsDue(near)).toEqual(['end'])
    const told = aShare({ ...share, notified: { warnedEnd: share.terms.expiresAt } })
    const again = endNears(told, told.terms.expiresAt, NOW)
    expect(again !== null && warningsDue(again)).toEqual([])
  })
})

describe('a resumption that is refused', () => {
  it('is tried again after ten minutes, then less often, once in an hour at last', () => {
    const waits: number[] = []
    let share = SUSPENDED
    let now = NOW
    for (let round = 0; round < 5; round += 1) {
      share = refuse(resuming(share, now), now, 'unknown-file')
      const from = now
      while (act(share, { now, resume }) === null) now += MINUTE
      waits.push((now - from) / MINUTE)
    }
    expect(waits).toEqual([10, 20, 40, 60, 60])
  })

  it('is told to its creator once, and only what may last', () => {
    const stuck = refuse(resuming(), NOW, 'unknown-file')
    expect(pendingNotice(stuck)).toBe('stuck')
    const told = { ...stuck, notified: { ...stuck.notified, stuck: true } }
    expect(isFinished(told)).toBe(true)
    expect(pendingNotice(refuse(resuming(told, NOW + HOUR), NOW + HOUR, 'unknown-file'))).toBeNull()
    expect(pendingNotice(refuse(resuming(), NOW, 'portal-down'))).toBeNull()
  })

  it.each<[string, Facts]>([
    ['its time has passed', { now: NOW + 5 * DAY }],
    ['a person has ended it', { now: NOW, revokedBy: 'U0BOB' }],
  ])('is forgotten when %s', (_, facts) => {
    const over = act(refuse(resuming(), NOW, 'unknown-file'), facts)
    expect(over?.end?.stuck).toBeUndefined()
    // What is told is that it has ended, and nothing of the resumption.
    expect(over !== null && pendingNotice(over)).toBe('end')
  })
})

describe('which outage is followed', () => {
  const blind = { state: 'blind', cause: 'key', since: NOW, probedAt: NOW } as const
  const kept: Outage = { since: NOW - HOUR, cause: 'plan', lookedAt: NOW, summary: null, isOver: false }

  it('the one under way, as long as nobody has looked when it was over for a moment', () => {
    expect(outageOf(kept, { ...blind, cause: 'plan' }, NOW)).toBe(kept)
  })

  it('the one under way with another cause, of which people hear at once', () => {
    expect(outageOf(kept, blind, NOW)).toEqual({ ...kept, cause: 'key', lookedAt: null })
  })

  it('another one when that is over', () => {
    const fresh = { since: NOW, cause: 'key', lookedAt: null, summary: null, isOver: false }
    expect(outageOf({ ...kept, isOver: true }, blind, NOW)).toEqual(fresh)
    expect(outageOf(null, blind, NOW)).toEqual(fresh)
  })

  it('an absence turns into one, since then nothing was seen either', () => {
    const away = afterAbsence(null, NOW - DAY)
    expect(away).toMatchObject({ since: NOW - DAY, cause: null })
    expect(outageOf(away, blind, NOW)).toMatchObject({ since: NOW - DAY, cause: 'key', lookedAt: null })
    expect(afterAbsence(kept, NOW - DAY)).toBeNull()
  })
})

describe('what was counted late', () => {
  it.each<[string, ShareLink, number, Partial<typeof EMPTY_SUMMARY>]>([
    ['below its limit', aShare({ downloads: 2 }), 1, { downloads: 1, links: 1 }],
    ['at its limit', aShare({ downloads: 3 }), 2, { downloads: 2, links: 1, atLimit: 1 }],
    ['beyond it', aShare({ downloads: 5 }), 3, { downloads: 3, links: 1, overrun: 1 }],
    ['without one', aShare({ terms: { limit: null }, downloads: 9 }), 3, { downloads: 3, links: 1 }],
    ['at its limit long before', aRevokedShare({ downloads: 3 }), 0, {}],
    ['suspended', SUSPENDED, 0, { resuming: 1 }],
  ])('a share %s', (_, share, late, found) => {
    expect(addToSummary(EMPTY_SUMMARY, share, late)).toEqual({ ...EMPTY_SUMMARY, ...found })
  })
})
