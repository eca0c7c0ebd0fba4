import type { Claim } from './claim.ts'
import { carriedOut, decide } from './decide.ts'
import type { ShareLink } from './share.ts'

/** What the claims of an exact share amount to. */
export interface ClaimTally {
  taken: number
  /** Those that may still be fetched, and perhaps some more. */
  recent: readonly Pick<Claim, 'begunAt' | 'until'>[]
}

const unsettledOf = ({ recent }: ClaimTally, now: number) =>
  recent.filter(({ begunAt, until }) => begunAt === null && now < until)

/** When the next claim that was not fetched yet can no longer be given back; null: there is none. */
export const nextSettledAt = (tally: ClaimTally, now: number): number | null => {
  const unsettled = unsettledOf(tally, now)
  return unsettled.length === 0 ? null : Math.min(...unsettled.map(({ until }) => until))
}

/**
 * The share with the count that its claims give, and ended in the same change where its limit is reached. Null where nothing
 * changes. A claim without a first byte may still be given back, so the share lives on until it is settled.
 */
export const claimsCounted = (share: ShareLink, tally: ClaimTally, now: number): ShareLink | null => {
  const unsettled = unsettledOf(tally, now).length
  const openUntil = Math.max(0, ...tally.recent.map(({ until }) => until))
  const counted = { ...share, downloads: tally.taken, claims: { unsettled, openUntil } }
  const ended = carriedOut(counted, decide(counted, { now }), now)
  if (ended !== null) return ended
  const { downloads, claims } = share
  const isSame =
    downloads === tally.taken && claims?.unsettled === unsettled && claims.openUntil === openUntil
  return isSame ? null : counted
}
