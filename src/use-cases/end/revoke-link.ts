import { inDoubtUntil } from '../../domain/in-doubt.ts'
import { PortalError } from '../../domain/portal-error.ts'
import type { ShareLink, ShareRef } from '../../domain/share.ts'
import { endVerified } from '../../domain/share-life.ts'
import type { Bounds } from '../audit-ports.ts'
import { noteBound } from '../count/usual-bound.ts'
import { repairRevived } from '../link/repair-revived.ts'
import type { Jobs, Now, Portal, Shares } from '../ports.ts'

/**
 * Carries out a decided end: the link is deleted and seen to be gone. Throws `PortalError` while it is not;
 * the job comes back until it is.
 */
export const revokeLink = ({
  portal,
  shares,
  bounds,
  jobs,
  now,
}: {
  portal: Portal
  shares: Shares
  bounds: Bounds
  jobs: Jobs
  now: Now
}) => {
  const note = noteBound(bounds)

  /** Resolves to whether the portal still lists the link, which then must be dead for every visitor. */
  const kill = async (share: ShareLink): Promise<boolean> => {
    try {
      await portal.deleteLink(share.file.id, share.linkId)
      return false
    } catch (error) {
      // Nobody may touch the links of a file in the trash, and nobody can follow them.
      const forbidden = error instanceof PortalError && error.kind === 'forbidden'
      if (forbidden && share.key !== null && (await portal.linkIsDead(share.key))) return true
      throw error
    }
  }

  return async (ref: ShareRef): Promise<void> => {
    const share = await shares.get(ref)
    // An earlier run may have died right after it removed what has been revived since.
    if (share?.state !== 'revoking') {
      // Or right before it kept how long that had taken.
      if (share !== null) await note(share)
      return repairRevived(jobs, share)
    }
    const listed = await kill(share).catch(async (error: unknown) => {
      // The message loses its address now; people need not wait for the portal to see that it is over.
      await jobs.tell(share)
      throw error
    })
    // A first request to make the link, given up on, may still be carried out by a slow portal.
    const loose = listed || now() < inDoubtUntil(share)
    const ended = await shares.change(ref, (current) => endVerified(current, { now: now(), loose }))
    if (ended.share === null) return
    await note(ended.share)
    await repairRevived(jobs, ended.share)
    await jobs.tell(ended.share)
    if (loose) await jobs.cleanLater(ref, Math.max(0, inDoubtUntil(share) - now()))
  }
}
