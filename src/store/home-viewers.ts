import type { HomeViewers } from '../use-cases/home-ports.ts'
import type { RedisClient } from './connect-redis.ts'
import type { Keys } from './keys.ts'
import { createScript } from './script.ts'

/** A Home that was not opened for so long is not redrawn until it is opened again. */
const REMEMBER_SECONDS = 30 * 24 * 60 * 60

/**
 * A script makes it one call, which pays since it is made twice for each change of a share. KEYS[1] the page of the
 * creator's Home, KEYS[2] the admins. Gives whether that Home was opened lately, then the admins.
 */
const WHO_SEE = createScript(`
local found = redis.call('SMEMBERS', KEYS[2])
table.insert(found, 1, redis.call('EXISTS', KEYS[1]))
return found`)

/** Who opened their Home lately, and which page of it they look at. */
export const createHomeViewers = (redis: RedisClient, keys: Keys): HomeViewers => ({
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
      // Homes of admins show more than shares, so they must be known before the first share is made.
      await redis.sadd(keys.teams(), team)
    } else await redis.srem(keys.homeAdmins(team), userId)
  },
  admins: (team) => redis.smembers(keys.homeAdmins(team)),
  whoSee: async (team, creatorId) => {
    const asked = [keys.homePage(team, creatorId), keys.homeAdmins(team)]
    const [opened, ...admins] = (await WHO_SEE(redis, asked)) as [number, ...string[]]
    return [...new Set(opened === 1 ? [creatorId, ...admins] : admins)]
  },
})
