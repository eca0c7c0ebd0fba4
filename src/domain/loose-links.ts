import { isBeingExtended } from './extension.ts'
import { askedToWriteAt, inDoubtUntil } from './in-doubt.ts'
import { linkNeededUntil } from './open-claims.ts'
import type { ShareLink } from './share.ts'

/** The links to delete: all loose ones, except the share's own while it is live, about to be revived, or needed by its last claims. */
export const linksToRemove = (share: ShareLink, now: number): string[] => {
  const isOwnKept = share.state === 'active' || isBeingExtended(share) || now < linkNeededUntil(share)
  return share.looseLinkIds.filter((id) => !(isOwnKept && id === share.linkId))
}

/** None of the loose links was found at the portal. A slow portal may still make one. */
export const seenClean = (share: ShareLink, at: number): ShareLink | null =>
  linksToRemove(share, at).length === 0 ? null : { ...share, cleanedAt: at }

/**
 * Whether to look for loose links now: when nobody looked since the portal was last asked to write one, and once more
 * when it can write none any more. In between there is only waiting.
 */
export const isToClean = (share: ShareLink, now: number): boolean =>
  linksToRemove(share, now).length > 0 &&
  (now >= inDoubtUntil(share) || share.cleanedAt === null || share.cleanedAt <= askedToWriteAt(share))
