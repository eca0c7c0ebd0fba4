import { MOST_SHOWN_VIEWS, type StoredEvent } from '../domain/downloads.ts'
import { isByPresentLink } from '../domain/hidden-key.ts'
import type { RunningCount } from '../domain/running-count.ts'
import type { Events } from '../use-cases/audit-ports.ts'
import type { RedisClient } from './connect-redis.ts'
import { eventOf, rowOf } from './event-row.ts'
import type { Keys } from './keys.ts'
import { createScript } from './script.ts'

/** So many events in one script. */
const AT_A_TIME = 1_000

/**
 * Adds views and keeps only the newest. Views that were dropped are read from the trail again, and dropped again.
 * KEYS[1] the views, KEYS[2] their names, sorted by when they happened; ARGV[1] how many are kept; then name, moment and
 * row of each view.
 */
const ADD_SHOWN = `
for i = 2, #ARGV, 3 do
  if redis.call('HSETNX', KEYS[1], ARGV[i], ARGV[i + 2]) == 1 then
    redis.call('ZADD', KEYS[2], ARGV[i + 1], ARGV[i])
  end
end
local beyond = -1 - tonumber(ARGV[1])
for _, name in ipairs(redis.call('ZRANGE', KEYS[2], 0, beyond)) do redis.call('HDEL', KEYS[1], name) end
redis.call('ZREMRANGEBYRANK', KEYS[2], 0, beyond)
return 1`

/**
 * Adds events, and counts those of one link that are new. KEYS[1] the events, KEYS[2] how the link was used; ARGV[1] the name of
 * the count; then id and row of each event, and 1 where it is of that link.
 */
const ADD_COUNTED = createScript(`
for i = 2, #ARGV, 3 do
  if redis.call('HSETNX', KEYS[1], ARGV[i], ARGV[i + 1]) == 1 and ARGV[i + 2] == '1' then
    redis.call('HINCRBY', KEYS[2], ARGV[1], 1)
  end
end
return 1`)

/**
 * Which events are not stored, by their places in the list. Only that is answered: a reading goes back by the whole overlap, and asks of
 * all that it finds there again. KEYS[1] the events, KEYS[2] the views; ARGV their ids.
 */
const UNSEEN = createScript(`
local hasViews = redis.call('EXISTS', KEYS[2]) == 1
local unseen = {}
for i, id in ipairs(ARGV) do
  local seen = redis.call('HEXISTS', KEYS[1], id) == 1
  if not seen and hasViews then seen = redis.call('HEXISTS', KEYS[2], string.format('%016.0f', id)) == 1 end
  if not seen then unseen[#unseen + 1] = i - 1 end
end
return unseen`)

/** An event's id with zeros before it: Redis sorts names of one moment as text, and so their order is that of the ids. */
const nameOf = (id: number): string => String(id).padStart(16, '0')

const newestFirst = (a: StoredEvent, b: StoredEvent): number => b.at - a.at || b.id - a.id

/** By their ids; of views, which have zeros before it. */
const parse = (rows: Record<string, string>): StoredEvent[] =>
  Object.entries(rows).map(([id, row]) => eventOf(Number(id), row))

/** The audit events of each share. An event is stored as it was first read; reading it again changes nothing. */
export const createEventStore = (redis: RedisClient, keys: Keys): Events => ({
  unseen: async (ref, ids) => {
    const unseen: number[] = []
    for (let start = 0; start < ids.length; start += AT_A_TIME) {
      const some = ids.slice(start, start + AT_A_TIME)
      const found = await UNSEEN(redis, [keys.events(ref), keys.shownViews(ref)], ...some)
      for (const place of found as number[]) unseen.push(some[place] ?? 0)
    }
    return unseen
  },

  add: async (ref, events) => {
    if (events.length === 0) return
    const batch = redis.pipeline()
    for (const event of events) batch.hsetnx(keys.events(ref), String(event.id), rowOf(event))
    const replies = (await batch.exec()) ?? []
    for (const [error] of replies) if (error) throw error
  },

  addCounted: async (share, events) => {
    // A script takes only so many arguments.
    for (let start = 0; start < events.length; start += AT_A_TIME) {
      const rows = events
        .slice(start, start + AT_A_TIME)
        .flatMap((event) => [String(event.id), rowOf(event), isByPresentLink(event, share) ? 1 : 0])
      await ADD_COUNTED(redis, [keys.events(share), keys.linkUse(share)], `seen ${share.linkId}`, ...rows)
    }
  },

  addShown: async (ref, views) => {
    if (views.length === 0) return
    const newest = [...views].sort(newestFirst).slice(0, MOST_SHOWN_VIEWS)
    const rows = newest.flatMap((view) => [nameOf(view.id), view.at, rowOf(view)])
    await redis.eval(ADD_SHOWN, 2, keys.shownViews(ref), keys.shownViewTimes(ref), MOST_SHOWN_VIEWS, ...rows)
  },

  some: async (ref, ids) => {
    if (ids.length === 0) return []
    const rows = await redis.hmget(keys.events(ref), ...ids.map(String))
    return rows.flatMap((row, index) => (row === null ? [] : [eventOf(ids[index] ?? 0, row)]))
  },

  running: async (ref) => {
    const json = await redis.get(keys.runningCount(ref))
    return json === null ? null : (JSON.parse(json) as RunningCount)
  },

  keepRunning: async (ref, running) =>
    void (await redis.set(keys.runningCount(ref), JSON.stringify(running))),

  all: async (ref) => parse(await redis.hgetall(keys.events(ref))),

  shown: async (ref) => parse(await redis.hgetall(keys.shownViews(ref))),

  count: (ref) => redis.hlen(keys.events(ref)),
})
