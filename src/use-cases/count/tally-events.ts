import { judgeDownloads, type StoredEvent } from '../../domain/downloads.ts'
import type { Tally } from '../../domain/recount.ts'
import { countOn } from '../../domain/running-count.ts'
import type { ShareLink } from '../../domain/share.ts'
import { type NewestDeps, newestEvents } from './newest-events.ts'

/** How long a running count is gone on from. Then all is judged anew, by the rules of the version that runs by then. */
const GONE_ON_MS = 24 * 60 * 60 * 1_000

/** Whether it has to be known which downloads reached the limit. */
const isUsedUp = ({ terms: { limit } }: ShareLink, count: number): boolean => limit !== null && count >= limit

/**
 * Counts what is stored of a share. Of many events only the newest are read again, where it is certain that `fresh` is all
 * that has come since.
 */
export const tallyEvents = (deps: NewestDeps) => {
  const { events, burstWindowMs, runningCount, now } = deps
  const newest = newestEvents(deps)

  const onwards = async (share: ShareLink, fresh: readonly StoredEvent[]): Promise<Tally | null> => {
    const kept = await newest.kept(share, fresh)
    if (kept === null || now() > kept.running.judgedAt + GONE_ON_MS) return null
    const judged = [...kept.tail, ...fresh]
    const by = { least: runningCount.least, now: now() }
    const { running, ...counts } = countOn({ share, burstWindowMs }, kept.running, judged, by)
    if (isUsedUp(share, counts.count)) return null
    await events.keepRunning(share, running)
    return { ...counts, events: kept.stored, counted: [] }
  }

  const anew = async (share: ShareLink): Promise<Tally> => {
    const { all, count, views } = await newest.anew(share)
    const counted = isUsedUp(share, count) ? judgeDownloads(share, all, burstWindowMs).counted : []
    return { count, views, events: all.length, counted }
  }

  return async (share: ShareLink, fresh: readonly StoredEvent[]): Promise<Tally> =>
    (await onwards(share, fresh)) ?? (await anew(share))
}
