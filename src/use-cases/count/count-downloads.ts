import { decide } from '../../domain/decide.ts'
import {
  concerns,
  dependsOnWaysIn,
  isOnlyShown,
  ourTimeOf,
  type SeenEvent,
  type StoredEvent,
} from '../../domain/downloads.ts'
import { endUrgency } from '../../domain/end-urgency.ts'
import { knowsWhenReached } from '../../domain/limit-reached.ts'
import { PortalError } from '../../domain/portal-error.ts'
import type { PortalFile, PortalLink } from '../../domain/portal-facts.ts'
import { recounted } from '../../domain/recount.ts'
import { hasEnded, isExact, type ShareLink } from '../../domain/share.ts'
import { isSoleWayIn } from '../../domain/sweep-plan.ts'
import type { Bounds, Events, Outages } from '../audit-ports.ts'
import { type ActingDeps, portalOf } from '../link/portal-of.ts'
import type { Jobs, Now, Shares } from '../ports.ts'
import type { RunningCountSizes } from './newest-events.ts'
import { tallyEvents } from './tally-events.ts'
import { noteBound } from './usual-bound.ts'

export interface CountDeps extends ActingDeps {
  shares: Shares
  events: Events
  runningCount: RunningCountSizes
  bounds: Pick<Bounds, 'note'>
  outages: Pick<Outages, 'noteCount'>
  jobs: Jobs
  /** Sees whether the key of an exact share's link is still hidden. */
  watchKey: (share: ShareLink) => Promise<void>
  now: Now
  burstWindowMs: number
  overlapMs: number
}

/** Events of a file long after a share has ended do not belong to the share's history. */
export const SHOWN_AFTER_MS = 60 * 60_000

/** Whether an event is early enough for the share's history. While it is being extended after its end, its link may live again. */
export const isOfItsTime = (event: SeenEvent, { end, extending }: ShareLink): boolean =>
  extending !== null || ourTimeOf(event) <= (end?.verifiedAt ?? Number.POSITIVE_INFINITY) + SHOWN_AFTER_MS

/**
 * Keeps what the trail says of one share's file, derives the count anew from all that is kept, and ends the share in
 * the same write when its limit is reached. Ended shares are counted too: an event of a share's life may appear after
 * its end, and people are told how far the limit was passed.
 */
export const countDownloads = (deps: CountDeps) => {
  const { shares, events, bounds, outages, jobs, watchKey, now, burstWindowMs, overlapMs, runningCount } =
    deps
  const note = noteBound(bounds)
  const tally = tallyEvents({ events, burstWindowMs, runningCount, now })

  /**
   * Which ways there are to the file. `unknown`: the portal does not say now. `hidden`: we may not see the file any
   * more.
   */
  const waysIn = async (
    share: ShareLink,
  ): Promise<{ file: PortalFile; links: readonly PortalLink[] } | 'hidden' | 'unknown'> => {
    // While it is being extended, its link may live again before that is on record.
    if (hasEnded(share) && share.extending === null) return 'hidden'
    try {
      return await portalOf(deps, share).glance(share.file.id)
    } catch (error) {
      if (!(error instanceof PortalError)) throw error
      return error.retryable ? 'unknown' : 'hidden'
    }
  }

  /**
   * Stores events, and gives those that may count. Those that can never are kept apart: only so many, and not judged again.
   */
  const add = async (share: ShareLink, seen: readonly StoredEvent[]): Promise<readonly StoredEvent[]> => {
    const judged = seen.filter((event) => !isOnlyShown(event, share))
    if (isExact(share)) await events.addCounted(share, judged)
    else await events.add(share, judged)
    await events.addShown(
      share,
      seen.filter((event) => isOnlyShown(event, share)),
    )
    return judged
  }

  /**
   * The rare event without a key counts only if the link was the only way in. While that cannot be found out, the event
   * is left for the next sweep, as long as the next sweep will read it again.
   */
  const addKeyless = async (
    share: ShareLink,
    seen: readonly SeenEvent[],
  ): Promise<{ added: readonly StoredEvent[]; waiting: number }> => {
    if (seen.length === 0) return { added: [], waiting: 0 }
    const ways = await waysIn(share)
    const own = [share.linkId, ...share.formerLinkIds]
    const isSole = (event: SeenEvent): boolean =>
      typeof ways === 'object' && isSoleWayIn(own, ways.file, ways.links, event.at)
    const known = ways === 'unknown' ? seen.filter((event) => ourTimeOf(event) < now() - overlapMs / 2) : seen
    const added = await add(
      share,
      known.map((event) => ({ ...event, soleWayIn: isSole(event) })),
    )
    return { added, waiting: seen.length - known.length }
  }

  /** Gives the events that are stored now and were not before, and how many wait for a later reading. */
  const keep = async (
    share: ShareLink,
    trail: readonly SeenEvent[],
  ): Promise<{ added: readonly StoredEvent[]; waiting: number }> => {
    const mine = new Map<number, SeenEvent>()
    for (const event of trail) {
      const isMine = concerns(event, share) && isOfItsTime(event, share)
      // A row may come twice in one reading; the first is kept.
      if (isMine && !mine.has(event.id)) mine.set(event.id, event)
    }
    const ids = new Set(await events.unseen(share, [...mine.keys()]))
    const fresh = [...mine.values()].filter(({ id }) => ids.has(id))
    const keyed: StoredEvent[] = fresh
      .filter((event) => !dependsOnWaysIn(event, share))
      .map((event) => ({ ...event, soleWayIn: false }))
    const added = await add(share, keyed)
    const keyless = await addKeyless(
      share,
      fresh.filter((event) => dependsOnWaysIn(event, share)),
    )
    return { ...keyless, added: [...added, ...keyless.added] }
  }

  const judge = async (
    share: ShareLink,
    fresh: readonly StoredEvent[],
    outageSince: number | null,
  ): Promise<void> => {
    const judged = (await events.count(share)) === share.judgedEvents && knowsWhenReached(share)
    if (judged && decide(share, { now: now() }) === null) return

    const before = share.downloads
    if (outageSince !== null) await outages.noteCount(outageSince, share, before)
    const result = await shares.change(share, async (current) =>
      recounted(current, await tally(current, fresh), now()),
    )
    if (result.share === null) return
    // An event that appeared late may have changed when the limit was reached.
    await note(result.share)
    // What the portal has ended itself must not stand before what lives until it is removed.
    if (result.share.state === 'revoking') await jobs.revoke(result.share, endUrgency(result.share))
    else if (result.share.downloads !== before) await jobs.tell(result.share)
  }

  /**
   * Resolves to whether all of it is done with, so that the same events need not be counted for the share again. `outageSince`:
   * downloads were not seen since then, and what was counted only now is to be told; null: they were.
   */
  return async (
    share: ShareLink,
    trail: readonly SeenEvent[],
    outageSince: number | null = null,
  ): Promise<boolean> => {
    const { added, waiting } = await keep(share, trail)
    if (isExact(share)) {
      // Its count is that of its claims. How its link is used is looked at each time.
      await watchKey(share)
      return false
    }
    await judge(share, added, outageSince)
    return waiting === 0
  }
}
