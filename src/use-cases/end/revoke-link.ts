import { inDoubtUntil } from '../../domain/in-doubt.ts'
import { PortalError } from '../../domain/portal-error.ts'
import type { ShareLink, ShareRef } from '../../domain/share.ts'
import { endVerified } from '../../domain/share-life.ts'
import type { Bounds } from '../audit-ports.ts'
import { noteBound } from '../count/usual-bound.ts'
import { repairRevived } from '../link/repair-revived.ts'
import type { Jobs, Now, Portal, Shares } from '../ports.ts'

/**
 * Carries out a decided end: deletes the link and checks that it is gone. Throws `PortalError` while it is not; the job
 * is tried again until it is.
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

  /** Makes the link dead for every visitor. Resolves to whether the portal still lists it. */
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
    // An earlier run may have died right after it removed a link that was revived since.
    if (share?.state !== 'revoking') {
      // Or it died right before it kept how long that took.
      if (share !== null) await note(share)
      return repairRevived(jobs, share)
    }
    const listed = await kill(share).catch(async (error: unknown) => {
      // The message loses its address at once. People need not wait for the portal to see that it is over.
      await jobs.tell(share)
      throw error
    })
    // A slow portal may still carry out a request to make the link on which we gave up.
    const loose = listed || now() < inDoubtUntil(share)
    const ended = await shares.change(ref, (current) => endVerified(current, { now: now(), loose }))
    if (ended.share === null) return
    await note(ended.share)
    await repairRevived(jobs, ended.share)
    await jobs.tell(ended.share)
    if (loose) await jobs.cleanLater(ref, Math.max(0, inDoubtUntil(share) - now()))
  }
}
