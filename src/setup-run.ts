import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readEach } from './config.ts'
import type { Env } from './config-rules.ts'
import { variables } from './config-variables.ts'
import type { Finding } from './doctor/finding.ts'
import { gravestOf } from './doctor/finding.ts'
import { lookAround } from './doctor/look-around.ts'
import { portalKeyFindings } from './doctor/portal-key.ts'
import { portalTrailFindings } from './doctor/portal-trail.ts'
import { portalTrouble } from './doctor/portal-trouble.ts'
import { showFindings } from './doctor/show-findings.ts'
import { slackSocketFindings } from './doctor/slack-socket.ts'
import { slackTokenFindings } from './doctor/slack-token.ts'
import { doctorExams } from './doctor-exams.ts'
import { readEnvText } from './env-file.ts'
import { createLog, strikeOut } from './log.ts'
import { createPortalInspection } from './portal/inspection.ts'
import { findRedis } from './private-redis/find-redis.ts'
import { installRedis } from './private-redis/install-redis.ts'
import { appManifest, newAppAddress } from './setup/app-manifest.ts'
import { withEnvValues } from './setup/env-text.ts'
import { createInterview, type GetAnswer, NoAnswer } from './setup/interview.ts'
import { makeApp } from './setup/make-app.ts'
import type { Terminal } from './setup/terminal.ts'
import { clientOptions, createSlackClient } from './slack/web-api/client.ts'
import { createSlackLogger } from './slack/web-api/logger.ts'

export interface SetupDeps {
  /** Answers by their flags. */
  flags: Readonly<Record<string, string | undefined>>
  /** Further settings, as `NAME=value`. */
  set: readonly string[]
  environment: Env
  /** Where `.env` is written; `.env.example` and `manifest.yml` are in `source`. */
  folder: string
  source: string
  /** Null: nobody is asked. */
  terminal: Terminal | null
  say: (line: string) => void
}

type Kind = keyof typeof variables

/** What a setting should be, where it is not. */
const shapeOf = (name: Kind) => (answer: string) => {
  const read = variables[name].safeParse(answer)
  return read.success ? null : (read.error.issues[0]?.message.replace(/^expected /, '') ?? 'something else')
}

const quiet = createSlackLogger(createLog('error', [], () => {}))

const slackAt = (apiUrl: string) => {
  const options = () => clientOptions(apiUrl, 10_000, quiet)
  return { options, client: (token: string) => createSlackClient(token, options()) }
}

/** Asks the portal with these keys, and closes the connections. */
const atPortal = async <T>(
  keys: { origin: string; apiKey: string; auditApiKey?: string | undefined },
  ask: (portal: ReturnType<typeof createPortalInspection>) => Promise<T>,
): Promise<T> => {
  const portal = createPortalInspection({
    origin: new URL(keys.origin).origin,
    apiKey: keys.apiKey,
    auditApiKey: keys.auditApiKey ?? keys.apiKey,
    now: Date.now,
    random: Math.random,
  })
  try {
    return await ask(portal)
  } finally {
    await portal.close()
  }
}

const reachFinding = (origin: string): Promise<Finding[]> =>
  atPortal({ origin, apiKey: '' }, async (portal) => {
    const check = 'docspace.version'
    try {
      const found = `DocSpace answers: version ${await portal.version()}.`
      return [{ check, verdict: 'pass', found, remedy: null }]
    } catch (error) {
      return [{ check, verdict: 'fail', ...portalTrouble(error, 'DOCSPACE_API_KEY') }]
    }
  })

const askPortal = async (get: GetAnswer, known: Env): Promise<Record<string, string>> => {
  const origin = await get({
    flag: 'portal',
    question: "DocSpace's address",
    known: known.DOCSPACE_URL,
    shape: shapeOf('DOCSPACE_URL'),
    check: reachFinding,
  })
  const apiKey = await get({
    flag: 'key',
    question: 'API key of the account that shares (Developer Tools, API keys; sk-…)',
    isSecret: true,
    known: known.DOCSPACE_API_KEY,
    shape: shapeOf('DOCSPACE_API_KEY'),
    check: (answer) =>
      atPortal(
        { origin, apiKey: answer },
        async (portal) => (await portalKeyFindings(portal, Date.now())).findings,
      ),
  })
  const trail = (auditApiKey: string) => () =>
    atPortal({ origin, apiKey, auditApiKey }, (portal) =>
      portalTrailFindings({
        portal,
        variable: auditApiKey === apiKey ? 'DOCSPACE_API_KEY' : 'DOCSPACE_AUDIT_API_KEY',
        needsTrail: false,
      }),
    )
  const auditKey = await get({
    flag: 'audit-key',
    question: 'API key of a DocSpace admin for the audit trail (*:read)',
    isSecret: true,
    isOptional: true,
    known: known.DOCSPACE_AUDIT_API_KEY,
    shape: shapeOf('DOCSPACE_AUDIT_API_KEY'),
    check: (answer) => trail(answer)(),
  })
  return {
    DOCSPACE_URL: new URL(origin).origin,
    DOCSPACE_API_KEY: apiKey,
    ...(auditKey === '' ? {} : { DOCSPACE_AUDIT_API_KEY: auditKey }),
  }
}

/** Over a public address, or over a socket that the app opens. */
const askRoad = async (get: GetAnswer, flags: SetupDeps['flags'], known: Env): Promise<string | null> => {
  if (flags.socket !== undefined) return null
  const answer = await get({
    flag: 'public-url',
    question: 'Public https address of this machine (Enter: none, Slack is reached by Socket Mode)',
    isOptional: true,
    known: known.SLACK_APP_TOKEN === undefined ? known.PUBLIC_URL : undefined,
    shape: (typed) =>
      /^https?:/.test(typed) ? shapeOf('PUBLIC_URL')(typed) : 'an address such as https://links.example.com',
  })
  return answer === '' ? null : new URL(answer).origin
}

const askSlack = async (
  { flags, source, say }: SetupDeps,
  get: GetAnswer,
  known: Env,
  road: { apiUrl: string; publicOrigin: string | null },
): Promise<Record<string, string>> => {
  const slack = slackAt(road.apiUrl)
  const manifest = appManifest(readFileSync(join(source, 'manifest.yml'), 'utf8'), road.publicOrigin)
  let signingSecret = known.SLACK_SIGNING_SECRET
  const needsApp = known.SLACK_BOT_TOKEN === undefined && flags['bot-token'] === undefined
  const configToken =
    flags['config-token'] ??
    (needsApp
      ? await get({
          flag: 'config-token',
          question: 'Configuration token of Slack, to make the app (api.slack.com/apps, at its foot)',
          isSecret: true,
          isOptional: true,
        })
      : '')
  if (configToken !== '') {
    const made = await makeApp(slack.client(configToken), manifest)
    // The old app's secret, where there was one, is of no use to the new one.
    signingSecret = made.signingSecret ?? undefined
    say(`  The Slack app is made. Install it: https://api.slack.com/apps/${made.appId}/install-on-team`)
  } else if (needsApp) {
    say(
      '  Make the Slack app: open this link, choose the workspace, press Create, then Install to Workspace.',
    )
    say(`  ${newAppAddress(manifest)}`)
  }
  const botToken = await get({
    flag: 'bot-token',
    question: 'Bot User OAuth Token (OAuth & Permissions, after Install to Workspace; xoxb-…)',
    isSecret: true,
    known: known.SLACK_BOT_TOKEN,
    shape: shapeOf('SLACK_BOT_TOKEN'),
    check: (answer) => slackTokenFindings(slack.client(answer)),
  })
  if (road.publicOrigin === null) {
    const appToken = await get({
      flag: 'app-token',
      question: 'App-Level Token (Basic Information; generate one with connections:write; xapp-…)',
      isSecret: true,
      known: known.SLACK_APP_TOKEN,
      shape: shapeOf('SLACK_APP_TOKEN'),
      check: (answer) =>
        slackSocketFindings({ appToken: answer, clientOptions: slack.options, logger: quiet }),
    })
    return { SLACK_BOT_TOKEN: botToken, SLACK_APP_TOKEN: appToken }
  }
  const secret = await get({
    flag: 'signing-secret',
    question: 'Signing Secret (Basic Information)',
    isSecret: true,
    known: signingSecret,
    shape: shapeOf('SLACK_SIGNING_SECRET'),
  })
  return {
    SLACK_BOT_TOKEN: botToken,
    SLACK_SIGNING_SECRET: secret,
    SLACK_APP_TOKEN: '',
    PUBLIC_URL: road.publicOrigin,
  }
}

/** Offers to install a Redis where there is none, and says by what. */
const askRedis = async ({ flags, terminal, say }: SetupDeps, known: Env): Promise<void> => {
  const isNamed = ['REDIS_URL', 'REDIS_CLUSTER', 'REDIS_SENTINELS'].some((name) => known[name] !== undefined)
  if (isNamed || findRedis() !== null) return
  const given = flags['install-redis'] ?? (terminal === null ? 'no' : undefined)
  const answer =
    given ??
    (await terminal?.ask(
      "There is no Redis here. Install one by this system's package manager? (y/N) ",
      false,
    )) ??
    'no'
  if (/^y/i.test(answer)) await installRedis(say).catch((error: Error) => say(`  ${error.message}`))
  else
    say(
      '  Before the start, install redis-server or valkey-server (6.2 or newer), or set REDIS_URL or INSTALL_REDIS=yes.',
    )
}

/** Writes the file so that nobody else may read it, whole or not at all. */
const writePrivately = async (path: string, text: string): Promise<void> => {
  const fresh = `${path}.${process.pid}.new`
  await writeFile(fresh, text, { mode: 0o600, flag: 'wx' })
  await rename(fresh, path)
}

const settingsOf = (set: readonly string[]): Record<string, string> =>
  Object.fromEntries(
    set.map((each) => {
      const [, name, value] = /^([A-Z][A-Z0-9_]*)=(.*)$/.exec(each) ?? []
      if (name === undefined || value === undefined)
        throw new NoAnswer(`--set takes NAME=value, not ${each}.`)
      return [name, value]
    }),
  )

/** Asks what is needed, tries each answer at once, writes `.env`, and has the doctor look at all of it. Gives an exit status. */
export const runSetup = async (deps: SetupDeps): Promise<number> => {
  const { environment, folder, source, terminal, say } = deps
  const path = join(folder, '.env')
  const isNew = !existsSync(path)
  const before = readFileSync(isNew ? join(source, '.env.example') : path, 'utf8')
  const file = readEnvText(before)
  const tell = (findings: readonly Finding[]) => {
    for (const { verdict, found, remedy } of findings)
      say(`  ${verdict === 'pass' ? 'ok:' : `${verdict}:`} ${found}${remedy === null ? '' : ` ${remedy}`}`)
  }
  try {
    const more = settingsOf(deps.set)
    const known: Env = { ...file.values, ...environment, ...more }
    const apiUrl = readEach({ ...environment, ...more }, file.values).values.SLACK_API_URL
    const get = createInterview({ flags: deps.flags, terminal, say, tell })
    const portal = await askPortal(get, known)
    const publicOrigin = await askRoad(get, deps.flags, known)
    const slack = await askSlack(deps, get, known, {
      apiUrl: apiUrl ?? 'https://slack.com/api/',
      publicOrigin,
    })
    await askRedis(deps, known)
    const key =
      known.ENCRYPTION_KEY === undefined ? { ENCRYPTION_KEY: randomBytes(32).toString('base64') } : {}
    await writePrivately(path, withEnvValues(before, { ...portal, ...slack, ...key, ...more }))
  } catch (error) {
    if (!(error instanceof NoAnswer)) throw error
    say(error.message)
    return 1
  }
  say(`\nWritten to ${path}, for nobody else to read. The doctor looks at all of it:\n`)
  const { exams, secrets } = doctorExams(environment, path)
  const findings = await lookAround(exams)
  say(strikeOut(showFindings(findings, false), secrets))
  say('Start it: npm start. Then type /sharelink in Slack.')
  return gravestOf(findings) === 'fail' ? 1 : 0
}
