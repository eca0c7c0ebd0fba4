import { createHash } from 'node:crypto'
import type { RedisClient } from './connect-redis.ts'

/**
 * A script that Redis carries out as one step. It is sent only where the server does not have it yet, as after its start, and
 * named by its hash otherwise: some are long, and are used at each call outward.
 */
export const createScript = (lua: string) => {
  const sha = createHash('sha1').update(lua).digest('hex')
  return async (
    redis: RedisClient,
    keys: readonly string[],
    ...args: readonly (string | number)[]
  ): Promise<unknown> => {
    const given = [keys.length, ...keys, ...args] as const
    try {
      return await redis.evalsha(sha, ...given)
    } catch (error) {
      if (!(error instanceof Error && error.message.startsWith('NOSCRIPT'))) throw error
      return redis.eval(lua, ...given)
    }
  }
}
