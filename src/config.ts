import { z } from 'zod'
import { type GateConfig, gateOf, usualEnforcement } from './config-gate.ts'
import { isSecretVariable, NOT_YET, nearMiss } from './config-names.ts'
import { type OAuthConfig, oauthOf } from './config-oauth.ts'
import { redisOf } from './config-redis.ts'
import { betweenFaults, type ConfigFault, type Env, fileNamed, showFound } from './config-rules.ts'
import { fileVariables, withSecretFiles } from './config-secret-files.ts'
import { type SlackConfig, slackOf } from './config-slack.ts'
import { variables } from './config-variables.ts'
import type { OnDrift } from './domain/drift.ts'
import type { Policy } from './domain/policy.ts'
import { NO_RULES, type RuleBook } from './domain/rule-book.ts'
import { isPlainHttp } from './plain-http.ts'
import type { RedisTarget } from './store/redis-target.ts'

/** Every name that this version or a later one reads. */
const NAMES = [...Object.keys(variables), ...Object.keys(NOT_YET)]
const KNOWN = [...NAMES, ...fileVariables(NAMES)]

const schema = z.object(variables)
type Values = z.output<typeof schema>

export interface Config extends GateConfig {
  slack: SlackConfig
  portal: { origin: string; apiKey: string; auditApiKey: string }
  /** Null: one key acts for all. */
  oauth: OAuthConfig | null
  encryptionKey: Buffer | null
  /** What was sealed and addressed with it is still read. */
  previousKey: Buffer | null
  /** Null: a private one. */
  redis: RedisTarget | null
  /** Whether a private one is installed where there is no program for it. */
  installRedis: boolean
  redisPrefix: string
  role: 'all' | 'web' | 'worker'
  host: string
  port: number
  auditIntervalMs: number
  auditOverlapMs: number
  /** The rules that the environment sets; and the file that sets more of them, with what it said at the start. */
  policy: Policy
  policyFile: string | null
  rules: RuleBook
  /** Whether guests of the workspace may use the app. */
  allowGuests: boolean
  adminUsers: string[]
  /** Where warnings to admins go; null: to each of `adminUsers`. */
  adminChannel: string | null
  /** After so long without a good sweep it is assumed that downloads are not seen. */
  blindAfterMs: number
  onBlind: 'warn' | 'revoke'
  onDrift: OnDrift
  /** Null: no webhook. */
  webhookSecret: string | null
  /** The file that a daily canary is tried with; null: none is. */
  canaryFile: string | null
  /** How often one person may search in the form's file field, where the portal must be asked; null: any number. */
  searchesPerMinute: number | null
  burstWindowMs: number
  /** 0: nobody is warned of an end. */
  warnBeforeMs: number
  historyMs: number
  /** Where each line of the record is sent on to; null: nowhere. `secret` null: none was set. */
  auditWebhook: { url: string; secret: string | null } | null
  logLevel: 'debug' | 'info' | 'warn' | 'error'
  /** Whether OpenTelemetry is told of jobs. */
  tracing: boolean
  /** Variables that are set and only later versions use, and those in the file that no version uses. */
  unused: string[]
  /** Variables with an address that our keys are sent to by plain http. */
  plainHttp: string[]
}

const toConfig = (values: Values, unused: string[]): Config => ({
  slack: slackOf(values),
  portal: {
    origin: values.DOCSPACE_URL,
    apiKey: values.DOCSPACE_API_KEY,
    auditApiKey: values.DOCSPACE_AUDIT_API_KEY ?? values.DOCSPACE_API_KEY,
  },
  oauth: oauthOf(values),
  encryptionKey: values.ENCRYPTION_KEY ?? null,
  previousKey: values.ENCRYPTION_KEY_PREVIOUS ?? null,
  redis: redisOf(values),
  installRedis: values.INSTALL_REDIS,
  redisPrefix: values.REDIS_PREFIX,
  role: values.ROLE,
  host: values.HOST,
  port: values.PORT,
  auditIntervalMs: values.AUDIT_INTERVAL,
  auditOverlapMs: values.AUDIT_OVERLAP,
  policy: {
    defaultExpiryMs: values.DEFAULT_EXPIRY,
    minExpiryMs: values.MIN_EXPIRY,
    maxExpiryMs: values.MAX_EXPIRY,
    maxLifeMs: null,
    defaultLimit: values.DEFAULT_MAX_DOWNLOADS,
    highestLimit: values.MAX_DOWNLOADS_LIMIT,
    onlyLimit: null,
    enforcement: usualEnforcement(values),
    exactOnly: false,
    viewOnly: false,
    linksPerMinute: values.LINKS_PER_MINUTE,
    maxLiveLinks: values.MAX_LIVE_LINKS,
    requirePassword: values.REQUIRE_PASSWORD,
    generatesPassword: false,
    allowedChannels: values.ALLOWED_CHANNELS ?? null,
    allowedRooms: values.ALLOWED_ROOMS ?? null,
    passwordsAvailable: values.ENCRYPTION_KEY !== undefined,
    hasGate: values.PUBLIC_URL !== undefined,
    variesByPlace: false,
    asksRooms: values.ALLOWED_ROOMS !== undefined,
    barred: [],
    presets: {},
    notice: values.POLICY_NOTICE ?? null,
    lines: {},
  },
  policyFile: values.POLICY_FILE ?? null,
  rules: NO_RULES,
  allowGuests: values.ALLOW_GUESTS,
  adminUsers: values.ADMIN_USERS,
  adminChannel: values.ADMIN_CHANNEL ?? null,
  blindAfterMs: values.BLIND_AFTER,
  onBlind: values.ON_BLIND,
  onDrift: values.ON_DRIFT,
  webhookSecret: values.DOCSPACE_WEBHOOK_SECRET ?? null,
  canaryFile: fileNamed(values.CANARY_FILE, values.DOCSPACE_URL),
  searchesPerMinute: values.SEARCHES_PER_MINUTE,
  ...gateOf(values),
  burstWindowMs: values.BURST_WINDOW,
  warnBeforeMs: values.WARN_BEFORE,
  historyMs: values.HISTORY_DAYS * 24 * 60 * 60 * 1_000,
  auditWebhook:
    values.AUDIT_WEBHOOK_URL === undefined
      ? null
      : { url: values.AUDIT_WEBHOOK_URL, secret: values.AUDIT_WEBHOOK_SECRET ?? null },
  logLevel: values.LOG_LEVEL,
  tracing: values.TRACING === 'otel',
  unused,
  plainHttp: (['DOCSPACE_URL', 'SLACK_API_URL', 'PUBLIC_URL', 'AUDIT_WEBHOOK_URL'] as const).filter(
    (name) => {
      const address = values[name]
      return address !== undefined && isPlainHttp(address)
    },
  ),
})

const unknownIn = (env: Env): string[] => Object.keys(env).filter((name) => !KNOWN.includes(name))

/** A misspelt setting would be ignored, and nobody would notice that a rule is missing. So it is a fault. */
const misspelt = (env: Env, from: 'environment' | 'file'): ConfigFault[] =>
  unknownIn(env).flatMap((variable) => {
    const meant = nearMiss(variable, KNOWN, from)
    const found = 'a name that Sharelink does not know'
    return meant === undefined ? [] : [{ variable, found, expected: `${meant}, if that is meant` }]
  })

const withoutEmpty = (env: Env): Env =>
  Object.fromEntries(Object.entries(env).filter(([, value]) => value?.trim()))

/** The variables that are set, with what stands in the files that some of them name. */
export const readVariables = (environment: Env, file: Env) =>
  withSecretFiles({ ...withoutEmpty(file), ...withoutEmpty(environment) }, NAMES)

/**
 * The variables that are right, each by itself, whatever else is wrong; and the secrets among all, to keep them out of what is
 * shown.
 */
export const readEach = (environment: Env, file: Env): { values: Partial<Values>; secrets: string[] } => {
  const { env } = readVariables(environment, file)
  const read = Object.entries(variables).flatMap(([name, kind]) => {
    const { success, data } = kind.safeParse(env[name])
    return success ? [[name, data]] : []
  })
  const secrets = Object.entries(env).flatMap(([name, value]) =>
    isSecretVariable(name) && value !== undefined ? [value.trim()] : [],
  )
  return { values: Object.fromEntries(read), secrets }
}

/**
 * Reads the settings. What is set in the environment goes before what is set in the file. All faults are found at once,
 * each with its variable, what was found and what is expected; never with the value of a secret. An empty variable counts
 * as not set.
 */
export const readConfig = (
  environment: Env,
  file: Env = {},
): { ok: true; config: Config } | { ok: false; faults: ConfigFault[] } => {
  const [ofFile, ofEnvironment] = [withoutEmpty(file), withoutEmpty(environment)]
  const { env, faults: ofSecretFiles, unread } = readVariables(environment, file)
  const parsed = schema.safeParse(env)
  const faults = [
    ...ofSecretFiles,
    ...(parsed.success ? [] : parsed.error.issues).map((issue): ConfigFault => {
      const variable = String(issue.path[0])
      return {
        variable,
        found: showFound(variable, env[variable]),
        expected: issue.message.replace(/^expected /, ''),
      }
    }),
    ...betweenFaults(env),
  ]
    // A variable whose file cannot be read is set, as far as that can be said.
    .filter(({ variable }) => !unread.has(variable))
  const misspellings = [
    ...misspelt(ofFile, 'file'),
    ...misspelt(ofEnvironment, 'environment').filter(({ variable }) => ofFile[variable] === undefined),
  ]
  const all = [...faults, ...misspellings]
  if (!parsed.success || all.length > 0) return { ok: false, faults: all }
  const notYet = Object.keys(NOT_YET).filter((name) => env[name] !== undefined)
  return { ok: true, config: toConfig(parsed.data, [...notYet, ...unknownIn(ofFile)]) }
}
