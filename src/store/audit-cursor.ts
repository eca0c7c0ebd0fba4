import type { AuditCursor } from '../use-cases/audit-ports.ts'
import type { RedisClient } from './connect-redis.ts'
import type { Keys } from './keys.ts'

/** How far the audit trail was read. It is one for all workspaces, since there is one portal. */
export const createAuditCursor = (redis: RedisClient, keys: Keys): AuditCursor => ({
  start: async (at) => {
    await redis.hsetnx(keys.cursor(), 'newestSeenAt', at)
  },
  read: async () => {
    const { newestSeenAt, sweptAt, skewMs, readTo, wholeAt, wholeRows, seen } = await redis.hgetall(
      keys.cursor(),
    )
    return {
      newestSeenAt: newestSeenAt === undefined ? null : Number(newestSeenAt),
      sweptAt: sweptAt === undefined ? null : Number(sweptAt),
      readTo: readTo === undefined ? null : Number(readTo),
      skewMs: Number(skewMs ?? 0),
      whole: wholeAt === undefined ? null : { at: Number(wholeAt), rows: Number(wholeRows ?? 0) },
      seen: seen ?? null,
    }
  },
  advance: async ({ newestSeenAt, sweptAt, readTo = sweptAt, skewMs, whole }) => {
    await redis.hset(keys.cursor(), {
      sweptAt,
      readTo,
      skewMs,
      ...(newestSeenAt === null ? {} : { newestSeenAt }),
      ...(whole === undefined ? {} : { wholeAt: whole.at, wholeRows: whole.rows }),
    })
  },
  see: async (fingerprint) => {
    await redis.hset(keys.cursor(), { seen: fingerprint })
  },
})
