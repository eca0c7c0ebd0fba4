import type { Redis } from 'ioredis'
import type { HomeViewers } from '../use-cases/ports.ts'
import type { Keys } from './keys.ts'

/** Whoever has not opened their Home for so long has it drawn when they open it again. */
const REMEMBER_SECONDS = 30 * 24 * 60 * 60

/** Who opened their Home lately, and which page of it they look at. */
export const createHomeViewers = (redis: Redis, keys: Keys): HomeViewers => ({
  note: async (team, userId, page) => {
    await redis.set(keys.homePage(team, userId), page, 'EX', REMEMBER_SECONDS)
  },
  page: async (team, userId) => {
    const page = await redis.get(keys.homePage(team, userId))
    return page === null ? null : Number(page)
  },
  setAdmin: async (team, userId, isAdmin) => {
    if (isAdmin) {
      await redis.sadd(keys.homeAdmins(team), userId)
      // Their Homes show more than shares: they are to be found before the first share is made.
      await redis.sadd(keys.teams(), team)
    } else await redis.srem(keys.homeAdmins(team), userId)
  },
  admins: (team) => redis.smembers(keys.homeAdmins(team)),
  whoSee: async (team, creatorId) => {
    const [opened, admins] = await Promise.all([
      redis.exists(keys.homePage(team, creatorId)),
      redis.smembers(keys.homeAdmins(team)),
    ])
    return [...new Set(opened === 1 ? [creatorId, ...admins] : admins)]
  },
})
