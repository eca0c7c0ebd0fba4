import type { Redis } from 'ioredis'
import type { ScheduleRuns } from '../use-cases/upkeep/watch-schedules.ts'
import type { Keys } from './keys.ts'

/** How often each schedule has run, over all processes. No moment is kept: clocks may be wrong. */
export const createScheduleRuns = (redis: Redis, keys: Keys): ScheduleRuns => ({
  count: async (name) => {
    await redis.hincrby(keys.scheduleRuns(), name, 1)
  },
  read: async () => redis.hgetall(keys.scheduleRuns()),
})
