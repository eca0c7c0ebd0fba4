import type { Redis } from 'ioredis'
import type { Slots } from '../use-cases/ports.ts'
import type { Keys } from './keys.ts'

const RESERVE = `
local free = tonumber(redis.call('GET', KEYS[1]) or '0')
local at = math.max(free, tonumber(ARGV[1]))
redis.call('SET', KEYS[1], at + ARGV[2], 'PX', at - ARGV[1] + ARGV[2] + 1000)
return at`

/**
 * Hands out the moments at which a channel may be written to, one per `spacingMs`, across all processes
 * (Slack: chat.postMessage, about one a second per channel).
 */
export const createSlots =
  (redis: Redis, keys: Keys, spacingMs = 1_000): Slots =>
  async (team, channel, now) =>
    Number(await redis.eval(RESERVE, 1, keys.slot(team, channel), now, spacingMs))
