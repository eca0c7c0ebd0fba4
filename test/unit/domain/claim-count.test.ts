import { describe, expect, it } from 'vitest'
import { claimsCounted, nextSettledAt } from '../../../src/domain/claim-count.ts'
import { linkNeededUntil } from '../../../src/domain/open-claims.ts'
import { aShare, HOUR, MINUTE, NOW, SECOND } from '../../support/builders.ts'

const fetched = { begunAt: NOW, until: NOW + MINUTE }
const waiting = { begunAt: null, until: NOW + 2 * MINUTE }
const tally = (...recent: { begunAt: number | null; until: number }[]) => ({ taken: recent.length, recent })
const share = aShare({ terms: { limit: 2, exact: true } })

describe('claims counted', () => {
  it('are the downloads', () => {
    expect(claimsCounted(share, tally(fetched), NOW)).toMatchObject({
      state: 'active',
      downloads: 1,
      claims: { unsettled: 0, openUntil: NOW + MINUTE },
    })
  })

  it('end the share with the last one, but not while it may still be given back', () => {
    expect(claimsCounted(share, tally(fetched, fetched), NOW)).toMatchObject({
      state: 'revoking',
      end: { reason: 'limit' },
    })
    const full = claimsCounted(share, tally(fetched, waiting), NOW)
    expect(full).toMatchObject({ state: 'active', downloads: 2, claims: { unsettled: 1 } })
    expect(nextSettledAt(tally(fetched, waiting), NOW)).toBe(waiting.until)
    expect(claimsCounted(full ?? share, tally(fetched, waiting), waiting.until)).toMatchObject({
      state: 'revoking',
    })
  })

  it('are fewer where one was given back', () => {
    const one = claimsCounted(share, tally(fetched), NOW) ?? share
    expect(claimsCounted(one, tally(), NOW)).toMatchObject({ downloads: 0 })
  })

  it('change nothing where nothing changed', () => {
    const one = claimsCounted(share, tally(fetched), NOW) ?? share
    expect(claimsCounted(one, tally(fetched), NOW + SECOND)).toBeNull()
  })

  it('end a share whose time is over', () => {
    expect(claimsCounted(share, tally(fetched), share.terms.expiresAt)).toMatchObject({
      end: { reason: 'expired' },
    })
  })
})

it('the link is needed by claims after an end by the limit, and after no other', () => {
  const claims = { unsettled: 0, openUntil: NOW + HOUR }
  expect(linkNeededUntil(aShare({ claims, end: { reason: 'limit' } }))).toBe(NOW + HOUR)
  expect(linkNeededUntil(aShare({ claims, end: { reason: 'manual' } }))).toBe(0)
  expect(linkNeededUntil(aShare({ end: { reason: 'limit' } }))).toBe(0)
})
