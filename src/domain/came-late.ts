import { isSuspended, type ShareLink } from './share.ts'

// Somebody came for the file of an exact share after it had ended. Its creator hears that once for each end.

/** The share, with that on record. Null where it is already, or the share is not over. */
export const cameLate = (share: ShareLink): ShareLink | null =>
  share.end === null || isSuspended(share) || share.cameLateAfter === share.end.decidedAt
    ? null
    : { ...share, cameLateAfter: share.end.decidedAt }

/** Whether its creator does not know it yet. */
export const owesCameLate = ({ end, cameLateAfter, notified }: ShareLink): boolean =>
  cameLateAfter !== undefined && cameLateAfter === end?.decidedAt && notified.cameLateAfter !== cameLateAfter
