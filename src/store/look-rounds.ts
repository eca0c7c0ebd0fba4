import type { LookRounds } from '../use-cases/admin-ports.ts'
import type { RedisClient } from './connect-redis.ts'
import type { Keys } from './keys.ts'

/** Events of Slack tell at once; this finds what they did not. */
const ROUND_SECONDS = 6 * 60 * 60

/** Who is still to be looked at in this round; one for all processes. */
export const createLookRounds = (redis: RedisClient, keys: Keys): LookRounds => ({
  begin: async (team) => (await redis.set(keys.lookRound(team), 1, 'EX', ROUND_SECONDS, 'NX')) === 'OK',
  add: async (team, whom) => {
    if (whom.length === 0) return
    await redis.sadd(keys.toLookAt(team), ...whom)
    await redis.expire(keys.toLookAt(team), 2 * ROUND_SECONDS)
  },
  take: (team, most) => redis.spop(keys.toLookAt(team), most),
})
