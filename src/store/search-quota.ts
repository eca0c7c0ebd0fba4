import type { SearchQuota } from '../use-cases/search-ports.ts'
import type { RedisClient } from './connect-redis.ts'
import type { Keys } from './keys.ts'
import { takeInMinute } from './minute-quota.ts'

/** How often somebody may search, over all processes. */
export const createSearchQuota =
  (redis: RedisClient, keys: Keys): SearchQuota =>
  (team, userId, now, most) =>
    takeInMinute(redis, keys.searches(team, userId), now, most)
