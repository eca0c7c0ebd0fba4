import { existsSync } from 'node:fs'
import { startApp, within } from './app.ts'
import { realWorld } from './app-parts.ts'
import { readConfig } from './config.ts'
import { createLog } from './log.ts'
import { redisPassword, redisTargetOf } from './store/connections.ts'
import { startPrivateRedis } from './store/private-redis.ts'

/** sysexits.h EX_CONFIG: what is set in the environment is wrong, trying again will not help. */
const BAD_CONFIG = 78
const CANNOT_START = 69

// What stands in the environment itself goes before the file.
if (existsSync('.env')) process.loadEnvFile('.env')
const read = readConfig(process.env)
if (!read.ok) {
  const lines = read.faults.map(
    ({ variable, found, expected }) => `  ${variable}: found ${found}, expected ${expected}`,
  )
  process.stderr.write(
    `Sharelink cannot start. Mend these variables (see .env.example):\n${lines.join('\n')}\n`,
  )
  process.exit(BAD_CONFIG)
}
const { config } = read
const log = createLog(config.logLevel, [
  config.slack.botToken,
  config.slack.signingSecret ?? '',
  config.slack.appToken ?? '',
  config.portal.apiKey,
  config.portal.auditApiKey,
  process.env.ENCRYPTION_KEY ?? '',
  redisPassword(config.redisUrl),
])
if (config.unused.length > 0) log.warn({ variables: config.unused }, 'set, but not used by this version')

if (config.role !== 'all' && config.redisUrl === null) {
  log.warn({ role: config.role }, 'REDIS_URL is not set: no other process can share the work of this one')
}

const stopping = new AbortController()
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.on(signal, () => stopping.abort())
}
const stopAsked = new Promise<void>((resolve) => {
  stopping.signal.addEventListener('abort', () => resolve(), { once: true })
})

const start = async () => {
  const own =
    config.redisUrl === null
      ? await startPrivateRedis({
          dir: '.data/redis',
          log: (line) => log.info({}, line),
          onExit: (lastWords) => {
            log.error({ lastWords }, 'the private redis-server ended by itself')
            process.exit(CANNOT_START)
          },
        })
      : null
  const target = own === null ? redisTargetOf(config.redisUrl ?? '') : { path: own.socketPath }
  const app = await startApp(config, target, realWorld(log)).catch(async (error) => {
    await own?.close()
    throw error
  })
  log.info({ host: config.host, port: app.port, role: config.role }, 'sharelink is up')
  return async () => {
    await app.close()
    // It stops with this process anyway; what counts is to be gone in time.
    if (own !== null) await within(2_500, own.close())
  }
}

const started = start()
const failed = started.then(
  () => new Promise<never>(() => {}),
  (error: unknown) => ({ error }),
)
const failure = await Promise.race([stopAsked, failed])
if (failure !== undefined) {
  log.error({ err: failure.error }, 'sharelink cannot start')
  const { error } = failure
  process.stderr.write(`Sharelink cannot start: ${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(CANNOT_START)
}
log.info({}, 'stopping')
// Asked to stop while it starts: what has begun may be an installation of Redis, which is not waited for long.
await within(
  9_000,
  started.then((close) => close()),
)
log.info({}, 'stopped')
process.exit(0)
