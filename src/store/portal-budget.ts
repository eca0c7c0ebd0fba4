import { randomUUID } from 'node:crypto'
import type { PortalBudget, PortalUse } from '../use-cases/budget-ports.ts'
import type { RedisClient } from './connect-redis.ts'
import type { Keys } from './keys.ts'
import { createScript } from './script.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

/**
 * The portal's 1,500 calls a minute (docs/portal.md, Rate limits), a window that slides. `full` may be used at once, and is filled
 * up again by `perMinute`, but no minute has more than `inWindow` of them, whenever it begins. `kept` is apart, for reading the
 * trail. All in all 1,455, so that what is late on the way is still within the portal's window.
 */
const SUPPLY = { full: 220, perMinute: 1_335, inWindow: 1_335, keptFull: 20, keptPerMinute: 100 }
/** Calls are counted by slots of time, and a slot counts until all of it is over a minute old. */
const SLOT_MS = 1_500

/**
 * How far each use may go: calls that it leaves to the ones before it, and how many reads and writes may be under way when it
 * adds one (the portal takes 50 and 15). `perDay`: how many writes of all there may be in a day when it adds one, of the portal's
 * 10,000. `spared`: so many refusals in a row are borne by others; each further one halves what may be under way, and doubles
 * what is left. `rests`: it makes no calls at all while the portal wants to be left alone.
 */
const USES: Record<
  PortalUse,
  { leaves: number; reads: number; writes: number; spared: number; perDay?: number; rests?: true }
> = {
  ending: { leaves: 0, reads: 50, writes: 15, spared: 5 },
  counting: { leaves: 10, reads: 48, writes: 0, spared: 4 },
  retrying: { leaves: 20, reads: 40, writes: 8, spared: 3 },
  repairing: { leaves: 40, reads: 40, writes: 12, spared: 2 },
  making: { leaves: 60, reads: 36, writes: 9, spared: 1, perDay: 9_000 },
  clearing: { leaves: 80, reads: 30, writes: 6, spared: 0, perDay: 10_000, rests: true },
  showing: { leaves: 90, reads: 30, writes: 0, spared: 0, rests: true },
  searching: { leaves: 120, reads: 24, writes: 0, spared: 0, rests: true },
}
/** However often the portal refuses, each use may have so many calls under way, and leaves no more than that to others. */
const LEAST_AT_A_TIME = 2
const MOST_LEFT = 150

/** More refusals in a row slow nothing further. Several within a second count as one: calls that were under way together. */
const MOST_PRESSURE = 8
const SAME_REFUSAL_MS = 1_000
/** After a pause, one of them is forgotten each so many ms. */
const CALM_MS = 5_000

/** No call takes longer. What a process that died has begun is forgotten after that. */
const LONGEST_CALL_MS = 8_000
/** When it is worth a look whether a call that was under way is over. */
const LOOK_AGAIN_MS = 50
/** How long what rests does so after a refusal that names no time. */
const REST_MS = 5_000

/**
 * Redis's own clock, so that the clocks of processes do not matter; then what is left by now, from KEYS[1]. Its fields that are
 * numbers are slots by their beginning, with their calls.
 */
const LEFT = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local slot = now - now % ${SLOT_MS}
local fields, row, room = redis.call('HGETALL', KEYS[1]), {}, ${SUPPLY.inWindow}
for i = 1, #fields, 2 do
  local field, value = fields[i], tonumber(fields[i + 1])
  local begun = tonumber(field)
  if begun == nil then row[field] = value
  elseif begun + ${SLOT_MS + MINUTE_MS} <= now then redis.call('HDEL', KEYS[1], field)
  else room = room - value end
end
local gone = math.max(0, now - (row.at or now))
local left = math.min(${SUPPLY.full}, room, (row.left or ${SUPPLY.full}) + gone * ${SUPPLY.perMinute / MINUTE_MS})
local kept = math.min(${SUPPLY.keptFull}, (row.kept or ${SUPPLY.keptFull}) + gone * ${SUPPLY.keptPerMinute / MINUTE_MS})
local restsMs = math.max(0, (row.restsUntil or 0) - now)
local pressure = math.max(0, (row.pressure or 0) - math.max(0, now - (row.calmFrom or 0)) / ${CALM_MS})
local function take(calls)
  left = left - calls
  if calls > 0 then redis.call('HINCRBY', KEYS[1], string.format('%d', slot), calls) end
end
local function save()
  redis.call('HSET', KEYS[1], 'left', tostring(left), 'kept', tostring(kept), 'at', now)
  redis.call('PEXPIRE', KEYS[1], ${10 * MINUTE_MS})
end`

/** Why a call gets no leave. */
const WHY = ['busy', 'day', 'refused'] as const

/**
 * KEYS[2] the calls of the kind that are under way, sorted by when they are forgotten; KEYS[3] how many writes there were in
 * each hour. ARGV: the calls, what is left to others, how many may be under way, the name, 'yes' where it rests, for a write how
 * many there may be in a day (or 'any'), 'yes' where it may use what is kept, how many refusals it is spared. Gives how long to
 * wait, and the place of the reason in `WHY`.
 */
const ENTER = createScript(`${LEFT}
local calls, leaves, most = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local why = restsMs > 0 and 2 or 0
if ARGV[5] == 'yes' and restsMs > 0 then return { restsMs, why } end
local slowed = 2 ^ math.max(0, pressure - tonumber(ARGV[8]))
most = math.max(math.min(most, ${LEAST_AT_A_TIME}), math.floor(most / slowed))
leaves = math.max(leaves, math.min(leaves * slowed, ${MOST_LEFT}))
if redis.call('ZCARD', KEYS[2]) >= most then
  redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', now)
  if redis.call('ZCARD', KEYS[2]) >= most then return { ${LOOK_AGAIN_MS}, why } end
end
local hour = math.floor(now / ${HOUR_MS})
if ARGV[6] ~= '' then
  local rows, hours, sum, usedUpUntil = redis.call('HGETALL', KEYS[3]), {}, 0, 0
  for i = 1, #rows, 2 do
    if rows[i] == 'usedUpUntil' then usedUpUntil = tonumber(rows[i + 1])
    elseif tonumber(rows[i]) < hour - 24 then redis.call('HDEL', KEYS[3], rows[i])
    else
      sum = sum + tonumber(rows[i + 1])
      table.insert(hours, { tonumber(rows[i]), tonumber(rows[i + 1]) })
    end
  end
  local perDay = tonumber(ARGV[6])
  local usedUpMs = usedUpUntil - now
  if perDay and usedUpMs > 0 then return { usedUpMs, 1 } end
  if perDay and sum >= perDay then
    table.sort(hours, function(a, b) return a[1] < b[1] end)
    local i = 1
    while sum - hours[i][2] >= perDay do
      sum = sum - hours[i][2]
      i = i + 1
    end
    return { (hours[i][1] + 25) * ${HOUR_MS} - now, 1 }
  end
end
if ARGV[7] == 'yes' and kept >= calls then kept = kept - calls
elseif calls > 0 and left - calls < leaves then
  return { math.ceil((leaves + calls - left) / ${SUPPLY.perMinute / MINUTE_MS}), why }
else take(calls) end
save()
redis.call('ZADD', KEYS[2], now + ${LONGEST_CALL_MS}, ARGV[4])
redis.call('PEXPIRE', KEYS[2], ${LONGEST_CALL_MS})
if ARGV[6] ~= '' then
  redis.call('HINCRBY', KEYS[3], hour, 1)
  redis.call('PEXPIRE', KEYS[3], ${26 * HOUR_MS})
end
return { 0, 0 }`)

/** ARGV[1] how many, ARGV[2] what is left to others. Gives how many there are; -1: none, since searches rest. */
const SEARCHES = createScript(`${LEFT}
if restsMs > 0 then return -1 end
local given = math.max(0, math.min(tonumber(ARGV[1]), math.floor(left - ARGV[2])))
take(given)
save()
return given`)

/**
 * ARGV[1] for how long what rests does so, ARGV[2] 'yes' where the minute is used up. Then nothing is left: each use waits until
 * there is enough for the ones before it. Where several rests overlap, the one that ends last counts. And the pressure grows,
 * which slows uses from below.
 */
const REFUSED = createScript(`${LEFT}
if ARGV[2] == 'yes' then left = math.min(left, 0) end
save()
local calmFrom = now + math.max(restsMs, tonumber(ARGV[1]))
if now - (row.refusedAt or 0) >= ${SAME_REFUSAL_MS} then
  redis.call('HSET', KEYS[1], 'refusedAt', now)
  pressure = math.min(${MOST_PRESSURE}, pressure + 1)
end
redis.call('HSET', KEYS[1], 'restsUntil', calmFrom, 'pressure', tostring(pressure), 'calmFrom', calmFrom)
return 1`)

/** KEYS[1] the writes of the day; ARGV[1] for how long the portal takes no more. */
const USED_UP = createScript(`
local time = redis.call('TIME')
redis.call('HSET', KEYS[1], 'usedUpUntil', time[1] * 1000 + ARGV[1])
redis.call('PEXPIRE', KEYS[1], ${26 * HOUR_MS})
return 1`)

export const createPortalBudget = (redis: RedisClient, keys: Keys): PortalBudget => {
  const callsOf = { read: keys.portalReads(), write: keys.portalWrites() }
  return {
    enter: async ({ use, kind, calls }) => {
      const { leaves, reads, writes, spared, perDay = 'any', rests } = USES[use]
      const name = randomUUID()
      const all = [keys.portalBudget(), callsOf[kind], keys.portalDay()]
      const most = kind === 'read' ? reads : writes
      const day = kind === 'read' ? '' : perDay
      const flags = { rests: rests === true ? 'yes' : '', kept: use === 'counting' ? 'yes' : '' }
      const answer = await ENTER(redis, all, calls, leaves, most, name, flags.rests, day, flags.kept, spared)
      const [waitMs = 0, why = 0] = answer as number[]
      return waitMs === 0 ? { name } : { waitMs, why: WHY[why] ?? 'busy' }
    },
    leave: async (name, kind) => {
      await redis.zrem(callsOf[kind], name)
    },
    refused: async (retryAfterMs) => {
      const restMs = Math.max(1, Math.ceil(retryAfterMs ?? REST_MS))
      await REFUSED(redis, [keys.portalBudget()], restMs, retryAfterMs === null ? '' : 'yes')
    },
    usedUp: async (ms) => {
      await USED_UP(redis, [keys.portalDay()], Math.ceil(ms))
    },
    searches: async (wanted) => {
      const given = Number(await SEARCHES(redis, [keys.portalBudget()], wanted, USES.searching.leaves))
      return given < 0 ? null : given
    },
  }
}
