import { createTellOutgrown } from './app-outgrown.ts'
import { createParts, type Runtime } from './app-parts.ts'
import { receiverHealth, sendingRecord } from './app-record.ts'
import { createWebRole } from './app-web.ts'
import { startWorkerRole } from './app-worker.ts'
import type { Config } from './config.ts'
import { auditHealth } from './domain/audit-health.ts'
import { slowestSweepMs } from './domain/pace.ts'
import { createMetrics } from './http/metrics.ts'
import { createReadiness } from './http/readiness.ts'
import { answerJson, type Routes, startServer } from './http/server.ts'
import { untilAccepted } from './slack/web-api/bot-token.ts'
import { pauseUnless } from './slack/web-api/pause.ts'
import type { RedisTarget } from './store/redis-target.ts'
import { within } from './timing/within.ts'
import { measure } from './use-cases/upkeep/measure.ts'
import { sayReach } from './use-cases/upkeep/say-reach.ts'
import { sayStart } from './use-cases/upkeep/say-start.ts'
import { watchRedis } from './use-cases/upkeep/watch-redis.ts'

export interface App {
  /** Where it listens. */
  port: number
  /** Resolves when Slack has taken the tokens, which may be never. What needs no Slack runs before that. */
  up: Promise<void>
  /** Reads the rules of `POLICY_FILE` anew. Never rejects. */
  readRulesAnew(): Promise<void>
  /** Takes in nothing more, finishes what is under way, closes every connection. */
  close(): Promise<void>
}

/** How long commands and clicks may take to finish when the app closes: somebody waits. What is left over is taken over. */
const INTERACTIONS_MS = 5_000
/** The part of that for requests that are still being read or answered: a form takes 2.5 s at most. Downloads are cut then. */
const LAST_REQUESTS_MS = 3_000
/**
 * How long jobs may take to finish. Other processes take up what is left over, as after a crash. So no end of a link
 * waits because Slack or the portal hangs.
 */
const JOBS_MS = 1_500

/** An outage of Redis that is shorter is told by nobody but the log. */
const TELL_OF_REDIS_MS = 60_000

/** Builds the whole program from its parts and starts it. */
export const startApp = async (config: Config, redisTarget: RedisTarget, runtime: Runtime): Promise<App> => {
  const parts = createParts(config, redisTarget, runtime)
  const { handler, showSocket, ...seen } = createMetrics(
    measure({ ...parts.store, queueCounts: parts.queues.counts, now: runtime.now }),
  )
  const web = config.role === 'worker' ? null : createWebRole(config, parts, runtime, seen)
  const socket = web?.sockets?.state
  if (socket) showSocket(socket)
  const trail = async () => {
    const health = auditHealth(
      await parts.store.auditStatus.read(),
      await parts.store.cursor.read(),
      runtime.now(),
      slowestSweepMs(config.auditIntervalMs),
    )
    return health.state === 'ok' && parts.isReadingOverdue() ? { ...health, state: 'late' as const } : health
  }
  const ready = createReadiness({
    redis: parts.lookAtRedis,
    slack: parts.pingSlack,
    missingScopes: parts.scopes.missing,
    socket,
    portal: parts.portal,
    audit: trail,
    record: receiverHealth(config, parts),
    now: runtime.now,
  })
  const routes: Routes = {
    ...web?.routes,
    'GET /healthz': (_, response) => answerJson(response, 200, { status: 'ok' }),
    'GET /readyz': async (_, response) => {
      const readiness = await ready()
      answerJson(response, readiness.status === 'down' ? 503 : 200, readiness)
    },
    'GET /metrics': handler,
  }
  const server = await startServer(routes, { host: config.host, port: config.port }).catch(async (error) => {
    await parts.close()
    throw error
  })
  const worker = config.role === 'web' ? null : startWorkerRole(config, parts, runtime)
  const closing = new AbortController()
  const { signal } = closing
  const { random, log } = runtime
  if (worker !== null) sendingRecord(config, parts, runtime, signal)
  const accepted = untilAccepted({
    ask: parts.installer === null ? parts.homeWorkspace : parts.pingSlack,
    pause: pauseUnless(signal),
    random,
    log,
    signal,
  })
  void accepted.then((isAccepted) => isAccepted && web?.warm())
  void accepted.then((isAccepted) =>
    isAccepted
      ? sayStart({
          workspace: parts.homeWorkspace,
          portal: parts.portal,
          trail,
          hasWebhook: config.webhookSecret !== null,
          policy: config.policy,
          pause: pauseUnless(signal),
          signal,
          log,
        })
      : undefined,
  )
  const askAboutOutgrown = createTellOutgrown(parts, runtime, signal)
  void accepted.then((isAccepted) => (isAccepted ? askAboutOutgrown() : undefined))
  void parts.scheduleWatch.run(pauseUnless(signal), signal)
  void watchRedis({
    ...parts,
    ...runtime,
    tell: parts.tellOfRedis,
    tellAfterMs: Math.min(config.blindAfterMs, TELL_OF_REDIS_MS),
    pause: pauseUnless(signal),
    signal,
  })
  if (web !== null) {
    void sayReach({
      portal: parts.portal,
      allowedRooms: parts.searchedRooms,
      allowGuests: config.allowGuests,
      hasAccounts: config.oauth !== null,
      pause: pauseUnless(signal),
      signal,
      log,
    })
  }
  const reachable = web?.start()
  return {
    port: server.port,
    readRulesAnew: async () => {
      await parts.readRulesAnew()
      await askAboutOutgrown()
    },
    up: new Promise((resolve) => {
      void Promise.all([accepted, reachable]).then((all) => all.includes(false) || resolve())
    }),
    close: async () => {
      closing.abort()
      // A request that is still being read may become work. So it is known only afterwards what has to be waited for.
      const taken = Promise.all([within(LAST_REQUESTS_MS, server.close()), web?.stop()])
      const interactions = taken.then(() => Promise.all([web?.idle(), web?.cutStreams()]))
      const [, jobs] = await Promise.all([
        within(INTERACTIONS_MS, Promise.allSettled([interactions])),
        within(JOBS_MS, Promise.allSettled([worker?.close()])),
      ])
      // A job that still runs must store nothing more: it would take the connections that are closed now for an answer of
      // the portal.
      if (jobs === null) parts.redis.disconnect()
      await within(1_000, parts.close())
    },
  }
}
