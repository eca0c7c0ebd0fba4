import type { Redis } from 'ioredis'
import type { Announcement } from '../domain/pace.ts'
import type { Announced } from '../use-cases/audit-ports.ts'
import type { Keys } from './keys.ts'

/** Nobody looks for them longer than that, with something to spare. */
const KEPT_SECONDS = 60

const memberOf = ({ fileId, at }: Announcement): string => `${at} ${fileId}`

/** Downloads that the webhook has told of. One that is told of again is looked for no longer than if it had been once. */
export const createAnnounced = (redis: Redis, keys: Keys): Announced => ({
  add: async (announcement) => {
    const { toldAt } = announcement
    const batch = redis.multi()
    batch.zremrangebyscore(keys.announced(), '-inf', toldAt - KEPT_SECONDS * 1_000)
    batch.zadd(keys.announced(), 'NX', toldAt, memberOf(announcement))
    batch.expire(keys.announced(), KEPT_SECONDS)
    await batch.exec()
  },
  all: async () => {
    const rows = await redis.zrangebyscore(keys.announced(), '-inf', '+inf', 'WITHSCORES')
    return rows.flatMap((member, index): Announcement[] => {
      if (index % 2 === 1) return []
      const space = member.indexOf(' ')
      const toldAt = Number(rows[index + 1])
      return [{ fileId: member.slice(space + 1), at: Number(member.slice(0, space)), toldAt }]
    })
  },
  remove: async (announcements) => {
    if (announcements.length > 0) await redis.zrem(keys.announced(), ...announcements.map(memberOf))
  },
})
