import type { Redis } from 'ioredis'
import type { SweepRateLimit } from '../use-cases/audit-ports.ts'
import type { Keys } from './keys.ts'

/** In the long run one turn in that time. */
const SPACING_MS = 1_000
/** After a quiet time some may follow one another faster: links are used up by downloads that come at once. */
const SPARE_TURNS = 3
const CLOSEST_MS = 200

/**
 * A request that comes while a turn is still ahead shares it, so turns never queue up. `even`: when the last turn would
 * have been if all had kept their distance. A turn too far ahead was written by a wrong clock, and is ignored.
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
  (redis: Redis, keys: Keys): SweepRateLimit =>
  async (now) =>
    Number(await redis.eval(TAKE, 1, keys.sweepRateLimit(), now, SPACING_MS, SPARE_TURNS, CLOSEST_MS))
