import type { ShareRef } from '../domain/share.ts'
import { removedFromPortal } from '../domain/share-life.ts'
import type { Jobs, Now, Portal, Shares } from './ports.ts'

/**
 * How long a request that we gave up on may still be carried out by a slow portal. Until then a link that
 * is not there is looked for again.
 */
export const LATE_WRITE_MS = 30_000

/** Removes the links that a failed making may have left at the portal. */
export const cleanLinks =
  ({ portal, shares, jobs, now }: { portal: Portal; shares: Shares; jobs: Jobs; now: Now }) =>
  async (ref: ShareRef): Promise<void> => {
    const share = await shares.get(ref)
    if (share === null || share.state === 'creating') return
    const sure = now() >= (share.failure?.at ?? share.bornAt) + LATE_WRITE_MS
    for (const linkId of share.looseLinkIds) {
      await portal.deleteLink(share.file.id, linkId)
      if (sure) await shares.change(ref, (current) => removedFromPortal(current, linkId))
    }
    if (!sure && share.looseLinkIds.length > 0) await jobs.cleanLater(ref, LATE_WRITE_MS)
  }
