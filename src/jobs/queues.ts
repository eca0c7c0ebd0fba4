import { type JobsOptions, Queue } from 'bullmq'
import type { Redis } from 'ioredis'
import type { ShareLink, ShareRef } from '../domain/share.ts'
import { warnMoment } from '../domain/warning.ts'
import type { Jobs } from '../use-cases/ports.ts'
import { UNTIL_DONE, WHILE_SOMEBODY_WAITS } from './backoff.ts'
import { JOBS, type JobName, type Payload, QUEUES, type QueueName } from './catalogue.ts'

/** BullMQ's keys of all queues share one hash tag, so that they live on one node of a Cluster. */
export const jobPrefix = (namespace: string): string => `${namespace}:{jobs}`

/** Whatever the sweep's own pace: a process takes over the work of another within 30 s. */
const SETTLE_EVERY_MS = 10_000

/** A change at the portal is noticed within a minute; each look costs a few calls. */
const WATCH_MS = { least: 5_000, most: 30_000 }

/** Several changes at once are one drawing of a Home. */
const HOME_PAUSE_MS = 500

/** A Home that cannot be shown is drawn at the next change, or when it is opened. */
const HOME_TRIES = 3

export interface Queues extends Jobs {
  /** Makes the sweep repeat; the same schedule set by several processes is one schedule. */
  schedule(everyMs: number): Promise<void>
  /** One sweep now, unless one is waiting already. */
  sweepNow(): Promise<void>
  close(): Promise<void>
}

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
    name: 'settle-shares' | 'sweep-audit' | 'check-drift',
    every: number,
  ): Promise<void> => {
    const opts = { removeOnComplete: true, removeOnFail: { count: 100 } }
    await queues[JOBS[name].queue].upsertJobScheduler(name, { every }, { name, data: {}, opts })
  }
  const keyOf = ({ team, id }: ShareRef) => `${team}:${id}`
  const refOf = ({ team, id }: ShareRef) => ({ team, id })
  const channelOf = (share: ShareLink) => share.message?.channel ?? share.creator.id

  return {
    make: (request) =>
      add('make-share', request, keyOf({ team: request.team, id: request.shareId }), {
        attempts: WHILE_SOMEBODY_WAITS,
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
    extend: (ref) => add('extend-share', refOf(ref), keyOf(ref), { attempts: WHILE_SOMEBODY_WAITS }),
    putBack: (ref) => add('put-back-link', refOf(ref), keyOf(ref), { attempts: UNTIL_DONE }),
    putBackLater: (ref, delayMs) =>
      add('put-back-link', refOf(ref), `${keyOf(ref)}:later`, { attempts: UNTIL_DONE, delay: delayMs }),
    showHome: (team, userId, when) =>
      add('show-home', { team, userId }, `${team}:${userId}`, {
        attempts: HOME_TRIES,
        delay: when === 'now' ? 0 : HOME_PAUSE_MS,
        // One that is put off must not keep a person waiting.
        replace: when === 'now',
      }),
    revoke: (ref) => add('revoke-link', refOf(ref), keyOf(ref), { attempts: UNTIL_DONE }),
    sweep: (delayMs) => add('sweep-audit', {}, `in ${delayMs}`, { delay: delayMs }),
    probe: () => add('probe-audit', { routine: false }, 'now', {}),
    canary: () => add('run-canary', { daily: false }, 'run', {}),
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
      await repeat('check-drift', Math.min(Math.max(everyMs, WATCH_MS.least), WATCH_MS.most))
    },
    sweepNow: async () => {
      await add('settle-shares', {}, 'now', {})
      await add('sweep-audit', {}, 'now', {})
    },
    close: async () => {
      await Promise.all(Object.values(queues).map((queue) => queue.close()))
    },
  }
}
