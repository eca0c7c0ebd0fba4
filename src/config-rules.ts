import { yesOrNo } from './config-fields.ts'
import { isSecretVariable, NOT_YET } from './config-names.ts'
import { oauthFaults } from './config-oauth.ts'
import { redisFaults } from './config-redis.ts'
import { slackFaults } from './config-slack.ts'
import { CANARY_FILE, variables } from './config-variables.ts'
import { readFileId } from './domain/file-address.ts'
import { withoutSecrets } from './log.ts'

/** What is wrong with a variable. */
export interface ConfigFault {
  variable: string
  found: string
  expected: string
}

/** The id of a file, named as in the command; null where the command would refuse it. */
export const fileNamed = (named: string | undefined, portalOrigin: string): string | null => {
  const file = named === undefined ? null : readFileId(named, portalOrigin)
  return file?.ok ? file.fileId : null
}

/** How keys and tokens begin. That is no secret, and shows which of them was mixed up. */
const PUBLIC_PREFIX = /^(xox[a-z]\.xox[a-z]-|xox[a-z]-|xapp-|sk-|Bearer\b|["'<])/

/** What was found in a variable, as far as it may be shown. */
export const showFound = (variable: string, found: string | undefined): string => {
  if (found === undefined) return 'nothing'
  if (!isSecretVariable(variable)) return JSON.stringify(withoutSecrets(found).slice(0, 80))
  const [prefix] = PUBLIC_PREFIX.exec(found.trim()) ?? []
  return `a value of ${found.length} characters${prefix === undefined ? '' : ` that begins with ${prefix}`}`
}

/** Variables as they were found. */
export type Env = Readonly<Record<string, string | undefined>>

/** Rules about several variables. Each is checked even if others are wrong, so that all faults are named at once. */
export const betweenFaults = (env: Env): ConfigFault[] => {
  const faults: ConfigFault[] = []
  const fault = (variable: string, expected: string) =>
    faults.push({ variable, found: showFound(variable, env[variable]), expected })
  const ms = (name: 'MIN_EXPIRY' | 'MAX_EXPIRY') => variables[name].safeParse(env[name]).data
  const [least, most] = [ms('MIN_EXPIRY'), ms('MAX_EXPIRY')]
  if (least !== undefined && most !== undefined && least > most) {
    fault('MIN_EXPIRY', 'a duration not above MAX_EXPIRY')
  }
  const isSet = (name: string) => env[name] !== undefined
  const isWorker = env.ROLE?.trim().toLowerCase() === 'worker'
  for (const { variable, expected } of [
    ...slackFaults(isSet, isWorker),
    ...redisFaults(isSet),
    ...oauthFaults(isSet),
  ])
    fault(variable, expected)
  const needsPassword = yesOrNo.safeParse(env.REQUIRE_PASSWORD).data === true
  if (needsPassword && env.ENCRYPTION_KEY === undefined) {
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
  if (env.PUBLIC_URL === undefined && env.ENFORCEMENT?.trim().toLowerCase() === 'exact' && needsPassword) {
    fault(
      'PUBLIC_URL',
      'an address, since REQUIRE_PASSWORD is set and ENFORCEMENT is exact: only its page can ask for the password of an exact link',
    )
  }
  for (const [name, why] of Object.entries(NOT_YET)) {
    if (why !== null && env[name] !== undefined) fault(name, why)
  }
  return faults
}
