import { type JobsOptions, PRIORITY_LIMIT, Queue } from 'bullmq'
import type { Redis } from 'ioredis'
import { whomOf } from '../domain/blindness.ts'
import type { ShareLink, ShareRef } from '../domain/share.ts'
import { warnMoment } from '../domain/warning.ts'
import type { Jobs } from '../use-cases/ports.ts'
import type { QueueCount } from '../use-cases/upkeep/measure.ts'
import { UNTIL_DONE, WHILE_SOMEBODY_WAITS } from './backoff.ts'
import { JOBS, type JobName, type Payload, QUEUES, type QueueName } from './catalogue.ts'

/** BullMQ's keys of all queues share one hash tag, so that they live on one node of a Cluster. */
export const jobPrefix = (namespace: string): string => `${namespace}:{jobs}`

/** Whatever the sweep's own pace: a process takes over the work of another within 30 s. */
const SETTLE_EVERY_MS = 10_000

/** How often it is looked whether a probe of the audit trail is due (product 5). */
const PROBE_EVERY_MS = 60_000

/** A change at the portal is noticed within a minute; each look costs a few calls. */
const WATCH_MS = { least: 5_000, most: 30_000 }

/** How often it is looked whether the daily trial of the counting is due. */
const CANARY_EVERY_MS = 60 * 60_000

/** Whoever asks for a trial is told first that it is under way: it may be over at once. */
const CANARY_PAUSE_MS = 300

/** Several changes at once are one drawing of a Home. */
const HOME_PAUSE_MS = 500

/** A Home that cannot be shown is drawn at the next change, or when it is opened. */
const HOME_TRIES = 3

export interface Queues extends Jobs {
  /** Makes the sweep repeat; the same schedule set by several processes is one schedule. */
  schedule(everyMs: number): Promise<void>
  /** Has it looked every hour whether the trial of the day is due; or not any more. */
  scheduleCanary(isWanted: boolean): Promise<void>
  /** One look at what is to follow, now, unless one is waiting already. */
  settleNow(): Promise<void>
  /** One sweep now, unless one is waiting already. */
  sweepNow(): Promise<void>
  /** How many jobs there are of each queue and state. */
  counts(): Promise<QueueCount[]>
  close(): Promise<void>
}

const COUNTED = ['waiting', 'prioritized', 'active', 'delayed', 'failed'] as const

/** The more, the more others go before it; those of 0 go before all (BullMQ: Prioritized jobs). */
const after = (rank: number): { priority?: number } =>
  rank === 0 ? {} : { priority: Math.min(rank, PRIORITY_LIMIT) }

/**
 * Hands work to the workers. Each piece of work is single by its deduplication id, not by a job id, which
 * would shut it out for good once it had failed. `keepLastIfActive`: asked for again while it runs, it runs
 * once more afterwards, so that nothing that happened meanwhile is missed.
 */
export const createQueues = (
  connection: Redis,
  namespace: string,
  now: () => number,
  warnBeforeMs: number,
  onError: (error: Error) => void,
): Queues => {
  const open = (name: QueueName) => {
    const queue = new Queue(name, { connection, prefix: jobPrefix(namespace) })
    // Without a listener BullMQ writes to the console, past our log and its filter.
    queue.on('error', onError)
    return queue
  }
  const queues = Object.fromEntries(QUEUES.map((name) => [name, open(name)])) as Record<QueueName, Queue>

  const add = async <N extends JobName>(
    name: N,
    data: Payload<N>,
    key: string,
    { replace = false, ...options }: JobsOptions & { replace?: boolean },
  ): Promise<void> => {
    await queues[JOBS[name].queue].add(name, data, {
      deduplication: { id: `${name}:${key}`, keepLastIfActive: true, replace },
      backoff: { type: 'custom' },
      removeOnComplete: true,
      removeOnFail: { age: 24 * 60 * 60, count: 1_000 },
      ...options,
    })
  }
  const repeat = async (
    name: 'settle-shares' | 'sweep-audit' | 'probe-audit' | 'check-drift',
    every: number,
  ): Promise<void> => {
    const opts = { removeOnComplete: true, removeOnFail: { count: 100 } }
    const data = name === 'settle-shares' ? {} : { routine: true }
    await queues[JOBS[name].queue].upsertJobScheduler(name, { every }, { name, data, opts })
  }
  const keyOf = ({ team, id }: ShareRef) => `${team}:${id}`
  const refOf = ({ team, id }: ShareRef) => ({ team, id })
  const channelOf = (share: ShareLink) => share.message?.channel ?? share.creator.id

  return {
    make: (request, waitMs = 0) =>
      add('make-share', { ...request, notBefore: null }, keyOf({ team: request.team, id: request.shareId }), {
        attempts: WHILE_SOMEBODY_WAITS,
        delay: waitMs,
        ...after(Math.ceil(waitMs / 1_000)),
      }),
    end: (share) =>
      // The moment is part of the key: a moved end is another piece of work.
      add('expire-share', refOf(share), `${keyOf(share)}:${share.terms.expiresAt}`, {
        attempts: UNTIL_DONE,
        delay: Math.max(0, share.terms.expiresAt - now()),
      }),
    warn: async (share) => {
      const at = warnMoment(share, warnBeforeMs)
      if (at === null) return
      const { expiresAt } = share.terms
      await add('warn-share', { ...refOf(share), expiresAt }, `${keyOf(share)}:${expiresAt}`, {
        attempts: UNTIL_DONE,
        delay: Math.max(0, at - now()),
      })
    },
    extend: (ref, when = 'now') =>
      add('extend-share', refOf(ref), keyOf(ref), {
        attempts: WHILE_SOMEBODY_WAITS,
        ...after(when === 'later' ? 1 : 0),
      }),
    putBack: (ref) => add('put-back-link', refOf(ref), keyOf(ref), { attempts: UNTIL_DONE, ...after(1) }),
    putBackLater: (ref, delayMs) =>
      add('put-back-link', refOf(ref), `${keyOf(ref)}:later`, {
        attempts: UNTIL_DONE,
        delay: delayMs,
        ...after(1),
      }),
    showHome: (team, userId, when) =>
      add('show-home', { team, userId }, `${team}:${userId}`, {
        attempts: HOME_TRIES,
        delay: when === 'now' ? 0 : HOME_PAUSE_MS,
        // One that is put off must not keep a person waiting.
        replace: when === 'now',
      }),
    revoke: (ref, when = 'now') =>
      add('revoke-link', refOf(ref), keyOf(ref), {
        attempts: UNTIL_DONE,
        ...after(when === 'later' ? 1 : 0),
      }),
    sweep: (delayMs, as) =>
      add('sweep-audit', { routine: false }, as ?? 'now', {
        delay: delayMs,
        replace: as === 'pace',
      }),
    probe: () => add('probe-audit', { routine: false }, 'now', {}),
    // In the place of one that waits: a trial that is begun does not wait for what an earlier one has left to do.
    canary: () => add('run-canary', { daily: false }, 'run', { replace: true, delay: CANARY_PAUSE_MS }),
    tellSight: (bulletin) =>
      add('tell-sight', bulletin, `${bulletin.since}:${whomOf(bulletin)}`, { attempts: UNTIL_DONE }),
    clean: (ref) => add('clean-links', refOf(ref), keyOf(ref), { attempts: UNTIL_DONE }),
    cleanLater: (ref, delayMs) =>
      add('clean-links', refOf(ref), `${keyOf(ref)}:later`, { attempts: UNTIL_DONE, delay: delayMs }),
    tell: (share) =>
      add('show-share', { ...refOf(share), channel: channelOf(share) }, keyOf(share), {
        attempts: UNTIL_DONE,
      }),
    post: (share) =>
      add('tell-share', { ...refOf(share), channel: channelOf(share), notBefore: null }, keyOf(share), {
        attempts: UNTIL_DONE,
      }),
    schedule: async (everyMs) => {
      await repeat('settle-shares', SETTLE_EVERY_MS)
      // Two sweeps at a time would read the same rows twice, for nothing.
      await queues.sweep.setGlobalConcurrency(1)
      await repeat('sweep-audit', everyMs)
      await repeat('probe-audit', PROBE_EVERY_MS)
      await repeat('check-drift', Math.min(Math.max(everyMs, WATCH_MS.least), WATCH_MS.most))
    },
    scheduleCanary: async (isWanted) => {
      const queue = queues[JOBS['run-canary'].queue]
      const opts = { removeOnComplete: true, removeOnFail: { count: 100 } }
      const job = { name: 'run-canary', data: { daily: true }, opts } as const
      if (isWanted) await queue.upsertJobScheduler('run-canary', { every: CANARY_EVERY_MS }, job)
      else await queue.removeJobScheduler('run-canary')
    },
    settleNow: () => add('settle-shares', {}, 'now', {}),
    sweepNow: async () => {
      await add('settle-shares', {}, 'now', {})
      await add('sweep-audit', { routine: false }, 'now', {})
    },
    counts: async () => {
      const all = await Promise.all(
        QUEUES.map(async (queue) => {
          const { prioritized = 0, ...counts } = await queues[queue].getJobCounts(...COUNTED)
          counts.waiting = (counts.waiting ?? 0) + prioritized
          return Object.entries(counts).map(([state, jobs]) => ({ queue, state, jobs }))
        }),
      )
      return all.flat()
    },
    close: async () => {
      await Promise.all(Object.values(queues).map((queue) => queue.close()))
    },
  }
}
