import { DelayedError, type Job, UnrecoverableError, Worker } from 'bullmq'
import type { Redis } from 'ioredis'
import type { Bulletin } from '../domain/blindness.ts'
import type { Owed } from '../domain/owed.ts'
import type { ShareRef } from '../domain/share.ts'
import { WORTH_A_WORD_MS } from '../use-cases/make/queue-making.ts'
import type { MakeRequest } from '../use-cases/make-request.ts'
import type { Log, Now, Slots } from '../use-cases/ports.ts'
import { backoff } from './backoff.ts'
import { isJobName, JOBS, type JobName, type Payload } from './catalogue.ts'
import { QUEUES, type QueueName } from './job-row.ts'
import { jobPrefix } from './queues.ts'

/** What the jobs do; each may be run again from the start. */
export interface Work {
  make: {
    /** Whether it is to wait for its channel's turn. */
    awaitsTurn(request: MakeRequest): Promise<boolean>
    /** Tells whoever asked that so many posts of the channel come first. */
    tellQueued(request: MakeRequest, ahead: number): Promise<void>
    run(request: MakeRequest): Promise<void>
    giveUp(request: MakeRequest, error: unknown): Promise<void>
  }
  expire(ref: ShareRef): Promise<void>
  revoke(ref: ShareRef): Promise<void>
  clean(ref: ShareRef): Promise<void>
  extend: {
    run(ref: ShareRef): Promise<void>
    giveUp(ref: ShareRef, error: unknown): Promise<void>
  }
  putBack(ref: ShareRef): Promise<void>
  warn(ref: ShareRef, expiresAt: number): Promise<void>
  home(team: string, userId: string): Promise<void>
  tell: { next(ref: ShareRef): Promise<Owed | null>; tell(ref: ShareRef): Promise<void> }
  show(ref: ShareRef): Promise<void>
  settle(): Promise<void>
  sweep(routine: boolean): Promise<void>
  probe(routine: boolean): Promise<void>
  tellSight(bulletin: Bulletin): Promise<void>
  drift(): Promise<void>
  /** `run` gives when there is more to do; null: nothing is left. */
  canary: { run(): Promise<number | null>; daily(): Promise<void> }
}

export interface WorkerDeps {
  connection: Redis
  namespace: string
  work: Work
  slots: Slots
  now: Now
  random: () => number
  log: Log
}

/**
 * A process that dies holds its jobs until their locks run out and two checks have passed: with these, work
 * is taken over well within 10 s of a restart.
 */
const TAKE_OVER = { lockDuration: 4_000, stalledInterval: 1_500, maxStalledCount: 1_000 }

/** Nothing waits for its turn in here; what calls the portal shares its few connections. */
const CONCURRENCY: Record<QueueName, number> = {
  make: 6,
  rewrite: 3,
  end: 10,
  tell: 20,
  home: 5,
  sweep: 1,
  watch: 3,
}

export const startWorkers = (deps: WorkerDeps): { close(): Promise<void> } => {
  const { work, slots, now, log } = deps

  /** Puts the job away until `at`, without using up a try. */
  const putAway = async (job: Job, token: string | undefined, at: number): Promise<never> => {
    await job.moveToDelayed(at, token)
    throw new DelayedError()
  }

  /**
   * Makes a share when it is its channel's turn: the link is made right before it is posted, since nobody has it until then.
   * Once it is made, another try waits for no further turn.
   */
  const make = async (
    job: Job,
    { notBefore, ...request }: Payload<'make-share'>,
    token: string | undefined,
  ): Promise<void> => {
    let turn = notBefore
    if (turn === null && (await work.make.awaitsTurn(request))) {
      turn = await slots(request.team, request.channel.id, now())
      await job.updateData({ ...request, notBefore: turn })
      const waitMs = turn - now()
      if (waitMs >= WORTH_A_WORD_MS) await work.make.tellQueued(request, Math.round(waitMs / 1_000))
    }
    if (turn !== null && turn > now()) return putAway(job, token, turn)
    await work.make.run(request)
  }

  /**
   * Tells all that is owed. Posts wait for the channel's turn, a second apart; rewriting a message does not
   * count there (Slack: chat.postMessage, chat.update).
   */
  const tell = async (job: Job, data: Payload<'tell-share'>, token: string | undefined): Promise<void> => {
    let turn = data.notBefore
    for (let next = await work.tell.next(data); next !== null; next = await work.tell.next(data)) {
      if (next !== 'message') {
        turn ??= await slots(data.team, data.channel, now())
        if (turn > now()) {
          await job.updateData({ ...data, notBefore: turn })
          return putAway(job, token, turn)
        }
        // Used up: if the post fails, its next try waits for a turn of its own.
        if (data.notBefore !== null) await job.updateData({ ...data, notBefore: null })
        turn = null
      }
      await work.tell.tell(data)
    }
  }

  /** A trial waits outside of the worker, which others may need. */
  const canary = async (job: Job, token: string | undefined): Promise<void> => {
    const next = await work.canary.run()
    if (next !== null) return putAway(job, token, next)
  }

  const run = (name: JobName, data: unknown, job: Job, token: string | undefined): Promise<void> => {
    const payload = JOBS[name].payload.safeParse(data)
    if (!payload.success) throw new UnrecoverableError('the payload is not what this job takes')
    switch (name) {
      case 'make-share':
        return make(job, payload.data as Payload<'make-share'>, token)
      case 'expire-share':
        return work.expire(payload.data as ShareRef)
      case 'revoke-link':
        return work.revoke(payload.data as ShareRef)
      case 'clean-links':
        return work.clean(payload.data as ShareRef)
      case 'extend-share':
        return work.extend.run(payload.data as ShareRef)
      case 'put-back-link':
        return work.putBack(payload.data as ShareRef)
      case 'warn-share': {
        const { expiresAt, ...ref } = payload.data as Payload<'warn-share'>
        return work.warn(ref, expiresAt)
      }
      case 'show-home': {
        const { team, userId } = payload.data as Payload<'show-home'>
        return work.home(team, userId)
      }
      case 'tell-share':
        return tell(job, payload.data as Payload<'tell-share'>, token)
      case 'show-share':
        return work.show(payload.data as ShareRef)
      case 'settle-shares':
        return work.settle()
      case 'sweep-audit':
        return work.sweep((payload.data as Payload<'sweep-audit'>).routine)
      case 'probe-audit':
        return work.probe((payload.data as Payload<'probe-audit'>).routine)
      case 'tell-sight':
        return work.tellSight(payload.data as Bulletin)
      case 'check-drift':
        return work.drift()
      case 'run-canary':
        return (payload.data as Payload<'run-canary'>).daily ? work.canary.daily() : canary(job, token)
    }
  }

  /** The one place where a job's failure is caught: a line with a reference, and another try where it helps. */
  const process = async (job: Job, token?: string): Promise<void> => {
    const started = now()
    const { name } = job
    try {
      if (!isJobName(name)) throw new UnrecoverableError('no such job in this version')
      await run(name, job.data, job, token)
      if (!JOBS[name].isQuiet) log.info({ job: name, ...traceOf(job), ms: now() - started }, 'job done')
    } catch (error) {
      if (error instanceof DelayedError) throw error
      const attempt = job.attemptsMade + 1
      log.warn({ job: name, ...traceOf(job), attempt, err: error }, 'job failed')
      throw error
    }
  }

  /** Somebody waits for the answer, and no further try is left. */
  const giveUp = async (job: Job, error: unknown): Promise<void> => {
    const name = job.name as JobName
    if (name !== 'make-share' && name !== 'extend-share') return
    const payload = JOBS[name].payload.safeParse(job.data)
    if (!payload.success) return
    if (name === 'make-share') {
      const { notBefore: _, ...request } = payload.data as Payload<'make-share'>
      return work.make.giveUp(request, error)
    }
    await work.extend.giveUp(payload.data as ShareRef, error)
  }

  const workers = QUEUES.map((queue) => {
    const worker = new Worker(queue, process, {
      connection: deps.connection,
      prefix: jobPrefix(deps.namespace),
      concurrency: CONCURRENCY[queue],
      ...TAKE_OVER,
      settings: {
        backoffStrategy: (attempt, _type, error, job) =>
          backoff({ job: job?.name, attempt, error }, deps.random),
      },
    })
    worker.on('error', (error) => log.warn({ queue, err: error }, 'worker trouble'))
    worker.on('failed', (job, error) => {
      if (job === undefined || job.attemptsMade < (job.opts.attempts ?? 1)) return
      giveUp(job, error).catch((failure: unknown) => {
        log.error({ err: failure, ...traceOf(job) }, 'what failed for good could not be put right')
      })
    })
    return worker
  })

  return {
    close: async () => {
      await Promise.all(workers.map((worker) => worker.close()))
    },
  }
}

/** What finds a job's lines: its share, and the reference that a person may have been given. */
const traceOf = (job: Job): { share: string | undefined; reference: string | undefined } => {
  const data = job.data as { id?: string; shareId?: string; reference?: string } | null
  return { share: data?.id ?? data?.shareId, reference: data?.reference }
}
