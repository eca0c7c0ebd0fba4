import {
  type CanaryLink,
  type CanaryRecord,
  canaryLinksToRemove,
  hasOutcome,
  linkRemoved,
} from '../../domain/canary.ts'
import { IN_DOUBT_MS } from '../../domain/in-doubt.ts'
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

const FIRST_PAUSE_MS = 5_000
const LONGEST_PAUSE_MS = 5 * 60_000

const pauseAfter = (failed: number): number =>
  Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(failed, 10))

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

  /** The record with the moment at which removing goes on. */
  const plan = (current: CanaryRecord, allGone: boolean): CanaryRecord => {
    if (!allGone) {
      const { removalsFailed } = current
      return { ...current, removalsFailed: removalsFailed + 1, cleanAt: now() + pauseAfter(removalsFailed) }
    }
    const outOfDoubtAt = canaryLinksToRemove(current).map(({ askedAt }) => askedAt + IN_DOUBT_MS)
    // With no links left there is no moment; a new link brings its own.
    const cleanAt = outOfDoubtAt.length === 0 ? now() : Math.max(now(), Math.min(...outOfDoubtAt))
    return { ...current, removalsFailed: 0, cleanAt }
  }

  return {
    /** The first try to remove the link of a trial whose outcome is known. People wait for it. */
    own: async (record: CanaryRecord): Promise<void> => {
      const link = record.links.find(({ linkId }) => linkId === record.linkId)
      const gone = link === undefined || (await remove(link, record.linkedAt !== null))
      await canaries.change((current) => {
        if (current?.linkId !== record.linkId || !hasOutcome(current)) return null
        const failed = gone ? current.failed : (current.failed ?? { step: 'removal' as const })
        return plan({ ...current, failed, removalTried: true }, gone)
      })
    },
    all: async (record: CanaryRecord): Promise<void> => {
      let allGone = true
      for (const link of canaryLinksToRemove(record)) allGone = (await remove(link, false)) && allGone
      await canaries.change((current) => (current === null ? null : plan(current, allGone)))
    },
  }
}
