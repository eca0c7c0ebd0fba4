import type { Places } from '../use-cases/end-ports.ts'
import type { RedisClient } from './connect-redis.ts'
import type { Keys } from './keys.ts'
import { createScript } from './script.ts'

/** The pause after the first failure, doubled with each, and the longest. */
const FIRST_PAUSE_MS = 500
const LONGEST_PAUSE_MS = 15_000
/** A try that is under way may be over soon. */
const LOOK_AGAIN_MS = 300
/** So far the clocks of several processes may be apart. */
const CLOCKS_MS = 5_000
/** What has not failed for so long counts as well. */
const FORGET_MS = 10 * 60_000

/**
 * KEYS[1] the place: how often it has failed, when it is free, how long that was ahead, and whether a try keeps it until then. Further
 * ahead it is where a clock was set back since. ARGV[1] now, ARGV[2] how long it is kept, ARGV[3] '1': also
 * where it has failed before. Gives how often it has failed, when it is free (0: it was, and is kept now), and that it is kept.
 */
const ENTER = createScript(`
local now = tonumber(ARGV[1])
local row = redis.call('HMGET', KEYS[1], 'failures', 'freeAt', 'kept', 'ahead')
local failures, freeAt = tonumber(row[1] or '0'), tonumber(row[2] or '0')
if row[4] and freeAt - now > tonumber(row[4]) + ${CLOCKS_MS} then freeAt = 0 end
if freeAt > now or (failures > 0 and ARGV[3] ~= '1') then return { failures, freeAt, row[3] and 1 or 0 } end
redis.call('HSET', KEYS[1], 'freeAt', now + ARGV[2], 'kept', '1', 'ahead', ARGV[2])
redis.call('PEXPIRE', KEYS[1], failures > 0 and ${FORGET_MS} or ARGV[2])
return { failures, 0, 0 }`)

/** ARGV[1] now, ARGV[2] by how much the pause is spread, ARGV[3] the pause where it is known, or ''. Gives when it is free. */
const FAILED = createScript(`
local failures = redis.call('HINCRBY', KEYS[1], 'failures', 1)
local pause = math.min(${LONGEST_PAUSE_MS}, ${FIRST_PAUSE_MS} * 2 ^ math.min(failures - 1, 20))
local freeAt = math.floor(tonumber(ARGV[1]) + (tonumber(ARGV[3]) or pause * tonumber(ARGV[2])))
redis.call('HSET', KEYS[1], 'freeAt', freeAt, 'ahead', freeAt - ARGV[1])
redis.call('HDEL', KEYS[1], 'kept')
redis.call('PEXPIRE', KEYS[1], ${FORGET_MS})
return freeAt`)

const LEAVE = createScript(`
if redis.call('HEXISTS', KEYS[1], 'failures') == 1 then redis.call('HDEL', KEYS[1], 'freeAt', 'kept', 'ahead')
else redis.call('DEL', KEYS[1]) end`)

/** The files whose links cannot be removed now, over all processes. */
export const createPlaces = (redis: RedisClient, keys: Keys, random: () => number): Places => ({
  enter: async (file, now, { holdMs, evenSick }) => {
    const answer = await ENTER(redis, [keys.place(file)], now, holdMs, evenSick ? '1' : '0')
    const [failures = 0, freeAt = 0, kept = 0] = answer as number[]
    const soon = kept === 1 ? now + LOOK_AGAIN_MS : freeAt
    return { sick: failures > 0, freeAt: freeAt > now ? Math.min(freeAt, soon) : null }
  },
  failed: async (file, now, pauseMs) =>
    Number(await FAILED(redis, [keys.place(file)], now, 0.75 + random() / 2, pauseMs ?? '')),
  leave: async (file) => {
    await LEAVE(redis, [keys.place(file)])
  },
  well: async (file) => {
    await redis.del(keys.place(file))
  },
})
