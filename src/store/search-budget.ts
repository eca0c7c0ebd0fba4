import type { Redis } from 'ioredis'
import type { SearchBudget } from '../use-cases/search-ports.ts'
import type { Keys } from './keys.ts'

const MINUTE_MS = 60_000

/**
 * The part of the portal's 1,500 calls a minute (docs/portal.md, Rate limits) that all searches together may use. `full`
 * may be used at once, and is filled up again by `perMinute`. So no minute has more than both numbers together, and
 * enough is left for ending links and counting downloads.
 */
const SUPPLY = { full: 150, perMinute: 450 }

const CALLS = `
local now, wanted, full, perMs = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4])
if redis.call('EXISTS', KEYS[2]) == 1 then return -1 end
local row = redis.call('HMGET', KEYS[1], 'left', 'at')
local left, at = tonumber(row[1] or full), tonumber(row[2] or now)
left = math.min(full, left + math.max(0, now - at) * perMs)
local given = math.min(wanted, math.floor(left))
redis.call('HSET', KEYS[1], 'left', tostring(left - given), 'at', now)
redis.call('PEXPIRE', KEYS[1], math.ceil(full / perMs))
return given`

/** Where several rests overlap, the one that ends last counts. */
const REST = `
if redis.call('PTTL', KEYS[1]) < tonumber(ARGV[1]) then redis.call('SET', KEYS[1], '1', 'PX', ARGV[1]) end`

/** How many calls all searches may make, over all processes. */
export const createSearchBudget = (redis: Redis, keys: Keys): SearchBudget => ({
  calls: async (wanted, now) => {
    const perMs = SUPPLY.perMinute / MINUTE_MS
    const both = [keys.searchCalls(), keys.searchRest()]
    const given = Number(await redis.eval(CALLS, both.length, ...both, now, wanted, SUPPLY.full, perMs))
    return given < 0 ? null : given
  },
  rest: async (ms) => {
    await redis.eval(REST, 1, keys.searchRest(), Math.max(1, Math.ceil(ms)))
  },
})
