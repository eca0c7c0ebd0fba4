import type { ExpectedDownload } from '../domain/pace.ts'
import type { ExpectedDownloads } from '../use-cases/audit-ports.ts'
import type { RedisClient } from './connect-redis.ts'
import type { Keys } from './keys.ts'

/** A little longer than they are looked for. */
const KEPT_SECONDS = 60

const read = (member: string, toldAt: string): ExpectedDownload => {
  const [at = '', id = '', fileId = ''] = JSON.parse(member) as [string, string, string]
  return { id, fileId, at: Number(at), toldAt: Number(toldAt) }
}

/** Downloads that the webhook has reported. One that is reported twice is looked for no longer than after the first time. */
export const createExpectedDownloads = (redis: RedisClient, keys: Keys): ExpectedDownloads => ({
  add: async ({ id, fileId, at, toldAt }) => {
    const batch = redis.multi()
    batch.zremrangebyscore(keys.expectedDownloads(), '-inf', toldAt - KEPT_SECONDS * 1_000)
    batch.zadd(keys.expectedDownloads(), 'NX', toldAt, JSON.stringify([String(at), id, fileId]))
    batch.expire(keys.expectedDownloads(), KEPT_SECONDS)
    await batch.exec()
  },
  all: async () => {
    const rows = await redis.zrangebyscore(keys.expectedDownloads(), '-inf', '+inf', 'WITHSCORES')
    return rows.flatMap((member, index) => (index % 2 === 0 ? [read(member, rows[index + 1] ?? '')] : []))
  },
})
