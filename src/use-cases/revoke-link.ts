import type { ShareRef } from '../domain/share.ts'
import { endVerified } from '../domain/share-life.ts'
import type { Jobs, Now, Portal, Shares } from './ports.ts'

/**
 * Carries out a decided end: the link is deleted and seen to be gone. Throws `PortalError` while it is not;
 * the job comes back until it is.
 */
export const revokeLink =
  ({ portal, shares, jobs, now }: { portal: Portal; shares: Shares; jobs: Jobs; now: Now }) =>
  async (ref: ShareRef): Promise<void> => {
    const share = await shares.get(ref)
    if (share?.state !== 'revoking') return
    try {
      await portal.deleteLink(share.file.id, share.linkId)
    } catch (error) {
      // The message loses its address now; people need not wait for the portal to see that it is over.
      await jobs.tell(share)
      throw error
    }
    const ended = await shares.change(ref, (current) => endVerified(current, now()))
    if (ended.share !== null) await jobs.tell(ended.share)
  }
