import type { Greetings } from '../use-cases/home-ports.ts'
import type { RedisClient } from './connect-redis.ts'
import type { Keys } from './keys.ts'

/** Somebody who has not looked for a year may be welcomed anew. */
const SECONDS = { welcome: 365 * 86_400, answer: 60 } as const

/** Who was welcomed, and whose direct message was answered a moment ago. */
export const createGreetings = (redis: RedisClient, keys: Keys): Greetings => ({
  take: async (team, userId, how) =>
    (await redis.set(keys.greeted(team, userId, how), '1', 'EX', SECONDS[how], 'NX')) === 'OK',
  giveBack: async (team, userId, how) => void (await redis.del(keys.greeted(team, userId, how))),
})
