import { type Outage, type OutageNotice, whomOf } from '../domain/outage.ts'
import type { Outages } from '../use-cases/audit-ports.ts'
import { compareAndSet } from './compare-and-set.ts'
import type { RedisClient } from './connect-redis.ts'
import type { Keys } from './keys.ts'

/** Who was told of an outage, and what was counted in it, is of no interest long after it. */
const KEPT_SECONDS = 90 * 24 * 60 * 60

const aboutOf = ({ kind }: OutageNotice) =>
  kind === 'blind-admins' || kind === 'blind-creator' ? ('blind' as const) : ('back' as const)

/** The outage that is under way, or the last one, the same for all processes, who was told of it, and what was counted in it. */
export const createOutages = (redis: RedisClient, keys: Keys): Outages => {
  const placeOf = (notice: OutageNotice) => keys.outageNotices(notice.since, aboutOf(notice))

  return {
    read: async () => {
      const json = await redis.get(keys.outage())
      return json === null ? null : (JSON.parse(json) as Outage)
    },
    change: (from, to) =>
      compareAndSet(redis, keys.outage(), from === null ? null : JSON.stringify(from), JSON.stringify(to)),
    claim: async (notice) => {
      const isFirst = await redis.hsetnx(placeOf(notice), whomOf(notice), JSON.stringify(notice))
      await redis.expire(placeOf(notice), KEPT_SECONDS)
      return isFirst === 1
    },
    release: async (notice) => {
      await redis.hdel(placeOf(notice), whomOf(notice))
    },
    noteCount: async (since, { team, id }, downloads) => {
      await redis.hsetnx(keys.outageCounts(since), `${team}:${id}`, downloads)
      await redis.expire(keys.outageCounts(since), KEPT_SECONDS)
    },
    countsBefore: async (since) =>
      Object.entries(await redis.hgetall(keys.outageCounts(since))).map(([name, downloads]) => {
        const [team = '', id = ''] = name.split(':')
        return { ref: { team, id }, downloads: Number(downloads) }
      }),
    warnings: async (since) =>
      (await redis.hvals(keys.outageNotices(since, 'blind'))).map((json) => JSON.parse(json) as OutageNotice),
  }
}
