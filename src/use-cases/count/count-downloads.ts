import { decide } from '../../domain/decide.ts'
import {
  concerns,
  dependsOnWaysIn,
  isOnlyShown,
  ourTimeOf,
  type SeenEvent,
  type StoredEvent,
} from '../../domain/downloads.ts'
import { knowsWhenReached } from '../../domain/limit-reached.ts'
import { PortalError } from '../../domain/portal-error.ts'
import type { PortalFile, PortalLink } from '../../domain/portal-facts.ts'
import { recounted } from '../../domain/recount.ts'
import { hasEnded, type ShareLink } from '../../domain/share.ts'
import { isSoleWayIn } from '../../domain/sweep-plan.ts'
import type { Bounds } from '../audit-ports.ts'
import type { Events, Jobs, Now, Portal, Shares } from '../ports.ts'
import { noteBound } from './usual-bound.ts'

export interface CountDeps {
  portal: Portal
  shares: Shares
  events: Events
  bounds: Pick<Bounds, 'note'>
  jobs: Jobs
  now: Now
  burstWindowMs: number
  overlapMs: number
}

/** Events of a file long after a share has ended do not belong to the share's history. */
export const SHOWN_AFTER_MS = 60 * 60_000

/**
 * Keeps what the trail says of one share's file, derives the count anew from all that is kept, and ends the share in
 * the same write when its limit is reached. Ended shares are counted too: an event of a share's life may appear after
 * its end, and people are told how far the limit was passed.
 */
export const countDownloads = ({
  portal,
  shares,
  events,
  bounds,
  jobs,
  now,
  burstWindowMs,
  overlapMs,
}: CountDeps) => {
  const note = noteBound(bounds)

  /**
   * Which ways there are to the file. `unknown`: the portal does not say now. `hidden`: we may not see the file any
   * more.
   */
  const waysIn = async (
    share: ShareLink,
  ): Promise<{ file: PortalFile; links: readonly PortalLink[] } | 'hidden' | 'unknown'> => {
    if (hasEnded(share)) return 'hidden'
    try {
      return await portal.glance(share.file.id)
    } catch (error) {
      if (!(error instanceof PortalError)) throw error
      return error.retryable ? 'unknown' : 'hidden'
    }
  }

  /** Stores events. Those that can never count are kept apart: only so many, and not judged again. */
  const add = async (share: ShareLink, seen: readonly StoredEvent[]): Promise<void> => {
    await events.add(
      share,
      seen.filter((event) => !isOnlyShown(event, share)),
    )
    await events.addShown(
      share,
      seen.filter((event) => isOnlyShown(event, share)),
    )
  }

  /**
   * The rare event without a key counts only if the link was the only way in. While that cannot be found out, the event
   * is left for the next sweep, as long as the next sweep will read it again.
   */
  const addKeyless = async (share: ShareLink, seen: readonly SeenEvent[]): Promise<void> => {
    if (seen.length === 0) return
    const ways = await waysIn(share)
    const own = [share.linkId, ...share.formerLinkIds]
    const isSole = (event: SeenEvent): boolean =>
      typeof ways === 'object' && isSoleWayIn(own, ways.file, ways.links, event.at)
    const known = ways === 'unknown' ? seen.filter((event) => ourTimeOf(event) < now() - overlapMs / 2) : seen
    await add(
      share,
      known.map((event) => ({ ...event, soleWayIn: isSole(event) })),
    )
  }

  const keep = async (share: ShareLink, trail: readonly SeenEvent[]): Promise<void> => {
    const over = share.end?.verifiedAt ?? Number.POSITIVE_INFINITY
    const mine = trail.filter((event) => concerns(event, share) && ourTimeOf(event) <= over + SHOWN_AFTER_MS)
    const ids = new Set(await events.unseen(share, [...new Set(mine.map(({ id }) => id))]))
    const fresh = mine.filter(({ id }) => ids.has(id))
    const keyed: StoredEvent[] = fresh
      .filter((event) => !dependsOnWaysIn(event, share))
      .map((event) => ({ ...event, soleWayIn: false }))
    await add(share, keyed)
    await addKeyless(
      share,
      fresh.filter((event) => dependsOnWaysIn(event, share)),
    )
  }

  return async (share: ShareLink, trail: readonly SeenEvent[]): Promise<void> => {
    await keep(share, trail)
    const judged = (await events.count(share)) === share.judgedEvents && knowsWhenReached(share)
    if (judged && decide(share, { now: now() }) === null) return

    const before = share.downloads
    const result = await shares.change(share, async (current) =>
      recounted(current, await events.all(current), { burstWindowMs, now: now() }),
    )
    if (result.share === null) return
    // An event that appeared late may have changed when the limit was reached.
    await note(result.share)
    if (result.share.state === 'revoking') await jobs.revoke(result.share)
    else if (result.share.downloads !== before) await jobs.tell(result.share)
  }
}
