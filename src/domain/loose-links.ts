import { isBeingExtended } from './extension.ts'
import { askedToWriteAt, inDoubtUntil } from './in-doubt.ts'
import type { ShareLink } from './share.ts'

/** Links that are to be deleted: loose ones that nobody is about to revive. */
export const linksToRemove = (share: ShareLink): string[] =>
  share.looseLinkIds.filter(
    (id) => id !== share.linkId || !(share.state === 'active' || isBeingExtended(share)),
  )

/** A look at the portal found none of the loose links there; a slow portal may still make one. */
export const seenClean = (share: ShareLink, at: number): ShareLink | null =>
  linksToRemove(share).length === 0 ? null : { ...share, cleanedAt: at }

/**
 * Whether loose links are to be looked for now: they were not since the portal was last asked to write one, or it will write
 * none any more. In between there is nothing but to wait.
 */
export const isToClean = (share: ShareLink, now: number): boolean =>
  linksToRemove(share).length > 0 &&
  (now >= inDoubtUntil(share) || share.cleanedAt === null || share.cleanedAt <= askedToWriteAt(share))
