import { checkServerVersion, findRedis } from '../private-redis/find-redis.ts'
import { PrivateRedisError } from '../private-redis/private-redis-error.ts'
import { type Finding, findingsOf } from './finding.ts'

const { pass, warn, fail } = findingsOf('redis.server')

/** Where no Redis is named and the app does not run: whether it could start one of its own. */
export const ownRedisFindings = async (mayInstall: boolean, path?: string): Promise<Finding[]> => {
  const program = findRedis(path)
  if (program === null && mayInstall)
    return [
      warn(
        'No Redis is named, and this machine has none: the start will try to install one, as INSTALL_REDIS says.',
        'npm run setup tries it at once.',
      ),
    ]
  if (program === null)
    return [
      fail(
        'No Redis is named, and this machine has no redis-server or valkey-server to start.',
        'Install one of them (6.2 or newer), set REDIS_URL, run npm run setup, or set INSTALL_REDIS=yes.',
      ),
    ]
  try {
    await checkServerVersion(program)
    return [pass(`No Redis is named: the app starts ${program}, and keeps its data in .data/redis.`)]
  } catch (error) {
    if (!(error instanceof PrivateRedisError)) throw error
    const [first = ''] = error.message.split('\n')
    return [fail(first, 'Install redis-server or valkey-server 6.2 or newer, or set REDIS_URL.')]
  }
}
