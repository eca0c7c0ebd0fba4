import type { RateLimit } from '../use-cases/ports.ts'
import type { RedisClient } from './connect-redis.ts'
import type { Keys } from './keys.ts'
import { createScript } from './script.ts'

/** So far the clocks of several processes may be apart. */
const CLOCKS_MS = 5_000

/**
 * The key is kept a second longer than until the next moment that is free. A moment that is further ahead than that was written
 * before a clock was set back, and nobody waits for it.
 */
const RESERVE = createScript(`
local now = tonumber(ARGV[1])
local left = redis.call('PTTL', KEYS[1]) + ${CLOCKS_MS}
local free = math.min(tonumber(redis.call('GET', KEYS[1]) or '0'), now + left)
local at = math.max(free, now)
redis.call('SET', KEYS[1], at + ARGV[2], 'PX', at - now + ARGV[2] + 1000)
return at`)

/** Gives out moments that are `spacingMs` apart, each once over all processes, for each channel or person by itself. */
export const createRateLimit =
  (redis: RedisClient, keyOf: Keys['channelRateLimit'], spacingMs = 1_000): RateLimit =>
  async (team, whose, now) =>
    Number(await RESERVE(redis, [keyOf(team, whose)], now, spacingMs))
