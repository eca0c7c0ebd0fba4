import { PortalError } from '../domain/portal-error.ts'
import type { ShareLink, ShareRef } from '../domain/share.ts'
import { removedFromPortal } from '../domain/share-life.ts'
import type { Jobs, Now, Portal, Shares } from './ports.ts'

/**
 * How long a request that we gave up on may still be carried out by a slow portal. Until then a link that
 * is not there is looked for again.
 */
export const LATE_WRITE_MS = 30_000

/** When a late making of this share's link need not be feared any more. */
export const quietFrom = (share: ShareLink): number => (share.failure?.at ?? share.bornAt) + LATE_WRITE_MS

/** Removes links that may have been left at the portal, or that a slow portal may still make. */
export const cleanLinks =
  ({ portal, shares, jobs, now }: { portal: Portal; shares: Shares; jobs: Jobs; now: Now }) =>
  async (ref: ShareRef): Promise<void> => {
    const share = await shares.get(ref)
    if (share === null || share.state === 'creating' || share.looseLinkIds.length === 0) return
    const sure = now() >= quietFrom(share)
    const listed = await idsAtPortal(portal, share.file.id)
    for (const linkId of share.looseLinkIds) {
      // To delete a link that is not there writes a false line into the portal's audit trail (contract 1.6).
      if (listed === null || listed.has(linkId)) await portal.deleteLink(share.file.id, linkId)
      if (sure) await shares.change(ref, (current) => removedFromPortal(current, linkId))
    }
    if (!sure) await jobs.cleanLater(ref, quietFrom(share) - now())
  }

/** Null when the list says nothing: who may not see a file's links gets an empty one (contract 1.6). */
const idsAtPortal = async (portal: Portal, fileId: string): Promise<Set<string> | null> => {
  const file = await portal.file(fileId).catch((error: unknown) => {
    if (error instanceof PortalError && (error.kind === 'not-found' || error.kind === 'forbidden'))
      return null
    throw error
  })
  return file?.canShare ? new Set((await portal.links(fileId)).map(({ id }) => id.toLowerCase())) : null
}
