import { z } from 'zod'
import {
  baseUrl,
  countOrNone,
  duration,
  ids,
  key32,
  keyPrefix,
  nonEmpty,
  oneOf,
  origin,
  redisNodes,
  redisUrl,
  secret,
  sentinelMaster,
  slackId,
  slackIds,
  token,
  whole,
  yesOrNo,
} from './config-fields.ts'
import { type GateConfig, gateOf, usualEnforcement } from './config-gate.ts'
import { NOT_YET, nearMiss } from './config-names.ts'
import { redisFaults, redisOf } from './config-redis.ts'
import type { OnDrift } from './domain/drift.ts'
import { readFileId } from './domain/file-address.ts'
import type { Policy } from './domain/policy.ts'
import { withoutSecrets } from './log.ts'
import { isPlainHttp } from './plain-http.ts'
import type { RedisTarget } from './store/redis-target.ts'

/** Variables whose values are never shown, not even to say what is wrong with them. */
const SECRET = /TOKEN|SECRET|KEY|REDIS_(URL|CLUSTER|SENTINEL)/

const userIds = slackIds('Slack user ids (U… or W…)', /^[UW]\w+$/i)
const channelIds = slackIds('Slack channel ids (C…, G… or D…)', /^[CGD]\w+$/i)
const CANARY_FILE = 'the id of a file of the portal, or an address of DOCSPACE_URL that carries it'
const channelId = slackId('a Slack channel id (C… or G…)', /^[CG]\w+$/i)

/** Every variable the program reads. `.env.example` names the same ones; a test compares them. */
export const variables = {
  SLACK_BOT_TOKEN: token('the bot token of the Slack app', 'xoxb-'),
  SLACK_SIGNING_SECRET: secret('the signing secret of the Slack app, which is no token').optional(),
  SLACK_APP_TOKEN: token('an app-level token', 'xapp-').optional(),
  SLACK_API_URL: baseUrl('https://slack.com/api/').default('https://slack.com/api/'),
  DOCSPACE_URL: origin('https://acme.onlyoffice.com'),
  DOCSPACE_API_KEY: token('an API key of the portal', 'sk-'),
  DOCSPACE_AUDIT_API_KEY: token("an administrator's API key of the portal", 'sk-').optional(),
  DOCSPACE_WEBHOOK_SECRET: nonEmpty("the secret key of the portal's webhook").optional(),
  ENCRYPTION_KEY: key32.optional(),
  ENCRYPTION_KEY_PREVIOUS: key32.optional(),
  REDIS_URL: redisUrl.optional(),
  REDIS_CLUSTER: redisNodes('a:6379,b:6379,c:6379', 6_379).optional(),
  REDIS_SENTINELS: redisNodes('a:26379,b:26379,c:26379', 26_379).optional(),
  REDIS_SENTINEL_MASTER: sentinelMaster.optional(),
  REDIS_PREFIX: keyPrefix.default('sharelink'),
  ROLE: oneOf('all', 'web', 'worker').default('all'),
  HOST: nonEmpty('an address to listen on').default('127.0.0.1'),
  PORT: whole(0, 65_535).default(3000),
  AUDIT_INTERVAL: duration('1s').prefault('10s'),
  AUDIT_OVERLAP: duration('1s').prefault('10m'),
  DEFAULT_EXPIRY: duration('1s').prefault('7d'),
  MIN_EXPIRY: duration('1s').prefault('1m'),
  MAX_EXPIRY: duration('1s').prefault('90d'),
  DEFAULT_MAX_DOWNLOADS: countOrNone.prefault('10'),
  MAX_DOWNLOADS_LIMIT: countOrNone.prefault('none'),
  LINKS_PER_MINUTE: countOrNone.prefault('60'),
  MAX_LIVE_LINKS: countOrNone.prefault('1000'),
  REQUIRE_PASSWORD: yesOrNo.default(false),
  ALLOWED_CHANNELS: channelIds.optional(),
  ALLOWED_ROOMS: ids('ids of rooms or folders of the portal', /^[\w-]+$/).optional(),
  ALLOW_GUESTS: yesOrNo.default(false),
  ADMIN_USERS: userIds.default([]),
  ADMIN_CHANNEL: channelId.optional(),
  SEARCHES_PER_MINUTE: countOrNone.prefault('20'),
  PUBLIC_URL: origin('https://links.example.com').optional(),
  ENFORCEMENT: oneOf('exact', 'watched').optional(),
  CLAIM_WINDOW: duration('1s', '24h').prefault('10m'),
  TRUST_PROXY: whole(0, 9).default(0),
  BURST_WINDOW: duration('0s').prefault('2s'),
  WARN_BEFORE: duration('0s').prefault('24h'),
  BLIND_AFTER: duration('1s').prefault('15m'),
  ON_BLIND: oneOf('warn', 'revoke').default('warn'),
  ON_DRIFT: oneOf('guard', 'tell', 'repair').default('guard'),
  CANARY_FILE: nonEmpty(CANARY_FILE).optional(),
  HISTORY_DAYS: whole(1, 3_650).default(90),
  LOG_LEVEL: oneOf('debug', 'info', 'warn', 'error').default('info'),
}

/** Every name that this version or a later one reads. */
const KNOWN = [...Object.keys(variables), ...Object.keys(NOT_YET)]

const schema = z.object(variables)
type Values = z.output<typeof schema>

export interface Config extends GateConfig {
  slack: { botToken: string; signingSecret: string | null; appToken: string | null; apiUrl: string }
  portal: { origin: string; apiKey: string; auditApiKey: string }
  encryptionKey: Buffer | null
  /** What was sealed and addressed with it is still read. */
  previousKey: Buffer | null
  /** Null: a private one. */
  redis: RedisTarget | null
  redisPrefix: string
  role: 'all' | 'web' | 'worker'
  host: string
  port: number
  auditIntervalMs: number
  auditOverlapMs: number
  policy: Policy
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
  logLevel: 'debug' | 'info' | 'warn' | 'error'
  /** Variables that are set and only later versions use, and those in the file that no version uses. */
  unused: string[]
  /** Variables with an address that our keys are sent to by plain http. */
  plainHttp: string[]
}

export interface ConfigFault {
  variable: string
  found: string
  expected: string
}

/** The id of a file, named as in the command; null where the command would refuse it. */
const fileNamed = (named: string | undefined, portalOrigin: string): string | null => {
  const file = named === undefined ? null : readFileId(named, portalOrigin)
  return file?.ok ? file.fileId : null
}

const toConfig = (values: Values, unused: string[]): Config => ({
  slack: {
    botToken: values.SLACK_BOT_TOKEN,
    signingSecret: values.SLACK_SIGNING_SECRET ?? null,
    appToken: values.SLACK_APP_TOKEN ?? null,
    apiUrl: values.SLACK_API_URL,
  },
  portal: {
    origin: values.DOCSPACE_URL,
    apiKey: values.DOCSPACE_API_KEY,
    auditApiKey: values.DOCSPACE_AUDIT_API_KEY ?? values.DOCSPACE_API_KEY,
  },
  encryptionKey: values.ENCRYPTION_KEY ?? null,
  previousKey: values.ENCRYPTION_KEY_PREVIOUS ?? null,
  redis: redisOf(values),
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
    defaultLimit: values.DEFAULT_MAX_DOWNLOADS,
    highestLimit: values.MAX_DOWNLOADS_LIMIT,
    enforcement: usualEnforcement(values),
    linksPerMinute: values.LINKS_PER_MINUTE,
    maxLiveLinks: values.MAX_LIVE_LINKS,
    requirePassword: values.REQUIRE_PASSWORD,
    allowedChannels: values.ALLOWED_CHANNELS ?? null,
    allowedRooms: values.ALLOWED_ROOMS ?? null,
    passwordsAvailable: values.ENCRYPTION_KEY !== undefined,
    hasGate: values.PUBLIC_URL !== undefined,
  },
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
  logLevel: values.LOG_LEVEL,
  unused,
  plainHttp: (['DOCSPACE_URL', 'SLACK_API_URL', 'PUBLIC_URL'] as const).filter((name) => {
    const address = values[name]
    return address !== undefined && isPlainHttp(address)
  }),
})

/** How keys and tokens begin. That is no secret, and shows which of them was mixed up. */
const PUBLIC_PREFIX = /^(xox[a-z]\.xox[a-z]-|xox[a-z]-|xapp-|sk-|Bearer\b|["'<])/

const show = (variable: string, found: string | undefined): string => {
  if (found === undefined) return 'nothing'
  if (!SECRET.test(variable)) return JSON.stringify(withoutSecrets(found).slice(0, 80))
  const [prefix] = PUBLIC_PREFIX.exec(found.trim()) ?? []
  return `a value of ${found.length} characters${prefix === undefined ? '' : ` that begins with ${prefix}`}`
}

type Env = Readonly<Record<string, string | undefined>>

/** Rules about several variables. Each is checked even if others are wrong, so that all faults are named at once. */
const betweenFaults = (env: Env): ConfigFault[] => {
  const faults: ConfigFault[] = []
  const fault = (variable: string, expected: string) =>
    faults.push({ variable, found: show(variable, env[variable]), expected })
  const ms = (name: 'MIN_EXPIRY' | 'MAX_EXPIRY') => variables[name].safeParse(env[name]).data
  const [least, most] = [ms('MIN_EXPIRY'), ms('MAX_EXPIRY')]
  if (least !== undefined && most !== undefined && least > most) {
    fault('MIN_EXPIRY', 'a duration not above MAX_EXPIRY')
  }
  const overHttp = env.SLACK_APP_TOKEN === undefined && env.ROLE?.trim().toLowerCase() !== 'worker'
  if (overHttp && env.SLACK_SIGNING_SECRET === undefined) {
    fault('SLACK_SIGNING_SECRET', 'the signing secret of the Slack app (or SLACK_APP_TOKEN for Socket Mode)')
  }
  if (env.REQUIRE_PASSWORD !== undefined && env.ENCRYPTION_KEY === undefined) {
    if (yesOrNo.safeParse(env.REQUIRE_PASSWORD).data)
      fault('ENCRYPTION_KEY', 'a key, since REQUIRE_PASSWORD is set')
  }
  const portal = variables.DOCSPACE_URL.safeParse(env.DOCSPACE_URL).data
  const named = variables.CANARY_FILE.safeParse(env.CANARY_FILE).data
  // Whether an address belongs to the portal is known only with a good DOCSPACE_URL. A bad one is a fault of its own.
  if (named !== undefined && portal !== undefined && fileNamed(named, portal) === null) {
    fault('CANARY_FILE', CANARY_FILE)
  }
  if (env.ENCRYPTION_KEY_PREVIOUS !== undefined && env.ENCRYPTION_KEY === undefined) {
    fault('ENCRYPTION_KEY', 'a key, since ENCRYPTION_KEY_PREVIOUS is set: it is the one that came before it')
  }
  if (env.PUBLIC_URL !== undefined && env.ENCRYPTION_KEY === undefined) {
    fault('ENCRYPTION_KEY', 'a key, since PUBLIC_URL is set: addresses under it are made with that key')
  }
  for (const { variable, expected } of redisFaults((name) => env[name] !== undefined))
    fault(variable, expected)
  for (const [name, why] of Object.entries(NOT_YET)) {
    if (why !== null && env[name] !== undefined) fault(name, why)
  }
  return faults
}

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
  const env = { ...ofFile, ...ofEnvironment }
  const parsed = schema.safeParse(env)
  const faults = [
    ...(parsed.success ? [] : parsed.error.issues).map((issue): ConfigFault => {
      const variable = String(issue.path[0])
      return {
        variable,
        found: show(variable, env[variable]),
        expected: issue.message.replace(/^expected /, ''),
      }
    }),
    ...betweenFaults(env),
    ...misspelt(ofFile, 'file'),
    ...misspelt(ofEnvironment, 'environment').filter(({ variable }) => ofFile[variable] === undefined),
  ]
  if (!parsed.success || faults.length > 0) return { ok: false, faults }
  const notYet = Object.keys(NOT_YET).filter((name) => env[name] !== undefined)
  return { ok: true, config: toConfig(parsed.data, [...notYet, ...unknownIn(ofFile)]) }
}
