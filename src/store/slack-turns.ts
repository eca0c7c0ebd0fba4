import { PACED } from '../domain/slack-tiers.ts'
import type { SlackTurns } from '../use-cases/notice-ports.ts'
import type { RedisClient } from './connect-redis.ts'
import type { Keys } from './keys.ts'
import { createScript } from './script.ts'

/**
 * KEYS: when the next call is free by the even pace; the same of the line of those that come later; exists while Slack wants
 * the method left alone. ARGV: now, the pace, what may be made up for at once, what of that is kept for those that go first
 * (all in ms), the rank, and 1 where a moment that was reserved has come. Gives that moment, or a later one to come back at.
 * What comes later comes back as soon as a pause is over, and only then leaves that part to those that go first: there may be none.
 * A moment further ahead than its key is kept was written before a clock was set back.
 */
const TURN = createScript(`
local now, every, burst, kept = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4])
local rank, had = ARGV[5], ARGV[6] == '1'
local rest = math.max(redis.call('PTTL', KEYS[3]), 0)
local function moment(key) return math.min(tonumber(redis.call('GET', key) or '0'), now + redis.call('PTTL', key)) end
local free = math.max(moment(KEYS[1]), now - burst, rest > 0 and now + rest or 0)
local line = moment(KEYS[2])
local function keep(key, at) redis.call('SET', key, at, 'PX', math.ceil(math.max(at - now, 0) + burst + every)) end
if rank == 'first' then
  if had and rest == 0 then return now end
  keep(KEYS[1], free + every)
  return math.ceil(math.max(free, now))
end
if rest == 0 and free + kept <= now and (had or line <= now) then
  keep(KEYS[1], free + every)
  return now
end
local at = math.max(line, rest > 0 and free or free + kept, now + 1)
keep(KEYS[2], at + every)
return math.ceil(at)`)

/** A pause that ends later counts. With two channels of one method at the same time, the whole method rests. */
const REST = createScript(`
local function rest(key, ms) if redis.call('PTTL', key) < ms then redis.call('SET', key, '1', 'PX', ms) end end
local ms = tonumber(ARGV[1])
if ARGV[2] == '' then return rest(KEYS[1], ms) end
rest(KEYS[2], ms)
local other = redis.call('GET', KEYS[3])
if other and other ~= ARGV[2] then rest(KEYS[1], ms) end
redis.call('SET', KEYS[3], ARGV[2], 'PX', ms)`)

/** The turns of calls to Slack, and the pauses that it asks for, over all processes. */
export const createSlackTurns = (redis: RedisClient, keys: Keys): SlackTurns => ({
  turn: async (team, method, rank, now, had) => {
    const { everyMs, burst } = PACED[method]
    const all = [
      keys.slackTurns(team, method, 'first'),
      keys.slackTurns(team, method, 'later'),
      keys.slackRest(team, method),
    ]
    const credit = burst * everyMs
    const given = [now, everyMs, credit, credit / 2, rank, had ? 1 : 0]
    return Number(await TURN(redis, all, ...given))
  },
  rest: async (team, method, channel, ms) => {
    const of = channel === null ? method : `${method}:${channel}`
    const all = [keys.slackRest(team, method), keys.slackRest(team, of), keys.slackRestedLast(team, method)]
    await REST(redis, all, Math.max(1, Math.ceil(ms)), channel ?? '')
  },
  restMs: async (team, method, channel) => {
    const of = channel === null ? [method] : [method, `${method}:${channel}`]
    const left = await Promise.all(of.map((one) => redis.pttl(keys.slackRest(team, one))))
    return Math.max(0, ...left)
  },
})
