import type { Redis } from 'ioredis'
import type { AuditCursor } from '../use-cases/ports.ts'
import type { Keys } from './keys.ts'

/** Up to where the audit trail was read, for all workspaces together: there is one portal. */
export const createAuditCursor = (redis: Redis, keys: Keys): AuditCursor => ({
  start: async (at) => {
    await redis.hsetnx(keys.cursor(), 'newestSeenAt', at)
  },
  read: async () => {
    const { newestSeenAt, sweptAt, seen } = await redis.hgetall(keys.cursor())
    return {
      newestSeenAt: newestSeenAt === undefined ? null : Number(newestSeenAt),
      sweptAt: sweptAt === undefined ? null : Number(sweptAt),
      seen: seen === 'ok' || seen === 'blind' ? seen : null,
    }
  },
  advance: async ({ newestSeenAt, sweptAt }) => {
    await redis.hset(keys.cursor(), { sweptAt, ...(newestSeenAt === null ? {} : { newestSeenAt }) })
  },
  see: async (state) => {
    await redis.hset(keys.cursor(), { seen: state })
  },
})
