import type { Redis } from 'ioredis'
import type { Announcement } from '../domain/pace.ts'
import type { Announced } from '../use-cases/audit-ports.ts'
import type { Keys } from './keys.ts'

/** Nobody looks for them longer than that, with something to spare. */
const KEPT_SECONDS = 60

const read = (member: string, toldAt: string): Announcement => {
  const [at = '', id = '', fileId = ''] = JSON.parse(member) as [string, string, string]
  return { id, fileId, at: Number(at), toldAt: Number(toldAt) }
}

/** Downloads that the webhook has told of. One that is told of again is looked for no longer than if it had been once. */
export const createAnnounced = (redis: Redis, keys: Keys): Announced => ({
  add: async ({ id, fileId, at, toldAt }) => {
    const batch = redis.multi()
    batch.zremrangebyscore(keys.announced(), '-inf', toldAt - KEPT_SECONDS * 1_000)
    batch.zadd(keys.announced(), 'NX', toldAt, JSON.stringify([String(at), id, fileId]))
    batch.expire(keys.announced(), KEPT_SECONDS)
    await batch.exec()
  },
  all: async () => {
    const rows = await redis.zrangebyscore(keys.announced(), '-inf', '+inf', 'WITHSCORES')
    return rows.flatMap((member, index) => (index % 2 === 0 ? [read(member, rows[index + 1] ?? '')] : []))
  },
})
