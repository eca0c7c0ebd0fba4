import { isSuspended, type ShareLink } from './share.ts'

/**
 * How urgent the removal of an ended link is.
 *  - `now`: it lives until then.
 *  - `later`: the same, but there may be very many at once (suspended, or all revoked by one act), so somebody's own goes first.
 *  - `expired`: the portal has ended it itself, by its own clock; only its place among the file's links is to be freed.
 */
export type EndUrgency = 'now' | 'later' | 'expired'

/** Somebody may have an address that works for a little longer. */
const isOutlived = ({ minuteLinks = [], end }: ShareLink): boolean =>
  minuteLinks.some(({ until }) => until > (end?.decidedAt ?? 0))

export const endUrgency = (share: ShareLink): EndUrgency => {
  if (isSuspended(share) || share.end?.amongMany === true) return 'later'
  // A link that was changed at the portal, or is being extended, may have another end there.
  const isAsMade = share.drift === null && share.extending === null && !isOutlived(share)
  return share.end?.reason === 'expired' && isAsMade ? 'expired' : 'now'
}
