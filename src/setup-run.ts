import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Env } from './config-rules.ts'
import type { Finding } from './doctor/finding.ts'
import { gravestOf } from './doctor/finding.ts'
import { lookAround } from './doctor/look-around.ts'
import { portalKeyFindings } from './doctor/portal-key.ts'
import { portalTrailFindings } from './doctor/portal-trail.ts'
import { portalTrouble } from './doctor/portal-trouble.ts'
import { showFindings } from './doctor/show-findings.ts'
import { doctorExams } from './doctor-exams.ts'
import { strikeOut } from './log.ts'
import { createPortalInspection } from './portal/inspection.ts'
import { findRedis } from './private-redis/find-redis.ts'
import { installRedis } from './private-redis/install-redis.ts'
import { withEnvValues } from './setup/env-text.ts'
import { createInterview, type GetAnswer, NoAnswer } from './setup/interview.ts'
import type { Terminal } from './setup/terminal.ts'
import { type KnownSettings, readKnown, shapeOf, writePrivately } from './setup-known.ts'
import { askRoad, askSlack, checkSlackFlags } from './setup-slack.ts'

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

const askPortal = async (get: GetAnswer, known: KnownSettings): Promise<Record<string, string>> => {
  const origin = await get({
    flag: 'portal',
    question: "DocSpace's address",
    known: known.values.DOCSPACE_URL,
    shape: shapeOf('DOCSPACE_URL', known),
    check: reachFinding,
  })
  const apiKey = await get({
    flag: 'key',
    question: 'API key of the account that shares (Developer Tools, API keys; sk-…)',
    isSecret: true,
    known: known.values.DOCSPACE_API_KEY,
    shape: shapeOf('DOCSPACE_API_KEY', known),
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
    known: known.values.DOCSPACE_AUDIT_API_KEY,
    shape: shapeOf('DOCSPACE_AUDIT_API_KEY', known),
    check: (answer) => trail(answer)(),
  })
  return {
    DOCSPACE_URL: new URL(origin).origin,
    DOCSPACE_API_KEY: apiKey,
    ...(auditKey === '' ? {} : { DOCSPACE_AUDIT_API_KEY: auditKey }),
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
  const { flags, environment, folder, source, terminal, say } = deps
  const path = join(folder, '.env')
  const tell = (findings: readonly Finding[]) => {
    for (const { verdict, found, remedy } of findings)
      say(`  ${verdict === 'pass' ? 'ok:' : `${verdict}:`} ${found}${remedy === null ? '' : ` ${remedy}`}`)
  }
  let left: string | null
  try {
    const more = settingsOf(deps.set)
    const { known, text, target } = readKnown(path, join(source, '.env.example'), environment, more)
    const wanted = withEnvValues(text, more)
    checkSlackFlags(flags, known)
    const get = createInterview({ flags, terminal, say, tell })
    const portal = await askPortal(get, known)
    const publicOrigin = await askRoad(get, flags, known)
    const manifest = readFileSync(join(source, 'manifest.yml'), 'utf8')
    const canAsk = terminal !== null
    const slack = await askSlack({ flags, known, get, manifest, publicOrigin, canAsk, say })
    left = slack.left
    await askRedis(deps, known.values)
    const key =
      known.values.ENCRYPTION_KEY === undefined ? { ENCRYPTION_KEY: randomBytes(32).toString('base64') } : {}
    const answers = Object.entries({ ...portal, ...slack.values, ...key })
    // What stands in a file of its own, or was given by --set, is not written a second time.
    const fresh = answers.filter(([name]) => !known.inFiles.has(name) && more[name] === undefined)
    await writePrivately(target, withEnvValues(wanted, Object.fromEntries(fresh)))
  } catch (error) {
    if (!(error instanceof NoAnswer)) throw error
    say(error.message)
    return 1
  }
  say(`\nWritten to ${path}, for nobody else to read.`)
  if (left !== null) {
    say(left)
    return 0
  }
  say('The doctor looks at all of it:\n')
  const { exams, secrets } = doctorExams(environment, path)
  const findings = await lookAround(exams)
  say(strikeOut(showFindings(findings, false), secrets))
  say('Start it: npm start. Then type /sharelink in Slack.')
  return gravestOf(findings) === 'fail' ? 1 : 0
}
