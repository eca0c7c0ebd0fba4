import type { RedisClient } from './connect-redis.ts'
import type { Keys } from './keys.ts'

/** Drops what is kept of a person apart from links and the record: their Home, that they were welcomed, when they searched. */
export const createTraces =
  (redis: RedisClient, keys: Keys) =>
  async (team: string, userId: string): Promise<void> => {
    await redis.unlink(
      keys.homePage(team, userId),
      keys.greeted(team, userId, 'welcome'),
      keys.greeted(team, userId, 'answer'),
      keys.asked(team, userId),
      keys.searches(team, userId),
      keys.waitingApprovals(team, userId),
      keys.linkRateLimit(team, userId),
      keys.extensionRateLimit(team, userId),
    )
    await redis.srem(keys.homeAdmins(team), userId)
  }
