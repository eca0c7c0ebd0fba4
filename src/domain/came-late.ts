import type { ShareGone } from './gone.ts'
import { isSuspended, type ShareLink } from './share.ts'

// Somebody came for the file of an exact share after it had ended. Its creator hears that once for each end.

/**
 * The share, with that on record: why the visitor was given nothing. Null where it is already, or the share is not over. After the last
 * download was claimed nobody gets another, though the share ends only once it cannot be given back.
 */
export const cameLate = (share: ShareLink, why: ShareGone): ShareLink | null => {
  const { end, terms } = share
  if (end === null)
    return why !== 'used-up' || terms.limit === null || share.cameAtLimit === terms.limit
      ? null
      : { ...share, cameAtLimit: terms.limit }
  return isSuspended(share) || share.cameLateAfter === end.decidedAt
    ? null
    : { ...share, cameLateAfter: end.decidedAt }
}

/** The end (`decidedAt`) after which somebody came, and of which its creator does not know that yet; null: none. */
export const untoldLate = ({
  end,
  terms,
  cameLateAfter,
  cameAtLimit,
  notified,
}: ShareLink): number | null => {
  if (end === null || notified.cameLateAfter === end.decidedAt) return null
  const isLate =
    cameLateAfter === end.decidedAt || (end.reason === 'limit' && cameAtLimit === (terms.limit ?? undefined))
  return isLate ? end.decidedAt : null
}
