import { carriedOut, decide } from '../domain/decide.ts'
import { isDownloadOf, isKeylessGuest, judgeDownloads, type StoredEvent } from '../domain/downloads.ts'
import { PortalError } from '../domain/portal-error.ts'
import type { AuditEvent } from '../domain/portal-facts.ts'
import { hasEnded, type ShareLink } from '../domain/share.ts'
import { isSoleWayIn } from '../domain/sweep-plan.ts'
import type { Events, Jobs, Now, Portal, Shares } from './ports.ts'

export interface CountDeps {
  portal: Portal
  shares: Shares
  events: Events
  jobs: Jobs
  now: Now
  burstWindowMs: number
  overlapMs: number
}

/** What happens to a file long after a share of it has ended is no part of that share's history. */
const SHOWN_AFTER_MS = 60 * 60_000

/**
 * Keeps what the trail says of one share's file, derives the count anew from all that is kept, and ends the
 * share in the same write when its limit is reached. Ended shares are counted too: an event of a share's
 * life may arrive after its end, and the overrun is told honestly.
 */
export const countDownloads = ({
  portal,
  shares,
  events,
  jobs,
  now,
  burstWindowMs,
  overlapMs,
}: CountDeps) => {
  /** Null while the portal does not say; a file we may not see any more is not ours alone. */
  const isOnlyWay = async (share: ShareLink): Promise<boolean | null> => {
    if (hasEnded(share)) return false
    try {
      const { file, links } = await portal.glance(share.file.id)
      return isSoleWayIn(share.linkId, file, links)
    } catch (error) {
      if (!(error instanceof PortalError)) throw error
      return error.retryable ? null : false
    }
  }

  /**
   * The rare event without a key counts only if the link is the only way in. While that cannot be known it is
   * left for the next sweep, as long as that will see it again.
   */
  const addKeyless = async (share: ShareLink, seen: readonly AuditEvent[]): Promise<void> => {
    if (seen.length === 0) return
    const soleWayIn = await isOnlyWay(share)
    const known = soleWayIn === null ? seen.filter(({ at }) => at < now() - overlapMs / 2) : seen
    await events.add(
      share,
      known.map((event) => ({ ...event, soleWayIn: soleWayIn === true, skewMs: 0, seenAt: now() })),
    )
  }

  const keep = async (share: ShareLink, trail: readonly AuditEvent[]): Promise<void> => {
    const over = share.end?.verifiedAt ?? Number.POSITIVE_INFINITY
    const mine = trail.filter(
      (event) => isDownloadOf(event, share.file.id) && event.at <= over + SHOWN_AFTER_MS,
    )
    const ids = new Set(await events.unseen(share, [...new Set(mine.map(({ id }) => id))]))
    const fresh = mine.filter(({ id }) => ids.has(id))
    const keyed: StoredEvent[] = fresh
      .filter((event) => !isKeylessGuest(event))
      .map((event) => ({ ...event, soleWayIn: false, skewMs: 0, seenAt: now() }))
    await events.add(share, keyed)
    await addKeyless(share, fresh.filter(isKeylessGuest))
  }

  return async (share: ShareLink, trail: readonly AuditEvent[]): Promise<void> => {
    await keep(share, trail)
    const judged = (await events.count(share)) === share.judgedEvents
    if (judged && decide(share, { now: now() }) === null) return

    const before = share.downloads
    const result = await shares.change(share, async (current) => {
      const stored = await events.all(current)
      const { count } = judgeDownloads(current, stored, burstWindowMs)
      const counted = { ...current, downloads: count, judgedEvents: stored.length }
      const at = now()
      return carriedOut(counted, decide(counted, { now: at }), at) ?? counted
    })
    if (result.share === null) return
    if (result.share.state === 'revoking') await jobs.revoke(result.share)
    else if (result.share.downloads !== before) await jobs.tell(result.share)
  }
}
