import { isDownloadOf, isKeylessGuest, judgeDownloads, type StoredEvent } from '../domain/downloads.ts'
import { PortalError } from '../domain/portal-error.ts'
import type { AuditEvent } from '../domain/portal-facts.ts'
import { hasEnded, type ShareLink } from '../domain/share.ts'
import { beginEnd } from '../domain/share-life.ts'
import { endDue, isSoleWayIn } from '../domain/sweep-plan.ts'
import type { Events, Jobs, Now, Portal, Shares } from './ports.ts'

export interface CountDeps {
  portal: Portal
  shares: Shares
  events: Events
  jobs: Jobs
  now: Now
  burstWindowMs: number
}

/**
 * Keeps what the trail says of one share's file, derives the count anew from all that is kept, and ends the
 * share in the same write when its limit is reached. Ended shares are counted too: an event of a share's
 * life may arrive after its end, and the overrun is told honestly.
 */
export const countDownloads = ({ portal, shares, events, jobs, now, burstWindowMs }: CountDeps) => {
  /** Asked only for the rare event that carries no key; a file we may not see any more is not ours alone. */
  const isOnlyWay = async (share: ShareLink): Promise<boolean> => {
    if (hasEnded(share)) return false
    try {
      const [file, links] = await Promise.all([portal.file(share.file.id), portal.links(share.file.id)])
      return isSoleWayIn(share.linkId, file, links)
    } catch (error) {
      if (error instanceof PortalError && !error.retryable) return false
      throw error
    }
  }

  const withFacts = async (share: ShareLink, seen: readonly AuditEvent[]): Promise<StoredEvent[]> => {
    const soleWayIn = seen.some(isKeylessGuest) && (await isOnlyWay(share))
    return seen.map((event) => ({ ...event, soleWayIn }))
  }

  return async (share: ShareLink, trail: readonly AuditEvent[]): Promise<void> => {
    const mine = trail.filter((event) => isDownloadOf(event, share.file.id))
    const unseen = new Set(
      await events.unseen(
        share,
        mine.map(({ id }) => id),
      ),
    )
    const fresh = mine.filter(({ id }) => unseen.has(id))
    if (fresh.length > 0) await events.add(share, await withFacts(share, fresh))
    const judged = (await events.count(share)) === share.judgedEvents
    if (judged && endDue(share, share.downloads, now()) === null) return

    const before = share.downloads
    const result = await shares.change(share, async (current) => {
      const stored = await events.all(current)
      const { count } = judgeDownloads(current, stored, burstWindowMs)
      const counted = { ...current, downloads: count, judgedEvents: stored.length }
      const reason = endDue(counted, count, now())
      return reason === null ? counted : beginEnd(counted, { reason, by: null, now: now() })
    })
    if (result.share === null) return
    if (result.share.state === 'revoking') await jobs.revoke(result.share)
    else if (result.share.downloads !== before) await jobs.tell(result.share)
  }
}
