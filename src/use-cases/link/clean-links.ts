import { inDoubtUntil } from '../../domain/in-doubt.ts'
import { linksToRemove, seenClean } from '../../domain/loose-links.ts'
import { hasOpenClaims, linkNeededUntil } from '../../domain/open-claims.ts'
import { PortalError } from '../../domain/portal-error.ts'
import type { ShareRef } from '../../domain/share.ts'
import { removedFromPortal } from '../../domain/share-life.ts'
import type { Jobs, Now, Portal, Shares } from '../ports.ts'
import { type ActingDeps, portalOf } from './portal-of.ts'
import { repairRevived } from './repair-revived.ts'

/** Removes links that may have been left at the portal, or that a slow portal may still make. */
export const cleanLinks =
  (deps: ActingDeps & { shares: Shares; jobs: Jobs; now: Now }) =>
  async (ref: ShareRef): Promise<void> => {
    const { shares, jobs, now } = deps
    const share = await shares.get(ref)
    if (share === null || share.state === 'creating') return
    const begunAt = now()
    const loose = linksToRemove(share, begunAt)
    const neededFor = linkNeededUntil(share) - begunAt
    if (neededFor > 0 && hasOpenClaims(share)) await jobs.cleanLater(ref, neededFor)
    // An earlier run may have died right after it removed a link that was revived since.
    if (loose.length === 0) return repairRevived(jobs, share)
    const portal = portalOf(deps, share)
    const listed = await idsAtPortal(portal, share.file.id)
    for (const linkId of loose) {
      // Deleting a link that is not there writes a false event into the portal's audit trail
      // (docs/portal.md, Making and deleting safely).
      if (listed === null || listed.has(linkId)) await portal.deleteLink(share.file.id, linkId)
      await shares.change(ref, (current) =>
        now() >= inDoubtUntil(current) ? removedFromPortal(current, linkId) : null,
      )
    }
    const { share: since } = await shares.change(ref, (current) => seenClean(current, begunAt))
    if (since === null) return
    await repairRevived(jobs, since)
    const wait = inDoubtUntil(since) - now()
    if (wait > 0 && linksToRemove(since, now()).length > 0) await jobs.cleanLater(ref, wait)
  }

/**
 * Null for an empty list, which proves nothing: an account that may not see a file's links gets one too
 * (docs/portal.md, Making and deleting safely).
 */
export const idsAtPortal = async (portal: Portal, fileId: string): Promise<Set<string> | null> => {
  const file = await portal.file(fileId).catch((error: unknown) => {
    if (error instanceof PortalError && (error.kind === 'not-found' || error.kind === 'forbidden'))
      return null
    throw error
  })
  return file?.canShare ? new Set((await portal.links(fileId)).map(({ id }) => id.toLowerCase())) : null
}
