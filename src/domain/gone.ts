import { type Claim, judgeClaim } from './claim.ts'
import { isExact, type ShareLink } from './share.ts'
import type { EndReason } from './share-state.ts'

/** Why nobody may claim a download of an exact share any more. */
export type ShareGone = 'used-up' | 'expired' | 'revoked' | 'paused'

/** Why a claim gives nothing: its share is over, its time is, it has had its bytes, or it was given back. */
export type ClaimGone = ShareGone | 'late' | 'too-much' | 'given-back'

const GONE: Record<EndReason, ShareGone> = {
  expired: 'expired',
  limit: 'used-up',
  manual: 'revoked',
  removed: 'revoked',
  policy: 'revoked',
  blind: 'paused',
}

type Life = Pick<ShareLink, 'state' | 'terms' | 'end'>

/** A share that is being made, or could not be, is nothing that visitors hear of; nor is one that has no gate. */
export const isKnownOutside = (share: Pick<ShareLink, 'state' | 'terms'>): boolean =>
  isExact(share) && share.state !== 'creating' && share.state !== 'failed'

/** Null: a download may be claimed. */
export const whyShareGone = (share: Life, taken: number, now: number): ShareGone | null => {
  const verdict = judgeClaim({ share, taken, own: null, now })
  if (verdict === 'new') return null
  if (verdict === 'used-up') return 'used-up'
  return share.end === null ? 'expired' : GONE[share.end.reason]
}

/** Null: its bytes may be asked for. */
export const whyClaimGone = (share: Life, claim: Claim | null, now: number): ClaimGone | null => {
  const isStopped = share.state !== 'active' && share.end?.reason !== 'limit'
  if (isStopped) return share.end === null ? 'expired' : GONE[share.end.reason]
  if (claim === null) return 'given-back'
  return now < claim.until ? null : 'late'
}

export const letsClaimBeFetched = (share: Life, claim: Claim, now: number): boolean =>
  whyClaimGone(share, claim, now) === null

/** A stream that has begun outlives the end of its share by time or number, and no other end. */
export const letsStreamsGoOn = (share: Pick<ShareLink, 'state' | 'end'>): boolean =>
  share.state === 'active' || share.end?.reason === 'limit' || share.end?.reason === 'expired'
