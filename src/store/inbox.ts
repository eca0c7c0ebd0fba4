import { within } from '../timing/within.ts'
import type { Inbox, KeptAct } from '../use-cases/inbox-ports.ts'
import type { RedisClient } from './connect-redis.ts'
import { createKeys } from './keys.ts'

/** An act whose process has said nothing for so long is taken over. */
const HELD_MS = 4_000

/** Longer than any act is kept or tried again, so that none is carried out anew after it was done. */
const SEEN_MS = 40 * 60_000

/** How long it may take to have a connection. Without one nothing was sent, so nothing can be kept. */
const CONNECTED_MS = 1_000

/** Moments are those of Redis: the clocks of the processes may differ. */
const NOW = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)`

const KEEP = `${NOW}
local first = redis.call('GET', KEYS[1])
if first and first ~= ARGV[1] then return 0 end
local owner = redis.call('HGET', KEYS[2], 'owner')
if (first or owner) and owner ~= ARGV[2] then return 0 end
if not owner then
  redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[6])
  redis.call('HSET', KEYS[2], 'owner', ARGV[2], 'sealed', ARGV[3])
  redis.call('PEXPIRE', KEYS[2], ARGV[4])
end
redis.call('ZADD', KEYS[3], now + ARGV[5], ARGV[1])
return 1`

/** The keys of the acts are named in here, since it is known only here which are over. All have one hash tag. */
const HOLD = `${NOW}
local place, owner, until_ = ARGV[1], ARGV[2], now + ARGV[3]
for at = 5, #ARGV do
  if redis.call('HGET', place .. ARGV[at], 'owner') == owner then
    redis.call('ZADD', KEYS[1], 'XX', until_, ARGV[at])
  end
end
local taken = {}
for _, reference in ipairs(redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', now, 'LIMIT', 0, ARGV[4])) do
  local sealed = redis.call('HGET', place .. reference, 'sealed')
  if sealed then
    redis.call('HSET', place .. reference, 'owner', owner)
    redis.call('ZADD', KEYS[1], until_, reference)
    table.insert(taken, reference)
    table.insert(taken, sealed)
  else
    redis.call('ZREM', KEYS[1], reference)
  end
end
return taken`

const FINISH = `
redis.call('DEL', KEYS[1])
return redis.call('ZREM', KEYS[2], ARGV[1])`

/** By the clock, not by a number of looks: a look of a busy process may come late, and the person waits (`keepWithin`). */
const isConnected = async (redis: RedisClient): Promise<boolean> => {
  if (redis.status === 'ready') return true
  let ready = () => {}
  const connected = new Promise<void>((resolve) => {
    ready = resolve
    redis.once('ready', ready)
  })
  const found = await within(CONNECTED_MS, connected)
  redis.off('ready', ready)
  return found !== null
}

/** `owner`: the name of this process among all. */
export const createInbox = (redis: RedisClient, namespace: string, owner: string): Inbox => {
  const keys = createKeys(namespace)

  return {
    keep: async ({ reference, key, sealed, keepMs }) => {
      if (!(await isConnected(redis))) return 'refused'
      const places = [keys.inboxSeen(key), keys.inboxAct(reference), keys.inboxHeld()]
      try {
        const kept = await redis.eval(KEEP, 3, ...places, reference, owner, sealed, keepMs, HELD_MS, SEEN_MS)
        return kept === 1 ? 'kept' : 'known'
      } catch (error) {
        // Redis itself says that it did not do it: out of memory, read-only, and the like.
        if (error instanceof Error && error.name === 'ReplyError') return 'refused'
        throw error
      }
    },
    hold: async (references, most) => {
      const given = [keys.inboxAct(''), owner, HELD_MS, most, ...references]
      const taken = (await redis.eval(HOLD, 1, keys.inboxHeld(), ...given)) as string[]
      const acts: KeptAct[] = []
      for (let at = 0; at < taken.length; at += 2) {
        acts.push({ reference: taken[at] ?? '', sealed: taken[at + 1] ?? '' })
      }
      return acts
    },
    finish: async (reference) => {
      await redis.eval(FINISH, 2, keys.inboxAct(reference), keys.inboxHeld(), reference)
    },
  }
}
