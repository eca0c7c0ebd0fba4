import { existsSync } from 'node:fs'
import { readEach } from './config.ts'
import { usualEnforcement } from './config-gate.ts'
import { redisMisfit, redisOf } from './config-redis.ts'
import type { Env } from './config-rules.ts'
import { slackOf } from './config-slack.ts'
import { adminsFindings } from './doctor/admins.ts'
import { clockSkewOf } from './doctor/clocks.ts'
import type { Examination } from './doctor/look-around.ts'
import { ownRedisFindings } from './doctor/own-redis.ts'
import { portalFindings } from './doctor/portal.ts'
import { redisFindings } from './doctor/redis.ts'
import { settingsFindings } from './doctor/settings.ts'
import { slackRequestsFindings } from './doctor/slack-requests.ts'
import { slackSocketFindings } from './doctor/slack-socket.ts'
import { slackReachFindings, slackTokenFindings } from './doctor/slack-token.ts'
import { readEnvFile } from './env-file.ts'
import { findSettings } from './find-settings.ts'
import { createLog } from './log.ts'
import { createPortalInspection } from './portal/inspection.ts'
import { redisReady } from './private-redis/redis-ready.ts'
import { OWN_SOCKET } from './records.ts'
import { clientOptions, createSlackClient } from './slack/web-api/client.ts'
import { createSlackLogger } from './slack/web-api/logger.ts'

/** How long Slack may take for an answer. */
const SLACK_MS = 5_000

/** The values that are right, with what stands for them where they are not set. */
const readValues = (environment: Env, envFile: string) => {
  const read = readEach(environment, readEnvFile(envFile).values)
  const { values } = read
  const apiUrl = values.SLACK_API_URL
  return {
    ...read,
    slack: apiUrl === undefined ? null : slackOf({ ...values, SLACK_API_URL: apiUrl }),
    redis: redisOf(values),
    keepsClaims: values.PUBLIC_URL !== undefined || values.ENFORCEMENT === 'exact',
  }
}

type Values = ReturnType<typeof readValues>

const slackExams = ({ values, slack }: Values): Examination[] => {
  if (slack === null) return []
  const logger = createSlackLogger(createLog('error', [], () => {}))
  const options = () => clientOptions(slack.apiUrl, SLACK_MS, logger)
  const { botToken, appToken, install } = slack
  const client = createSlackClient(botToken ?? '', options())
  const exams: Examination[] = []
  if (botToken !== null) exams.push({ name: 'slack.token', examine: () => slackTokenFindings(client) })
  else if (install !== null) exams.push({ name: 'slack.token', examine: () => slackReachFindings(client) })
  if (appToken !== null)
    exams.push({
      name: 'slack.socket',
      examine: () => slackSocketFindings({ appToken, clientOptions: options, logger }),
    })
  else if (values.ROLE !== 'worker')
    exams.push({
      name: 'slack.requests',
      examine: () =>
        slackRequestsFindings({
          publicOrigin: values.PUBLIC_URL ?? null,
          local: { host: values.HOST ?? '127.0.0.1', port: values.PORT ?? 3000 },
          fetch,
        }),
    })
  if (botToken !== null)
    exams.push({
      name: 'people.admins',
      examine: () =>
        adminsFindings({
          client,
          adminUsers: values.ADMIN_USERS ?? [],
          adminChannel: values.ADMIN_CHANNEL ?? null,
        }),
    })
  return exams
}

const portalExams = ({ values, slack }: Values): Examination[] => {
  const { DOCSPACE_URL: origin, DOCSPACE_API_KEY: apiKey, DOCSPACE_AUDIT_API_KEY: auditApiKey } = values
  if (origin === undefined || apiKey === undefined) return []
  const examine = async () => {
    const now = Date.now
    const portal = createPortalInspection({
      origin,
      apiKey,
      auditApiKey: auditApiKey ?? apiKey,
      now,
      random: Math.random,
    })
    try {
      return await portalFindings({
        portal,
        auditVariable: auditApiKey === undefined ? 'DOCSPACE_API_KEY' : 'DOCSPACE_AUDIT_API_KEY',
        needsTrail: usualEnforcement(values) === 'watched',
        hasWebhook: values.DOCSPACE_WEBHOOK_SECRET !== undefined,
        reach: {
          allowedRooms: values.ALLOWED_ROOMS ?? null,
          allowGuests: values.ALLOW_GUESTS ?? false,
          hasAccounts: values.DOCSPACE_OAUTH_CLIENT_ID !== undefined,
        },
        now,
        slackSkewMs: async () => (slack === null ? null : clockSkewOf(fetch, `${slack.apiUrl}api.test`, now)),
      })
    } finally {
      await portal.close()
    }
  }
  return [{ name: 'docspace', examine }]
}

/** The Redis that is named, or else the private one while an app runs on it. */
const redisExam = ({ values, redis, keepsClaims }: Values): Examination => ({
  name: 'redis.server',
  examine: async () => {
    const runs =
      redis === null && existsSync(OWN_SOCKET) && (await redisReady(OWN_SOCKET, () => false, 1_000))
    const target = redis ?? (runs ? { path: OWN_SOCKET } : null)
    if (target === null) return ownRedisFindings(values.INSTALL_REDIS === true)
    const namespace = values.REDIS_PREFIX ?? 'sharelink'
    return redisFindings({ target, namespace, keepsClaims, misfit: redisMisfit })
  },
})

/** All that the doctor looks at, by the settings of the environment and of the `.env` file at `envFile`. */
export const doctorExams = (
  environment: Env,
  envFile: string,
): { exams: Examination[]; secrets: string[] } => {
  const found = findSettings(environment, envFile)
  const read = readValues(environment, envFile)
  const settings = () =>
    settingsFindings({
      faults: found.ok ? [] : found.faults,
      unused: found.ok ? found.config.unused : [],
      plainHttp: found.ok ? found.config.plainHttp : [],
      hasPrivateRedis: read.redis === null,
      role: read.values.ROLE ?? 'all',
    })
  const exams = [
    { name: 'settings', examine: async () => settings() },
    ...slackExams(read),
    ...portalExams(read),
    redisExam(read),
  ]
  return { exams, secrets: read.secrets }
}
