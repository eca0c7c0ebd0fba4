import type { LinkQuota } from '../use-cases/ports.ts'
import type { RedisClient } from './connect-redis.ts'
import type { Keys } from './keys.ts'

const WINDOW_MS = 60_000

/**
 * KEYS[1] the links of the last minute, sorted by when they were asked for; ARGV[1] now, ARGV[2] how long a link counts,
 * ARGV[3] how many may count at a time, ARGV[4] the link that is asked for ('': none is counted). Gives how long it takes
 * until there is room.
 */
const TAKE = `
local now, window, most = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now - window)
if redis.call('ZSCORE', KEYS[1], ARGV[4]) then return 0 end
local over = redis.call('ZCARD', KEYS[1]) - most
if over >= 0 then return redis.call('ZRANGE', KEYS[1], over, over, 'WITHSCORES')[2] + window - now end
if ARGV[4] ~= '' then
  redis.call('ZADD', KEYS[1], now, ARGV[4])
  redis.call('PEXPIRE', KEYS[1], window)
end
return 0`

/** The links that each person asked for in the last minute, over all processes. */
export const createLinkQuota =
  (redis: RedisClient, keys: Keys): LinkQuota =>
  async ({ team, userId, most, now }, shareId) =>
    Number(await redis.eval(TAKE, 1, keys.asked(team, userId), now, WINDOW_MS, most, shareId ?? ''))
