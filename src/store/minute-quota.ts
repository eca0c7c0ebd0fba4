import type { RedisClient } from './connect-redis.ts'

const MINUTE_MS = 60_000

/** KEYS[1] when it was taken, the newest first, only the last `most`. Gives when it may be again; 0: it is taken. */
const TAKE = `
local now, most, minute = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local earlier = redis.call('LINDEX', KEYS[1], most - 1)
if earlier and tonumber(earlier) + minute > now then return math.min(tonumber(earlier), now) + minute end
redis.call('LPUSH', KEYS[1], now)
redis.call('LTRIM', KEYS[1], 0, most - 1)
redis.call('PEXPIRE', KEYS[1], minute)
return 0`

/** Takes one of `most` in any minute, over all processes. Null: it is taken; else how long that has to wait. */
export const takeInMinute = async (
  redis: RedisClient,
  key: string,
  now: number,
  most: number,
): Promise<number | null> => {
  const againAt = Number(await redis.eval(TAKE, 1, key, now, most, MINUTE_MS))
  return againAt === 0 ? null : againAt - now
}
