import type { SeenChanges } from '../use-cases/audit-ports.ts'
import type { RedisClient } from './connect-redis.ts'
import type { Keys } from './keys.ts'

/** Far longer than a reading of the trail goes back. */
const KEPT_MS = 24 * 60 * 60 * 1_000

/** Events of changes at the portal that were dealt with. */
export const createSeenChanges = (redis: RedisClient, keys: Keys): SeenChanges => ({
  unseen: async (ids) => {
    if (ids.length === 0) return []
    const found = await redis.zmscore(keys.seenChanges(), ...ids.map(String))
    return ids.filter((_, index) => found[index] === null)
  },
  add: async (ids, now) => {
    if (ids.length === 0) return
    await redis.zadd(keys.seenChanges(), ...ids.flatMap((id) => [now, String(id)]))
    await redis.zremrangebyscore(keys.seenChanges(), '-inf', now - KEPT_MS)
  },
})
