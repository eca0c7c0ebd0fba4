import { judgeDownloads, type StoredEvent } from '../../domain/downloads.ts'
import type { Tally } from '../../domain/recount.ts'
import { countOn, factsOf, isContinuedBy, type TailLength } from '../../domain/running-count.ts'
import type { ShareLink } from '../../domain/share.ts'
import type { Events } from '../audit-ports.ts'

/** From how many stored events on a running count is kept. Fewer are judged anew in no time. */
export interface RunningCountSizes extends TailLength {
  from: number
}

export const RUNNING_COUNT: RunningCountSizes = { from: 500, least: 100 }

export interface TallyDeps {
  events: Pick<Events, 'all' | 'some' | 'count' | 'running' | 'keepRunning'>
  burstWindowMs: number
  runningCount: RunningCountSizes
}

/** Whether it has to be known which downloads reached the limit. */
const isUsedUp = ({ terms: { limit } }: ShareLink, count: number): boolean => limit !== null && count >= limit

/**
 * Counts what is stored of a share. Of many events only the newest are read again, where it is certain that `fresh` is all
 * that has come since.
 */
export const tallyEvents = ({ events, burstWindowMs, runningCount: { from, least } }: TallyDeps) => {
  const by = { burstWindowMs, least }

  const onwards = async (share: ShareLink, fresh: readonly StoredEvent[]): Promise<Tally | null> => {
    const running = await events.running(share)
    if (running === null) return null
    const stored = await events.count(share)
    if (!isContinuedBy(running, factsOf(share, burstWindowMs), fresh, stored)) return null
    const tail = await events.some(share, running.tail)
    if (tail.length < running.tail.length) return null
    const { running: next, ...counts } = countOn(share, running, [...tail, ...fresh], by)
    if (isUsedUp(share, counts.count)) return null
    await events.keepRunning(share, next, false)
    return { ...counts, events: stored, counted: [] }
  }

  const anew = async (share: ShareLink): Promise<Tally> => {
    const all = await events.all(share)
    const { running, ...counts } = countOn(share, null, all, by)
    if (all.length >= from) await events.keepRunning(share, running, true)
    const counted = isUsedUp(share, counts.count) ? judgeDownloads(share, all, burstWindowMs).counted : []
    return { ...counts, events: all.length, counted }
  }

  return async (share: ShareLink, fresh: readonly StoredEvent[]): Promise<Tally> =>
    (await onwards(share, fresh)) ?? (await anew(share))
}
