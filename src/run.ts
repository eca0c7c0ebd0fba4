import { startApp } from './app.ts'
import { type Runtime, realRuntime } from './app-parts.ts'
import type { Config } from './config.ts'
import { redisMisfit } from './config-redis.ts'
import type { ConfigFault } from './config-rules.ts'
import { findSettings } from './find-settings.ts'
import { isTraced, loadTelemetry } from './jobs/tracing.ts'
import { BROKEN, castLastNet } from './last-net.ts'
import { createLog, strikeOut } from './log.ts'
import { type PrivateRedis, startPrivateRedis } from './private-redis/private-redis.ts'
import { connectRedis } from './store/connect-redis.ts'
import { migrateRecords, migrationsWith } from './store/data-version.ts'
import { findRedisMode } from './store/find-redis-mode.ts'
import { type RedisTarget, redisPasswords } from './store/redis-target.ts'
import { resealLinks } from './store/reseal-links.ts'
import { within } from './timing/within.ts'
import type { Log } from './use-cases/ports.ts'
import { linkVault } from './vaults.ts'

/** sysexits.h EX_CONFIG: a setting is wrong, so starting again will not help. */
const BAD_CONFIG = 78
const CANNOT_START = 69

/** A key as it may have been typed: in either alphabet of base64, with or without `=` at its end. */
const asTyped = (key: Buffer | null): string[] =>
  key === null ? [] : [key.toString('base64').replace(/=$/, ''), key.toString('base64url')]

/** Secrets as they were set, which the log strikes out. */
const secretsOf = (config: Config): string[] => [
  config.slack.botToken ?? '',
  config.slack.install?.clientSecret ?? '',
  config.slack.install?.stateSecret ?? '',
  config.slack.signingSecret ?? '',
  config.slack.appToken ?? '',
  config.portal.apiKey,
  config.portal.auditApiKey,
  config.webhookSecret ?? '',
  config.auditWebhook?.url ?? '',
  config.auditWebhook?.secret ?? '',
  config.oauth?.clientSecret ?? '',
  ...asTyped(config.encryptionKey),
  ...asTyped(config.previousKey),
  ...redisPasswords(config.redis),
]

const refuseToStart = (faults: readonly ConfigFault[]): never => {
  const lines = faults.map((fault) => `  ${fault.variable}: found ${fault.found}, expected ${fault.expected}`)
  process.stderr.write(
    `Sharelink cannot start. Mend these variables (see .env.example):\n${lines.join('\n')}\n`,
  )
  process.exit(BAD_CONFIG)
}

/** Ends the program when it cannot go on, with a line in the log and one for people. */
type Fail = (error: unknown) => never

const failing =
  (log: Log, secrets: readonly string[]): Fail =>
  (error) => {
    log.error({ err: error }, 'sharelink cannot start')
    const words = error instanceof Error ? error.message : String(error)
    process.stderr.write(`Sharelink cannot start: ${strikeOut(words, secrets)}\n`)
    process.exit(CANNOT_START)
  }

interface RedisPlace {
  target: RedisTarget
  /** A Redis that was started for this process; null: it is somebody else's. */
  own: PrivateRedis | null
}

/** The Redis that is named, if it is what the setting says; else one of our own. */
const placeOfRedis = async ({ redis, installRedis }: Config, log: Log, fail: Fail): Promise<RedisPlace> => {
  if (redis === null) {
    const own = await startPrivateRedis({
      dir: '.data/redis',
      mayInstall: installRedis,
      log: (line) => log.info({}, line),
      onExit: (lastWords) => fail(new Error(`the private redis-server ended by itself: ${lastWords}`)),
    })
    return { target: { path: own.socketPath }, own }
  }
  const mode = await findRedisMode(redis)
  const misfit = mode === null ? null : redisMisfit(redis, mode)
  return misfit === null ? { target: redis, own: null } : refuseToStart([misfit])
}

/** Ends the process where the records are those of a newer program. One that is away is not waited for. */
const checkRecords = async (target: RedisTarget, config: Config, log: Log): Promise<void> => {
  const redis = connectRedis(target, 'prompt', () => {})
  const { redisPrefix: namespace } = config
  const vault = linkVault(config)
  try {
    const { found, known } = await migrateRecords(redis, namespace, migrationsWith(vault))
    if (found <= known) {
      const lost = await resealLinks(redis, namespace, vault)
      if (lost > 0)
        log.warn({ lost }, 'addresses of links cannot be opened, and are read from the portal anew')
      return
    }
    process.stderr.write(
      `Sharelink cannot start: its records are of data version ${found}, and this version knows ${known}.\n` +
        'Start the version that wrote them, or put a backup of this one back (docs/operate.md, Data version).\n',
    )
    process.exit(BAD_CONFIG)
  } catch (error) {
    log.warn({ err: error }, 'the version of the records is not known yet')
  } finally {
    redis.disconnect()
  }
}

/** How OpenTelemetry is told of jobs, where that is asked for; ends the program where the package for it is not there. */
const tracingOf = async ({ tracing }: Config, log: Log): Promise<Pick<Runtime, 'telemetry'>> => {
  if (!tracing) return {}
  const telemetry = await loadTelemetry()
  if (telemetry === null)
    return refuseToStart([
      {
        variable: 'TRACING',
        found: 'otel, and no package bullmq-otel',
        expected:
          'that package (npm install --no-save --save-prod --omit=dev --ignore-scripts bullmq-otel@2.0.1; docs/operate.md, Traces), or off',
      },
    ])
  if (!isTraced(telemetry))
    log.warn({}, 'TRACING is otel, but this process has no SDK of OpenTelemetry: no span is sent')
  return { telemetry }
}

/** What a start needs besides the settings. */
interface Starting {
  log: Log
  fail: Fail
  /** It is to stop already: nothing more is opened then. */
  isEnding: () => boolean
}

/** Starts the app, and a Redis where none is named. Gives a function that stops both. */
const start = async (config: Config, { log, fail, isEnding }: Starting): Promise<() => Promise<void>> => {
  const tracing = await tracingOf(config, log)
  const { target, own } = await placeOfRedis(config, log, fail)
  if (!isEnding()) await checkRecords(target, config, log)
  if (isEnding()) return async () => own?.close()
  const runtime = { ...realRuntime(log), ...tracing, namespace: config.redisPrefix }
  const app = await startApp(config, target, runtime).catch(async (error) => {
    await own?.close()
    throw error
  })
  const where = { host: config.host, port: app.port, role: config.role }
  log.info(where, 'listening')
  // Without rules in a file a signal ends the program, as when its terminal is closed.
  if (config.policyFile !== null) process.on('SIGHUP', () => void app.readRulesAnew())
  // Not said while Slack refuses the token, though links end all the same.
  void app.up.then(() => log.info(where, 'sharelink is up'))
  return async () => {
    await app.close()
    // Redis stops with this process anyway, so the process need not wait for it any longer.
    if (own !== null)
      await within(
        2_500,
        own.close().catch(() => {}),
      )
  }
}

/** The settings as the program reads them; ends the process where they are wrong. */
export const readSettings = (): Config => {
  const found = findSettings(process.env, '.env')
  return found.ok ? found.config : refuseToStart(found.faults)
}

/** Runs the whole program until `stopAsked`, then ends the process. */
export const run = async (stopAsked: Promise<void>): Promise<never> => {
  const net = castLastNet()
  const config = readSettings()
  const secrets = secretsOf(config)
  const log = createLog(config.logLevel, secrets)
  net.logTo(log)
  if (config.unused.length > 0) log.warn({ variables: config.unused }, 'set, but not used by this version')
  if (config.plainHttp.length > 0) {
    log.warn({ variables: config.plainHttp }, 'plain http: who is on the way can read keys and links')
  }
  if (config.role !== 'all' && config.redis === null) {
    log.warn({ role: config.role }, 'REDIS_URL is not set: no other process can share the work of this one')
  }

  const ending = Promise.race([stopAsked.then(() => 0), net.caught.then(() => BROKEN)])
  let isEnding = false
  void ending.then(() => {
    isEnding = true
  })
  const started = start(config, { log, fail: failing(log, secrets), isEnding: () => isEnding })
  await Promise.race([ending, started]).catch(failing(log, secrets))
  const status = await ending
  log.info({}, 'stopping')
  // It may be asked to stop while it still starts, for instance installs Redis. That is not waited for any longer.
  await within(
    9_000,
    started.then((close) => close()).catch(() => {}),
  )
  log.info({}, 'stopped')
  process.exit(status)
}
