import type { Redis } from 'ioredis'
import type { SweepTurn } from '../use-cases/audit-ports.ts'
import type { Keys } from './keys.ts'

/** Whoever comes while a turn is still ahead shares it: the newest turn is kept, and never a queue of them. */
const TAKE = `
local last = tonumber(redis.call('GET', KEYS[1]) or '0')
local now, spacing = tonumber(ARGV[1]), tonumber(ARGV[2])
if last > now and last <= now + spacing then return last end
local at = now
if last <= now and last + spacing > now then at = last + spacing end
redis.call('SET', KEYS[1], at, 'PX', at - now + spacing)
return at`

/** When the trail may next be read because somebody asks: at once, but once in `spacingMs`, over all processes. */
export const createSweepTurn =
  (redis: Redis, keys: Keys, spacingMs = 1_000): SweepTurn =>
  async (now) =>
    Number(await redis.eval(TAKE, 1, keys.sweepTurn(), now, spacingMs))
