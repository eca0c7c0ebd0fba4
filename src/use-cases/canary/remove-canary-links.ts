import { type CanaryLink, type CanaryRecord, canaryLinksToRemove } from '../../domain/canary.ts'
import { linkRemoved, ownRemovalTried, planRemoval } from '../../domain/canary-life.ts'
import { PortalError } from '../../domain/portal-error.ts'
import type { Canaries } from '../audit-ports.ts'
import { idsAtPortal } from '../link/clean-links.ts'
import type { Log, Now, Portal } from '../ports.ts'

export interface RemoveCanaryDeps {
  portal: Portal
  canaries: Canaries
  now: Now
  log: Log
}

/**
 * Removes the links of trials, of this one as soon as its outcome is known, and of earlier ones where they are left.
 * Each is looked for once more when a slow portal can no longer make it.
 */
export const removeCanaryLinks = ({ portal, canaries, now, log }: RemoveCanaryDeps) => {
  /** Removes one link. False: it may still be there. */
  const remove = async (link: CanaryLink, isThere: boolean): Promise<boolean> => {
    const { fileId, linkId } = link
    try {
      // Deleting a link that is not there writes a false event into the portal's audit trail
      // (docs/portal.md, Making and deleting safely).
      const listed = isThere ? null : await idsAtPortal(portal, fileId)
      if (listed === null || listed.has(linkId.toLowerCase())) await portal.deleteLink(fileId, linkId)
    } catch (error) {
      if (!(error instanceof PortalError)) throw error
      const { kind, status } = error
      log.warn({ kind, status }, 'the link of a trial of the counting could not be removed')
      return false
    }
    await canaries.change((current) => (current === null ? null : linkRemoved(current, link, now())))
    return true
  }

  return {
    /** The first try to remove the link of a trial whose outcome is known. People wait for it. */
    own: async (record: CanaryRecord): Promise<void> => {
      const link = record.links.find(({ linkId }) => linkId === record.linkId)
      const gone = link === undefined || (await remove(link, record.linkedAt !== null))
      await canaries.change((current) =>
        current === null ? null : ownRemovalTried(current, { linkId: record.linkId, gone, now: now() }),
      )
    },
    all: async (record: CanaryRecord): Promise<void> => {
      let allGone = true
      for (const link of canaryLinksToRemove(record)) allGone = (await remove(link, false)) && allGone
      await canaries.change((current) => (current === null ? null : planRemoval(current, allGone, now())))
    },
  }
}
