import type { ShareLink } from './share.ts'

/** Who takes a download of an exact share: a person that Slack knows, or a browser outside. */
export type Taker =
  /** `company`: the name of another one that the person is from; empty where it is not known. Left out: from none. */
  | { kind: 'person'; id: string; name: string; company?: string }
  /** `mark` tells one browser from another, and names nobody. */
  | { kind: 'visitor'; mark: string }

/** One permitted download of an exact share. Times are epoch ms. */
export interface Claim {
  /** Random. It opens nothing: the address of a claim also needs the gate's signature. */
  id: string
  taker: Taker
  at: number
  /** Before this moment its bytes may be asked for. */
  until: number
  /** When its first byte was given; null: not yet. */
  begunAt: number | null
  /** Bytes that were given to it, or are promised to a stream that runs. */
  bytes: number
}

/** Tells one taker from another. */
export const takerKey = (taker: Taker): string =>
  taker.kind === 'person' ? `person:${taker.id}` : `visitor:${taker.mark}`

/** Of a claim that somebody asks for: a new one, the one that they have, or why there is none. */
export type ClaimVerdict = 'new' | 'same' | 'used-up' | 'over'

/** What decides on a claim. */
export interface ClaimFacts {
  share: Pick<ShareLink, 'state' | 'terms'> & { end: { reason: string } | null }
  /** How many claims there are. */
  taken: number
  /** The last claim of the same taker. */
  own: Pick<Claim, 'until'> | null
  now: number
}

/** A claim goes on after the last download was claimed, but not after any other end. */
const letsClaimsGoOn = ({ state, end }: ClaimFacts['share']): boolean =>
  state === 'active' || end?.reason === 'limit'

/**
 * The rule of claims: N, and not one more. The store keeps it in one step (`store/claim-store.ts`), and a test holds the two
 * against each other. Somebody who asks again in time gets the same claim.
 */
export const judgeClaim = ({ share, taken, own, now }: ClaimFacts): ClaimVerdict => {
  if (own !== null && now < own.until && letsClaimsGoOn(share)) return 'same'
  const isUsedUp = share.terms.limit !== null && taken >= share.terms.limit
  if (share.state === 'active' && now < share.terms.expiresAt) return isUsedUp ? 'used-up' : 'new'
  return share.end?.reason === 'limit' ? 'used-up' : 'over'
}
