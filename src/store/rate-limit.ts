import type { RateLimit } from '../use-cases/ports.ts'
import type { RedisClient } from './connect-redis.ts'
import type { Keys } from './keys.ts'
import { createScript } from './script.ts'

const RESERVE = createScript(`
local free = tonumber(redis.call('GET', KEYS[1]) or '0')
local at = math.max(free, tonumber(ARGV[1]))
redis.call('SET', KEYS[1], at + ARGV[2], 'PX', at - ARGV[1] + ARGV[2] + 1000)
return at`)

/** Gives out moments that are `spacingMs` apart, each once over all processes, for each channel or person by itself. */
export const createRateLimit =
  (redis: RedisClient, keyOf: Keys['channelRateLimit'], spacingMs = 1_000): RateLimit =>
  async (team, whose, now) =>
    Number(await RESERVE(redis, [keyOf(team, whose)], now, spacingMs))
