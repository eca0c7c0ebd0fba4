import type { ScheduleRuns } from '../use-cases/upkeep/watch-schedules.ts'
import type { RedisClient } from './connect-redis.ts'
import type { Keys } from './keys.ts'

/** How often each schedule has run, over all processes. No moment is kept: clocks may be wrong. */
export const createScheduleRuns = (redis: RedisClient, keys: Keys): ScheduleRuns => ({
  count: async (name) => {
    await redis.hincrby(keys.scheduleRuns(), name, 1)
  },
  read: async () => redis.hgetall(keys.scheduleRuns()),
})
