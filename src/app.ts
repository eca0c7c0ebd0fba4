import { createParts, type World } from './app-parts.ts'
import { createWebRole } from './app-web.ts'
import { startWorkerRole } from './app-worker.ts'
import type { Config } from './config.ts'
import { createReadiness } from './http/readiness.ts'
import { answerJson, type Routes, startServer } from './http/server.ts'
import type { RedisTarget } from './store/connections.ts'

export interface App {
  /** Where it listens. */
  port: number
  /** Stops taking, finishes what runs, gives everything back. */
  close(): Promise<void>
}

/** How long work that runs may take to finish when the app is closed; jobs left over are taken up again. */
const FINISH_MS = 5_000

/** Waits for work, but no longer than `ms`; how it ends does not matter. */
export const within = async (ms: number, work: Promise<unknown>): Promise<void> => {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms)
  })
  await Promise.race([work.catch(() => {}), late])
  clearTimeout(timer)
}

/** Builds the whole program from its parts and starts it. Who opens a connection closes it. */
export const startApp = async (config: Config, redisTarget: RedisTarget, world: World): Promise<App> => {
  const parts = createParts(config, redisTarget, world)
  const web = config.role === 'worker' ? null : createWebRole(config, parts, world)
  const ready = createReadiness({
    redis: () => parts.redis.ping(),
    slack: () => parts.slack.auth.test(),
    portal: () => parts.portal.ping(),
    sweptAt: async () => (await parts.store.cursor.read()).sweptAt,
    now: world.now,
    auditIntervalMs: config.auditIntervalMs,
  })
  const routes: Routes = {
    ...web?.routes,
    'GET /healthz': (_, response) => answerJson(response, 200, { status: 'ok' }),
    'GET /readyz': async (_, response) => {
      const readiness = await ready()
      answerJson(response, readiness.status === 'down' ? 503 : 200, readiness)
    },
  }
  const server = await startServer(routes, { host: config.host, port: config.port }).catch(async (error) => {
    await parts.close()
    throw error
  })
  const worker = config.role === 'web' ? null : startWorkerRole(config, parts, world)
  await web?.start()
  return {
    port: server.port,
    close: async () => {
      await within(FINISH_MS, Promise.all([server.close(), web?.close(), worker?.close()]))
      await within(1_000, parts.close())
    },
  }
}
