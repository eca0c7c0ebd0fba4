import { judgeDownloads, type StoredEvent } from '../../domain/downloads.ts'
import type { Tally } from '../../domain/recount.ts'
import { countOn } from '../../domain/running-count.ts'
import type { ShareLink } from '../../domain/share.ts'
import { type NewestDeps, newestEvents } from './newest-events.ts'

/** Whether it has to be known which downloads reached the limit. */
const isUsedUp = ({ terms: { limit } }: ShareLink, count: number): boolean => limit !== null && count >= limit

/**
 * Counts what is stored of a share. Of many events only the newest are read again, where it is certain that `fresh` is all
 * that has come since.
 */
export const tallyEvents = (deps: NewestDeps) => {
  const { events, burstWindowMs, runningCount } = deps
  const newest = newestEvents(deps)

  const onwards = async (share: ShareLink, fresh: readonly StoredEvent[]): Promise<Tally | null> => {
    const kept = await newest.kept(share, fresh)
    if (kept === null) return null
    const by = { burstWindowMs, least: runningCount.least }
    const { running, ...counts } = countOn(share, kept.running, [...kept.tail, ...fresh], by)
    if (isUsedUp(share, counts.count)) return null
    await events.keepRunning(share, running, false)
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
