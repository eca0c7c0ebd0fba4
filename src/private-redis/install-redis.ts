import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { childEnv } from './child-env.ts'
import { findProgram, findRedis, searchPath } from './find-redis.ts'
import { type Installer, type InstallFacts, planRedisInstall } from './plan-redis-install.ts'
import { PrivateRedisError, waysOut } from './private-redis-error.ts'

const run = promisify(execFile)

const whyNot = {
  'no-installer': 'and none of apt-get, dnf, apk and brew to install it with',
  'no-rights': 'and no right to install it: not root, and sudo asks for a password or is missing',
  'brew-refuses-root': 'and brew does not install as root',
}

const missing = (why: string) =>
  new PrivateRedisError('missing', `No redis-server or valkey-server on this machine, ${why}\n${waysOut}`)

const gatherFacts = async (): Promise<InstallFacts> => {
  const known: Installer[] = ['apt-get', 'dnf', 'apk', 'brew']
  const isRoot = process.getuid?.() === 0
  const asksNothing = () =>
    run('sudo', ['-n', 'true'], { timeout: 10_000, env: childEnv('installer') }).then(
      () => true,
      () => false,
    )
  return {
    installers: known.filter((name) => findProgram([name])),
    isRoot,
    sudoWithoutPassword: !isRoot && (await asksNothing()),
  }
}

/**
 * Gets a redis-server through the system's package manager and gives its path; says so in one line first.
 * The manager's own output is shown only when it fails. Throws `PrivateRedisError` (`missing`).
 */
export const installRedis = async (log: (line: string) => void): Promise<string> => {
  const plan = planRedisInstall(await gatherFacts())
  if (!plan.ok) throw missing(whyNot[plan.reason])
  log(
    `No redis-server on this machine: installing it with ${plan.installer} (once; set REDIS_URL to avoid it)`,
  )
  const env = { ...childEnv('installer'), PATH: searchPath() }
  await run(plan.program, plan.args, { env, timeout: 600_000, maxBuffer: 64 * 1024 * 1024 }).catch(
    (error) => {
      const said = `${error.stdout ?? ''}${error.stderr ?? ''}`.trim().split('\n').slice(-15).join('\n  ')
      throw missing(`and ${plan.installer} could not install it:\n  ${said || error.message}`)
    },
  )
  const program = findRedis()
  if (!program) throw missing(`and what ${plan.installer} installed has none`)
  return program
}
