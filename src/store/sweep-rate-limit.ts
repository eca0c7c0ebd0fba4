import type { SweepRateLimit } from '../use-cases/audit-ports.ts'
import type { RedisClient } from './connect-redis.ts'
import type { Keys } from './keys.ts'

/** On average there is at most one turn in this time. */
const SPACING_MS = 1_000
/**
 * After a quiet time so many turns more may follow one another as closely as `CLOSEST_MS`, since a link is often used up
 * by several downloads at once.
 */
const SPARE_TURNS = 3
const CLOSEST_MS = 200

/**
 * A request that comes before the last turn given gets the same turn, so turns never queue up. `even`: when the next turn
 * would come if all were `spacing` apart. A turn that is too far ahead was written by a wrong clock, and is ignored.
 */
const TAKE = `
local now, spacing, spare, closest = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4])
local row = redis.call('HMGET', KEYS[1], 'last', 'even')
local last, even = tonumber(row[1] or '0'), tonumber(row[2] or '0')
if last > now + spacing then last, even = 0, 0 end
if last > now then return last end
local at = math.max(now, last + closest, even - spare * spacing)
even = math.max(even, at) + spacing
redis.call('HSET', KEYS[1], 'last', at, 'even', even)
redis.call('PEXPIRE', KEYS[1], even - now + spacing)
return at`

/** When the trail may next be read because somebody asks: at once, but not more often than that, over all processes. */
export const createSweepRateLimit =
  (redis: RedisClient, keys: Keys): SweepRateLimit =>
  async (now) =>
    Number(await redis.eval(TAKE, 1, keys.sweepRateLimit(), now, SPACING_MS, SPARE_TURNS, CLOSEST_MS))
