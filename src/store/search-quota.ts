import type { SearchQuota } from '../use-cases/search-ports.ts'
import type { RedisClient } from './connect-redis.ts'
import type { Keys } from './keys.ts'

const MINUTE_MS = 60_000

/** KEYS[1] when somebody searched, the newest first, only the last `most`. Gives when they may again; 0: now. */
const TAKE = `
local now, most, minute = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local earlier = redis.call('LINDEX', KEYS[1], most - 1)
if earlier and tonumber(earlier) + minute > now then return tonumber(earlier) + minute end
redis.call('LPUSH', KEYS[1], now)
redis.call('LTRIM', KEYS[1], 0, most - 1)
redis.call('PEXPIRE', KEYS[1], minute)
return 0`

/** How often somebody may search, over all processes. */
export const createSearchQuota =
  (redis: RedisClient, keys: Keys): SearchQuota =>
  async (team, userId, now, most) => {
    const againAt = Number(await redis.eval(TAKE, 1, keys.searches(team, userId), now, most, MINUTE_MS))
    return againAt === 0 ? null : againAt - now
  }
