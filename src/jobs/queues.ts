import { PRIORITY_LIMIT, Queue, type Telemetry } from 'bullmq'
import type { Cluster, Redis } from 'ioredis'
import type { UrlSeal } from '../use-cases/answer-ports.ts'
import type { Jobs } from '../use-cases/ports.ts'
import type { QueueCount } from '../use-cases/upkeep/measure.ts'
import { type ArgsOf, isJobName, JOB_NAMES, JOBS, type JobName } from './catalogue.ts'
import { QUEUES, type QueuedJob, type QueueName } from './job-row.ts'
import { createJobUrls } from './job-urls.ts'

/** What all keys of BullMQ begin with. */
export const jobsPrefix = (namespace: string): string => `${namespace}:jobs:`

/** BullMQ's keys of one queue share a hash tag, so that its scripts find them on one node of a Cluster. */
export const jobPrefix = (namespace: string, queue: QueueName): string => `${jobsPrefix(namespace)}{${queue}}`

export interface Queues extends Jobs {
  /** The same, but what waits or runs already is not asked for: that costs Redis a tenth, where most of very many are there. */
  unlessQueued: Jobs
  /** Sets what repeats; the same schedule set by several processes is one schedule. */
  schedule(auditIntervalMs: number): Promise<void>
  /** Whether a tick of that schedule runs now, or waits for a worker. */
  isAtWork(name: string): Promise<boolean>
  /** Has what was put off by a clock that was ahead come now. It would wait until the clock is there again. */
  hurry(): Promise<void>
  /** Forgets when each is to run next, which a wrong clock may have set far ahead. They are set again by `schedule`. */
  unschedule(): Promise<void>
  /** Has it looked every hour whether the trial of the day is due; or not any more. */
  scheduleCanary(isWanted: boolean): Promise<void>
  /** Looks now at what has to follow, unless such a look is waiting already. */
  reconcileNow(): Promise<void>
  /** One sweep now, unless one is waiting already. */
  sweepNow(): Promise<void>
  /** How many jobs there are of each queue and state. */
  counts(): Promise<QueueCount[]>
  close(): Promise<void>
}

/**
 * What is left of a job: nothing once it is done, and of its failures the last. Some are tried for days, and BullMQ would keep
 * every stack trace of that, and write all of them anew at each try.
 */
const KEPT = { removeOnComplete: true, stackTraceLimit: 1, keepLogs: 1 }
/** Nobody reads the streams of what happened to jobs, and BullMQ would keep 10,000 entries of each queue. */
const MOST_JOB_EVENTS = 100

/** By so much the clocks of processes may differ. */
const AHEAD_MS = 5_000
/** More are rarely put off at once; what is left comes when the clock is there. */
const MOST_HURRIED = 1_000

const COUNTED = ['waiting', 'prioritized', 'active', 'delayed', 'failed'] as const

/** The more, the more others go before it; those of 0 go before all (BullMQ: Prioritized jobs). */
const after = (rank: number): { priority?: number } =>
  rank === 0 ? {} : { priority: Math.min(rank, PRIORITY_LIMIT) }

const idOf = (name: JobName, { key }: { key: string }): string => `${name}:${key}`

type Ask = <N extends JobName>(name: N, ...args: ArgsOf<N>) => Promise<void>

const jobsBy = (ask: Ask, now: () => number, warnBeforeMs: number): Jobs => ({
  make: (request, waitMs = 0) => ask('make-share', request, waitMs),
  end: (share) => ask('expire-share', share, now()),
  warn: (share) => ask('warn-share', share, warnBeforeMs, now()),
  extend: (ref, when = 0) => ask('extend-share', ref, when),
  repair: (ref, why) => (why === 'due' ? ask('repair-link', ref) : ask('check-link', ref)),
  repairLater: (ref, delayMs) => ask('check-link', ref, delayMs),
  showHome: (team, userId, when) => ask('show-home', team, userId, when),
  revoke: (ref, when = 'now') =>
    when === 'expired' ? ask('revoke-expired', ref) : ask('revoke-link', ref, when),
  revokeAgain: (ref, delayMs) => ask('revoke-again', ref, delayMs),
  revokeMany: (work) => ask('revoke-many', work),
  askAboutUnattended: (team, key) => ask('ask-about-unattended', team, key),
  askOfOutsiders: (asking) => ask('ask-of-outsiders', asking),
  askAboutIdle: (asking) => ask('ask-about-idle', asking),
  settleApproval: (ref, delayMs) => ask('settle-approval', ref, delayMs),
  countClaims: (ref, delayMs) => ask('count-claims', ref, delayMs),
  sweep: (delayMs, as) => ask('sweep-audit', delayMs, as ?? 'now'),
  probe: () => ask('probe-audit'),
  canary: () => ask('run-canary'),
  purge: (place) => ask('purge-history', place),
  tellOutage: (notice) => ask('tell-outage', notice),
  clean: (ref) => ask('clean-links', ref),
  cleanLater: (ref, delayMs) => ask('clean-links', ref, delayMs),
  removeMinuteLinks: (ref, delayMs) => ask('remove-minute-links', ref, delayMs),
  tell: (share, when) => ask('update-message', share, when, now()),
  retractDownload: (given) => ask('retract-download', given, now()),
  mendStray: (ref, place) => ask('mend-stray', ref, place),
  post: (share) => ask('tell-share', share),
})

/**
 * Hands work to the workers. Each piece of work is single by its deduplication id, not by a job id, which
 * would shut it out for good once it had failed. `keepLastIfActive`: asked for again while it runs, it runs
 * once more afterwards, so that nothing that happened meanwhile is missed.
 */
export const createQueues = (
  connection: Redis | Cluster,
  namespace: string,
  now: () => number,
  warnBeforeMs: number,
  onError: (error: Error) => void,
  urls: UrlSeal,
  telemetry?: Telemetry,
): Queues => {
  const jobUrls = createJobUrls(urls)
  const open = (name: QueueName) => {
    const streams = { events: { maxLen: MOST_JOB_EVENTS } }
    const prefix = jobPrefix(namespace, name)
    const queue = new Queue(name, { connection, prefix, streams, ...(telemetry && { telemetry }) })
    // Without a listener BullMQ writes to the console, past our log and its filter.
    queue.on('error', onError)
    return queue
  }
  const queues = Object.fromEntries(QUEUES.map((name) => [name, open(name)])) as Record<QueueName, Queue>

  /**
   * A queue asks Redis for its version when it is opened, and keeps the outcome for good: where no answer came in time, it is
   * opened anew.
   */
  const queueOf = async (name: QueueName): Promise<Queue> => {
    const found = queues[name]
    try {
      await found.waitUntilReady()
      return found
    } catch {
      if (queues[name] === found) {
        queues[name] = open(name)
        found.close().catch(onError)
      }
      await queues[name].waitUntilReady()
      return queues[name]
    }
  }

  /** What repeats begins a trace each time: it queues itself, and one trace would go on for as long as the app does. */
  const traced = (name: JobName) =>
    telemetry !== undefined && JOBS[name].repeat !== undefined ? { telemetry: { omitContext: true } } : {}

  const add = async <Data>(name: JobName, asked: QueuedJob<Data>): Promise<void> => {
    const row = JOBS[name]
    const { data, delayMs = 0, rank = 0, replace = false } = asked
    const queue = await queueOf(row.queue)
    await queue.add(name, jobUrls.seal(name, data), {
      deduplication: { id: idOf(name, asked), keepLastIfActive: true, replace },
      attempts: row.tries ?? 1,
      backoff: { type: 'custom' },
      delay: delayMs,
      ...after(rank),
      ...KEPT,
      removeOnFail: { age: 24 * 60 * 60, count: 1_000 },
      ...traced(name),
    })
  }
  const ask: Ask = async (name, ...args) => {
    const asked = JOBS[name].ask(...args)
    if (asked !== null) await add(name, asked)
  }
  const askUnlessQueued: Ask = async (name, ...args) => {
    const { queue, ask: find } = JOBS[name]
    const asked = find(...args)
    if (asked === null) return
    const waiting = await (await queueOf(queue)).getDeduplicationJobId(idOf(name, asked))
    if (waiting !== null) return
    await add(name, asked)
  }
  const repeat = async (name: JobName, auditIntervalMs: number): Promise<void> => {
    const { repeat: schedule } = JOBS[name]
    if (schedule === undefined) return
    const queue = await queueOf(JOBS[name].queue)
    const opts = { ...KEPT, removeOnFail: { count: 100 }, ...traced(name) }
    const every = schedule.everyMs(auditIntervalMs)
    await queue.upsertJobScheduler(name, { every }, { name, data: schedule.data, opts })
  }

  return {
    ...jobsBy(ask, now, warnBeforeMs),
    unlessQueued: jobsBy(askUnlessQueued, now, warnBeforeMs),
    schedule: async (auditIntervalMs) => {
      // Two sweeps at a time would read the same rows twice, for nothing.
      await (await queueOf('sweep')).setGlobalConcurrency(1)
      for (const name of JOB_NAMES) {
        if (JOBS[name].repeat?.isOptional !== true) await repeat(name, auditIntervalMs)
      }
    },
    isAtWork: async (name) => {
      if (!isJobName(name)) return false
      const queue = await queueOf(JOBS[name].queue)
      if ((await queue.getActive()).some((job) => job?.name === name)) return true
      const next = (await queue.getJobScheduler(name))?.next
      if (next === undefined) return false
      return /^(waiting|prioritized|active)$/.test(await queue.getJobState(`repeat:${name}:${next}`))
    },
    hurry: async () => {
      for (const name of QUEUES) {
        const queue = await queueOf(name)
        for (const job of await queue.getDelayed(0, MOST_HURRIED)) {
          const isAtMoment = isJobName(job.name) && JOBS[job.name].isAtMoment === true
          if (!isAtMoment && Math.max(job.timestamp, job.processedOn ?? 0) > now() + AHEAD_MS)
            await job.promote()
        }
      }
    },
    unschedule: async () => {
      for (const name of JOB_NAMES) {
        const { queue, repeat: schedule } = JOBS[name]
        if (schedule !== undefined) await (await queueOf(queue)).removeJobScheduler(name)
      }
    },
    scheduleCanary: async (isWanted) => {
      if (isWanted) await repeat('run-canary', 0)
      else await (await queueOf(JOBS['run-canary'].queue)).removeJobScheduler('run-canary')
    },
    reconcileNow: () => ask('reconcile-shares'),
    sweepNow: async () => {
      await ask('reconcile-shares')
      await ask('sweep-audit', 0, 'now')
    },
    counts: async () => {
      const all = await Promise.all(
        QUEUES.map(async (queue) => {
          const { prioritized = 0, ...counts } = await (await queueOf(queue)).getJobCounts(...COUNTED)
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
