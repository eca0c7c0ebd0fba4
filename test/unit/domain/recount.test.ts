import { describe, expect, it } from 'vitest'
import { recounted } from '../../../src/domain/recount.ts'
import { aRevokedShare, aShare, aStoredEvent, HOUR, MINUTE, NOW, SECOND } from '../../support/builders.ts'

const BY = { burstWindowMs: 2 * SECOND, now: NOW + 10 * MINUTE }
const LIVE = { state: 'active', terms: { limit: 2, expiresAt: NOW + HOUR } } as const
const first = aStoredEvent({ id: 1, at: NOW + MINUTE })
const second = aStoredEvent({ id: 2, at: NOW + 2 * MINUTE })

describe('recounted', () => {
  it('has the count of all that is kept, and how much that was', () => {
    expect(recounted(aShare(LIVE), [first], BY)).toMatchObject({
      state: 'active',
      downloads: 1,
      views: 0,
      judgedEvents: 1,
    })
  })

  it('ends the share in the same change where its limit is reached', () => {
    expect(recounted(aShare(LIVE), [first, second], BY)).toMatchObject({
      state: 'revoking',
      downloads: 2,
      judgedEvents: 2,
      end: { reason: 'limit', decidedAt: BY.now, limitReached: { at: second.at } },
    })
  })

  it('ends one whose time is over, whatever was downloaded', () => {
    expect(recounted(aShare(LIVE), [], { ...BY, now: NOW + HOUR }).end?.reason).toBe('expired')
  })

  it('counts one that is over on, and says anew by which download its limit was reached', () => {
    const endedAt = NOW + 5 * MINUTE
    const end = { reason: 'limit', decidedAt: endedAt, verifiedAt: endedAt } as const
    const over = aRevokedShare({ terms: { limit: 1 }, end })
    expect(recounted(over, [second, first], BY)).toMatchObject({
      state: 'revoked',
      downloads: 2,
      end: { reason: 'limit', limitReached: { at: first.at } },
    })
  })
})
