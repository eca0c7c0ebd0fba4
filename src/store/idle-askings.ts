import type { IdleAskings } from '../use-cases/admin-ports.ts'
import type { RedisClient } from './connect-redis.ts'
import type { Keys } from './keys.ts'

const WEEK_SECONDS = 7 * 24 * 60 * 60

/** Who was asked about idle links within a week, and by which asking. */
export const createIdleAskings = (redis: RedisClient, keys: Keys): IdleAskings => ({
  wereAsked: async (team, userId) => (await redis.exists(keys.idleAsked(team, userId))) === 1,
  take: async (team, userId, at) => {
    const key = keys.idleAsked(team, userId)
    if ((await redis.set(key, at, 'EX', WEEK_SECONDS, 'NX')) === 'OK') return true
    return (await redis.get(key)) === String(at)
  },
  giveBack: async (team, userId, at) => {
    const key = keys.idleAsked(team, userId)
    if ((await redis.get(key)) === String(at)) await redis.del(key)
  },
})
