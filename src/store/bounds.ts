import { boundMs } from '../domain/bound.ts'
import type { Bounds } from '../use-cases/audit-ports.ts'
import type { RedisClient } from './connect-redis.ts'
import type { Keys } from './keys.ts'

/** A little longer than what people are shown goes back. */
const KEPT_MS = 31 * 24 * 60 * 60 * 1_000

/** How long revocations by a limit took. This is kept by itself, since shares may be deleted sooner. */
export const createBounds = (redis: RedisClient, keys: Keys): Bounds => ({
  note: async ({ team, id }, bound) => {
    const { deadAt } = bound
    const member = `${team}:${id}:${deadAt}`
    const old = await redis.zrangebyscore(keys.bounds(), '-inf', deadAt - KEPT_MS)
    const batch = redis.multi()
    batch.zadd(keys.bounds(), deadAt, member)
    batch.hset(keys.boundMs(), member, boundMs(bound))
    if (old.length > 0) {
      batch.zrem(keys.bounds(), ...old)
      batch.hdel(keys.boundMs(), ...old)
    }
    await batch.exec()
  },
  since: async (at) => {
    const members = await redis.zrangebyscore(keys.bounds(), at, '+inf')
    if (members.length === 0) return []
    const found = await redis.hmget(keys.boundMs(), ...members)
    return found.flatMap((ms) => (ms === null ? [] : [Number(ms)]))
  },
})
