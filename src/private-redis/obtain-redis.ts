import { findRedis, searchPath, usualPlaces } from './find-redis.ts'
import { installRedis } from './install-redis.ts'
import { PrivateRedisError, waysOut } from './private-redis-error.ts'

interface Obtaining {
  /** Whether one is installed where there is none. */
  mayInstall: boolean
  log: (line: string) => void
  /** Where it is looked for; `PATH` and the usual places when left out. */
  path?: string
}

/** Full path of a redis-server or valkey-server. Throws `PrivateRedisError` (`missing`). */
export const obtainRedis = async ({ mayInstall, log, path = searchPath() }: Obtaining): Promise<string> => {
  const program = findRedis(path)
  if (program !== null) return program
  if (mayInstall) return installRedis(log)
  throw new PrivateRedisError(
    'missing',
    `No Redis is named, and neither redis-server nor valkey-server is in PATH or in ${usualPlaces.join(', ')}.\n` +
      `${waysOut}\n` +
      '  - run `npm run setup`, which offers to install one\n' +
      "  - set INSTALL_REDIS=yes: the start then installs one by the system's package manager",
  )
}
