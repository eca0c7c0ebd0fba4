import type { StoredEvent } from '../../domain/downloads.ts'
import { countOn, isContinuedBy, type RunningCount, type TailLength } from '../../domain/running-count.ts'
import type { ShareLink } from '../../domain/share.ts'
import type { Events } from '../audit-ports.ts'
import type { Now } from '../ports.ts'

/** From how many stored events on a running count is kept. Fewer are judged anew in no time. */
export interface RunningCountSizes extends TailLength {
  from: number
}

export const RUNNING_COUNT: RunningCountSizes = { from: 500, least: 100 }

export interface NewestDeps {
  events: Pick<Events, 'all' | 'some' | 'count' | 'running' | 'keepRunning'>
  burstWindowMs: number
  runningCount: RunningCountSizes
  now: Now
}

/** Reads the newest events of a share, and what the older ones came to, where that is kept. */
export const newestEvents = ({ events, burstWindowMs, runningCount: { from, least }, now }: NewestDeps) => ({
  /** Null where nothing is kept, or it does not stand for all that is `stored` but `fresh`. */
  kept: async (
    share: ShareLink,
    fresh: readonly StoredEvent[],
  ): Promise<{ running: RunningCount; tail: StoredEvent[]; stored: number } | null> => {
    const running = await events.running(share)
    if (running === null) return null
    const stored = await events.count(share)
    if (!isContinuedBy(running, { share, burstWindowMs }, fresh, stored)) return null
    const tail = await events.some(share, running.tail)
    return tail.length < running.tail.length ? null : { running, tail, stored }
  },

  /** Reads and counts all, and keeps what comes of the older ones where they are many; null where they are few. */
  anew: async (share: ShareLink) => {
    const all = await events.all(share)
    const { running, ...counts } = countOn({ share, burstWindowMs }, null, all, { least, now: now() })
    if (all.length < from) return { all, running: null, ...counts }
    await events.keepRunning(share, running)
    return { all, running, ...counts }
  },
})
