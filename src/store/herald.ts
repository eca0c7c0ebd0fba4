import type { RedisClient } from './connect-redis.ts'
import type { Keys } from './keys.ts'

/** Several looks long, so that one that is late loses nothing. */
const HERALD_MS = 30_000

const TAKE = `
local holder = redis.call('GET', KEYS[1])
if holder and holder ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return 1`

/** Agrees on one process of all for some work, for so long at a time. Gives whether it is `owner`, the name of this one. */
export const takeLease = async (
  redis: RedisClient,
  key: string,
  owner: string,
  keptMs: number,
): Promise<boolean> => (await redis.eval(TAKE, 1, key, owner, keptMs)) === 1

/**
 * Agrees on one process of all while Redis works, for when it does not: that one tells admins then, since nobody can be asked
 * any more. `owner`: the name of this process. Gives whether it is the one.
 */
export const createHerald =
  (redis: RedisClient, keys: Keys) =>
  async (owner: string): Promise<boolean> =>
    takeLease(redis, keys.herald(), owner, HERALD_MS)
