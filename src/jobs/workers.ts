import { DelayedError, type Job, RateLimitError, type Telemetry, Worker } from 'bullmq'
import type { Cluster, Redis } from 'ioredis'
import { z } from 'zod'
import type { UrlSeal } from '../use-cases/answer-ports.ts'
import type { Log, Now } from '../use-cases/ports.ts'
import { backoff } from './backoff.ts'
import {
  type GiveUps,
  type Handlers,
  isGivingUp,
  isJobName,
  JOBS,
  type JobName,
  type Run,
} from './catalogue.ts'
import { QUEUES, type QueueName } from './job-row.ts'
import { createJobUrls } from './job-urls.ts'
import { leaveToOthers } from './other-version.ts'
import { jobPrefix } from './queues.ts'
import { watchStalled } from './stalled-checks.ts'

export interface WorkerDeps {
  /** Jobs are taken once this is over, however it ends; at once when left out. */
  after?: Promise<unknown>
  connection: Redis | Cluster
  namespace: string
  handlers: Handlers
  giveUps: GiveUps
  /** With which those in jobs were sealed. */
  urls: UrlSeal
  now: Now
  random: () => number
  log: Log
  /** Notes that a schedule runs. */
  scheduleRuns: { count(name: JobName): Promise<void> }
  /** What goes wrong with a queue itself; may come as fast as it can. */
  onTrouble: (error: Error, queue: QueueName) => void
  /** Left out: nobody is told of jobs as spans. */
  telemetry?: Telemetry | undefined
}

/**
 * A process that dies holds its jobs until their locks run out and two checks have passed: with these, work
 * is taken over well within 10 s of a restart.
 */
const TAKE_OVER = {
  lockDuration: 4_000,
  stalledInterval: 1_500,
  maxStalledCount: 1_000,
  skipStalledCheck: true,
}

/** How long a worker has Redis hold back its answer while there is nothing to do. It hears of a job at once. */
const WAIT_S = 10

/**
 * Nothing waits for its turn in here; what calls the portal shares its few connections. Where ends are decided (`due`) thousands may
 * come at once, and only Redis is waited for: with more places, readings and urgent ends would wait for the processor.
 */
const CONCURRENCY: Record<QueueName, number> = {
  make: 6,
  rewrite: 3,
  due: 4,
  // Together with what is slow (`MOST_SLOW`) as many as the portal's client has connections for ending.
  end: 6,
  expired: 4,
  // What is known to fail may take only a part of what the portal takes at a time.
  again: 3,
  upkeep: 1,
  clean: 2,
  minute: 2,
  tell: 20,
  home: 5,
  sweep: 1,
  watch: 3,
}

/** What finds a job's lines: its share, and the reference that a person may have been given. */
const TRACE = z.object({ id: z.string(), shareId: z.string(), reference: z.string() }).partial()
const traceOf = (job: Job<unknown>): { share: string | undefined; reference: string | undefined } => {
  const { id, shareId, reference } = TRACE.safeParse(job.data).data ?? {}
  return { share: id ?? shareId, reference }
}

/** BullMQ lets a queue pause only where it has a limit, which is never reached. It costs each job some commands, so others have none. */
const NO_LIMIT = { max: 1_000_000_000, duration: 1_000 }
const PAUSED_QUEUES: ReadonlySet<QueueName> = new Set(['end', 'expired', 'again'])

const runOf = <N extends JobName>(
  job: Job<unknown>,
  token: string | undefined,
  { seal, pause }: { seal: <T>(data: T) => T; pause: (ms: number) => Promise<void> },
): Run<N> => ({
  attempt: job.attemptsMade + 1,
  keep: (data) => job.updateData(seal(data)),
  putAwayUntil: async (at) => {
    await job.moveToDelayed(at, token)
    throw new DelayedError()
  },
  pauseQueue: async (ms) => {
    await pause(ms)
    throw Worker.RateLimitError()
  },
})

export const startWorkers = (deps: WorkerDeps): { close(): Promise<void> } => {
  const { handlers, giveUps, now, log } = deps
  const jobUrls = createJobUrls(deps.urls)
  const putOff = leaveToOthers(deps)
  const queueOf = ({ queueName }: Job<unknown>) => workers.find(({ name }) => name === queueName)

  const carryOut = async <N extends JobName>(
    name: N,
    job: Job<unknown>,
    token: string | undefined,
  ): Promise<void> => {
    const payload = JOBS[name].payload.safeParse(jobUrls.open(name, job.data))
    if (!payload.success) return putOff(job, token, 'payload')
    // A tick of a schedule. It is not held up by the note, which may get lost.
    if (job.repeatJobKey !== undefined) {
      const { queue } = JOBS[name]
      deps.scheduleRuns.count(name).catch((error: Error) => deps.onTrouble(error, queue))
    }
    const pause = async (ms: number) => void (await queueOf(job)?.rateLimit(ms))
    const seal = <T>(data: T): T => jobUrls.seal(name, data)
    await handlers[name](payload.data, runOf(job, token, { seal, pause }))
  }

  /** The one place where a job's failure is caught: a line with a reference, and another try where it helps. */
  const process = async (job: Job<unknown>, token?: string): Promise<void> => {
    const started = now()
    const { name } = job
    try {
      if (!isJobName(name)) return await putOff(job, token, 'name')
      await carryOut(name, job, token)
      if (!JOBS[name].isQuiet) log.info({ job: name, ...traceOf(job), ms: now() - started }, 'job done')
    } catch (error) {
      if (error instanceof DelayedError || error instanceof RateLimitError) throw error
      const attempt = job.attemptsMade + 1
      log.warn({ job: name, ...traceOf(job), attempt, err: error }, 'job failed')
      throw error
    }
  }

  const carryOutGiveUp = async <N extends keyof GiveUps>(
    name: N,
    data: unknown,
    error: unknown,
  ): Promise<void> => {
    const payload = JOBS[name].payload.safeParse(jobUrls.open(name, data))
    if (payload.success) await giveUps[name](payload.data, error)
  }

  /** No further try is left; for some jobs somebody waits. */
  const giveUp = async ({ name, data }: Job<unknown>, error: unknown): Promise<void> => {
    if (isJobName(name) && isGivingUp(name)) await carryOutGiveUp(name, data, error)
  }

  const workers = QUEUES.map((queue) => {
    const worker = new Worker(queue, process, {
      connection: deps.connection,
      prefix: jobPrefix(deps.namespace, queue),
      concurrency: CONCURRENCY[queue],
      ...(PAUSED_QUEUES.has(queue) ? { limiter: NO_LIMIT } : {}),
      autorun: false,
      drainDelay: WAIT_S,
      ...TAKE_OVER,
      ...(deps.telemetry && { telemetry: deps.telemetry }),
      // Of jobs that say nothing of it themselves: they come from other versions, or have lost their records.
      removeOnComplete: { count: 0 },
      removeOnFail: { count: 1_000 },
      settings: {
        backoffStrategy: (attempt, _type, error, job) =>
          backoff({ job: job?.name, attempt, error }, deps.random),
      },
    })
    worker.on('error', (error) => deps.onTrouble(error, queue))
    worker.on('failed', (job, error) => {
      if (job === undefined || job.attemptsMade < (job.opts.attempts ?? 1)) return
      giveUp(job, error).catch((failure: unknown) => {
        log.error({ err: failure, ...traceOf(job) }, 'what failed for good could not be put right')
      })
    })
    return worker
  })

  const stalled = watchStalled({
    workers,
    connection: deps.connection,
    everyMs: TAKE_OVER.stalledInterval,
    onTrouble: (error) => deps.onTrouble(error, 'upkeep'),
  })

  let isClosed = false
  const run = async (worker: Worker): Promise<void> => {
    await Promise.allSettled([deps.after])
    if (!isClosed) await worker.run()
  }
  for (const worker of workers) {
    run(worker).catch((error: unknown) => log.error({ err: error, queue: worker.name }, 'a worker has ended'))
  }

  return {
    close: async () => {
      isClosed = true
      stalled.stop()
      await Promise.all(workers.map((worker) => worker.close()))
    },
  }
}
