import { minuteLinksForgotten, nextMinuteLinkOver, overMinuteLinks } from '../../domain/minute-links.ts'
import type { ShareRef } from '../../domain/share.ts'
import { idsAtPortal } from '../link/clean-links.ts'
import type { Jobs, Now, Portal, Shares } from '../ports.ts'

/** Removes the minute links of a share whose time is over, so that they take no place among its file's links. */
export const removeMinuteLinks =
  ({ portal, shares, jobs, now }: { portal: Portal; shares: Shares; jobs: Jobs; now: Now }) =>
  async (ref: ShareRef): Promise<void> => {
    const share = await shares.get(ref)
    if (share === null) return
    const over = overMinuteLinks(share, now()).map(({ id }) => id)
    const listed = over.length === 0 ? null : await idsAtPortal(portal, share.file.id)
    for (const id of over) {
      // Deleting a link that is not there writes a false event into the portal's audit trail
      // (docs/portal.md, Making and deleting safely).
      if (listed === null || listed.has(id)) await portal.deleteLink(share.file.id, id)
    }
    const { share: left } = await shares.change(ref, (current) =>
      over.length === 0 ? null : minuteLinksForgotten(current, over),
    )
    const nextAt = left === null ? null : nextMinuteLinkOver(left)
    if (nextAt !== null) await jobs.removeMinuteLinks(ref, Math.max(0, nextAt - now()))
  }
