import { randomBytes, randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { Queue, type Telemetry } from 'bullmq'
import { Redis } from 'ioredis'
import { inject } from 'vitest'
import { type GiveUps, type Handlers, JOB_NAMES, type Payload } from '../../../src/jobs/catalogue.ts'
import { QUEUES, type QueueName } from '../../../src/jobs/job-row.ts'
import { endInLanes } from '../../../src/jobs/lanes.ts'
import { createQueues, jobPrefix } from '../../../src/jobs/queues.ts'
import { type Rewriting, rewriteInTurn, type Telling, tellInTurn } from '../../../src/jobs/slack-turns.ts'
import { canaryInSteps, type Making, makeInTurn, type Trial } from '../../../src/jobs/turns.ts'
import { startWorkers } from '../../../src/jobs/workers.ts'
import { createKeys } from '../../../src/store/keys.ts'
import { createPlaces } from '../../../src/store/places.ts'
import { createUrlSeal } from '../../../src/store/url-seal.ts'
import { createVault } from '../../../src/store/vault.ts'
import type { EndTry } from '../../../src/use-cases/end-ports.ts'
import type { SlackTurns } from '../../../src/use-cases/notice-ports.ts'
import type { RateLimit } from '../../../src/use-cases/ports.ts'
import { HOUR, TEAM } from '../../support/builders.ts'

/** How long before an end is warned of it. */
export const WARN_BEFORE_MS = 24 * HOUR

export const REF = { team: TEAM, id: 'K7M4QX' }

/** Something to wait for. */
export const gate = () => {
  let open = () => {}
  const opened = new Promise<void>((resolve) => {
    open = resolve
  })
  return { open, opened }
}

export const until = async (happened: () => boolean | Promise<boolean>) => {
  while (!(await happened())) await wait(5)
}

type ShareRef = typeof REF

/** It is always everybody's turn. */
const AT_ONCE: Pick<SlackTurns, 'turn'> = { turn: async (_team, _method, _rank, now) => now }

/** Jobs that no test here is about do nothing. */
const IDLE = Object.fromEntries(JOB_NAMES.map((name) => [name, async () => {}])) as unknown as Handlers

/** What the jobs do in a test. */
export interface Work {
  make: Making & { giveUp: GiveUps['make-share'] }
  expire(ref: ShareRef): Promise<void>
  revoke(ref: ShareRef, by: EndTry): Promise<void>
  /** Of which file a link has to go; left out: one of its own for each share. */
  fileToEnd(ref: ShareRef): Promise<string | null>
  clean(ref: ShareRef): Promise<void>
  extend: { run(ref: ShareRef): Promise<void>; giveUp: GiveUps['extend-share'] }
  repair(ref: ShareRef): Promise<void>
  warn(ref: ShareRef, expiresAt: number): Promise<void>
  home(team: string, userId: string): Promise<void>
  /** Rewrites messages in these turns. */
  rewriting?: Pick<SlackTurns, 'turn'> & { telling: Rewriting }
  probe(routine: boolean): Promise<void>
  tellOutage(notice: Payload<'tell-outage'>): Promise<void>
  drift(): Promise<void>
  canary: Trial
  tell: Telling
  updateMessage(ref: ShareRef): Promise<void>
  reconcile(): Promise<void>
  sweep(routine: boolean): Promise<void>
}

/** Makings that wait for no turn and do nothing, but for what a test says. */
export const making = (work: Partial<Work['make']>): Work['make'] => ({
  awaitsTurn: async () => false,
  tellQueued: async () => {},
  tellDelayed: async () => {},
  run: async () => {},
  giveUp: async () => {},
  ...work,
})

/** Queues and workers under a name of their own on the run's real Redis; `close` ends all that was opened. */
export const createJobsWorld = (telemetry?: Telemetry, namespace = `test-${randomUUID()}`) => {
  const urls = createUrlSeal(createVault(randomBytes(32)))
  const endings: (() => Promise<unknown> | unknown)[] = []
  const logged: Record<string, unknown>[] = []
  const ticks: string[] = []
  const connect = () => {
    const redis = new Redis({ path: inject('redisSocket'), maxRetriesPerRequest: null })
    endings.push(() => redis.disconnect())
    return redis
  }
  const openQueues = (now: () => number = Date.now) => {
    const trouble = (error: Error) => void logged.push({ err: error, text: 'queue trouble' })
    const queues = createQueues(connect(), namespace, now, WARN_BEFORE_MS, trouble, urls, telemetry)
    endings.push(() => queues.close())
    return queues
  }
  const rawQueue = (name: QueueName) => {
    const queue = new Queue(name, { connection: connect(), prefix: jobPrefix(namespace, name) })
    endings.push(() => queue.close())
    return queue
  }
  const api = {
    namespace,
    endings,
    /** What the workers and queues said that is not plain success. */
    logged,
    /** Which schedules have run, in turn. */
    ticks,
    connect,
    openQueues,
    queues: openQueues(),
    rawQueue,
    /** Workers that do nothing but what a test says. */
    start: (work: Partial<Work> = {}, channelRateLimit: RateLimit = async (_team, _channel, now) => now) => {
      const nothing = async () => {}
      const { make = making({}), extend = { run: nothing, giveUp: nothing } } = work
      const { canary = { run: async () => null, daily: nothing } } = work
      const { tell = { next: async () => null, tell: nothing } } = work
      const {
        expire = nothing,
        revoke = nothing,
        fileToEnd = async ({ team, id }) => `${team}-${id}`,
        clean = nothing,
        repair = nothing,
        updateMessage = nothing,
      } = work
      const { rewriting } = work
      const { warn = nothing, home = nothing, tellOutage = nothing, drift = nothing } = work
      const { reconcile = nothing, sweep = nothing, probe = nothing } = work
      const log = {
        info: () => {},
        warn: (data: Record<string, unknown>, text: string) => void logged.push({ ...data, text }),
        error: (data: Record<string, unknown>, text: string) => void logged.push({ ...data, text }),
      }
      const lanes = endInLanes({
        ending: { fileToEnd, run: revoke },
        places: createPlaces(connect(), createKeys(namespace), () => 0),
        jobs: api.queues,
        now: Date.now,
        log,
      })
      const handlers: Handlers = {
        ...IDLE,
        'make-share': makeInTurn({ make, channelRateLimit, now: Date.now }),
        'expire-share': expire,
        'revoke-link': lanes.first,
        'revoke-expired': lanes.expired,
        'revoke-again': lanes.again,
        'clean-links': clean,
        'extend-share': extend.run,
        'repair-link': repair,
        'check-link': repair,
        'warn-share': ({ expiresAt, ...ref }) => warn(ref, expiresAt),
        'show-home': ({ team, userId }) => home(team, userId),
        'update-message':
          rewriting === undefined
            ? updateMessage
            : rewriteInTurn({
                telling: rewriting.telling,
                slackTurns: rewriting,
                now: Date.now,
              }),
        'tell-share': tellInTurn({ telling: tell, channelRateLimit, slackTurns: AT_ONCE, now: Date.now }),
        'reconcile-shares': reconcile,
        'sweep-audit': ({ routine }) => sweep(routine),
        'probe-audit': ({ routine }) => probe(routine),
        'tell-outage': tellOutage,
        'check-drift': drift,
        'run-canary': canaryInSteps(canary),
      }
      const workers = startWorkers({
        connection: connect(),
        namespace,
        telemetry,
        handlers,
        giveUps: { 'make-share': make.giveUp, 'extend-share': extend.giveUp },
        urls,
        now: Date.now,
        random: () => 0,
        onTrouble: () => {},
        log,
        scheduleRuns: { count: async (name) => void ticks.push(name) },
      })
      endings.push(() => workers.close())
      return workers
    },
    /** Nothing waits, runs or is put off in any queue. */
    idle: async () => {
      const all = QUEUES.map(rawQueue)
      await until(async () => {
        const counts = await Promise.all(
          all.map((queue) => queue.getJobCounts('waiting', 'active', 'delayed', 'prioritized')),
        )
        return counts.every((count) => Object.values(count).every((jobs) => jobs === 0))
      })
    },
    close: async () => {
      for (const end of endings.splice(0).reverse()) await end()
    },
  }
  return api
}

export type JobsWorld = ReturnType<typeof createJobsWorld>
