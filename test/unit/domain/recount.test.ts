import { describe, expect, it } from 'vitest'
import { judgeDownloads, type StoredEvent } from '../../../src/domain/downloads.ts'
import { recounted } from '../../../src/domain/recount.ts'
import type { ShareLink } from '../../../src/domain/share.ts'
import { aRevokedShare, aShare, aStoredEvent, HOUR, MINUTE, NOW, SECOND } from '../../support/builders.ts'

const LATER = NOW + 10 * MINUTE
const LIVE = { state: 'active', terms: { limit: 2, expiresAt: NOW + HOUR } } as const
const first = aStoredEvent({ id: 1, at: NOW + MINUTE })
const second = aStoredEvent({ id: 2, at: NOW + 2 * MINUTE })

const counted = (share: ShareLink, stored: StoredEvent[], now = LATER) => {
  const { count, views, counted } = judgeDownloads(share, stored, 2 * SECOND)
  return recounted(share, { events: stored.length, count, views, counted }, now)
}

describe('recounted', () => {
  it('has the count of all that is kept, and how much that was', () => {
    expect(counted(aShare(LIVE), [first])).toMatchObject({
      state: 'active',
      downloads: 1,
      views: 0,
      judgedEvents: 1,
    })
  })

  it('ends the share in the same change where its limit is reached', () => {
    expect(counted(aShare(LIVE), [first, second])).toMatchObject({
      state: 'revoking',
      downloads: 2,
      judgedEvents: 2,
      end: { reason: 'limit', decidedAt: LATER, limitReached: { at: second.at } },
    })
  })

  it('ends one whose time is over, whatever was downloaded', () => {
    expect(counted(aShare(LIVE), [], NOW + HOUR).end?.reason).toBe('expired')
  })

  it('counts one that is over on, and says anew by which download its limit was reached', () => {
    const endedAt = NOW + 5 * MINUTE
    const end = { reason: 'limit', decidedAt: endedAt, verifiedAt: endedAt } as const
    const over = aRevokedShare({ terms: { limit: 1 }, end })
    expect(counted(over, [second, first])).toMatchObject({
      state: 'revoked',
      downloads: 2,
      end: { reason: 'limit', limitReached: { at: first.at } },
    })
  })
})
