import type { DriftCursor } from '../use-cases/audit-ports.ts'
import type { RedisClient } from './connect-redis.ts'
import type { Keys } from './keys.ts'

/** How far the watch over links and files at the portal has come. */
export const createDriftCursor = (redis: RedisClient, keys: Keys): DriftCursor => ({
  read: async () => {
    const { changesAt, team, skip, wholeAt, wholeRows } = await redis.hgetall(keys.driftCursor())
    return {
      changesAt: changesAt === undefined ? null : Number(changesAt),
      team: team ?? null,
      skip: Number(skip ?? 0),
      whole: wholeAt === undefined ? null : { at: Number(wholeAt), rows: Number(wholeRows ?? 0) },
    }
  },
  write: async ({ changesAt, team, skip, whole }) => {
    await redis.hset(keys.driftCursor(), {
      skip,
      ...(team === null ? {} : { team }),
      ...(changesAt === null ? {} : { changesAt }),
      ...(whole === undefined ? {} : { wholeAt: whole.at, wholeRows: whole.rows }),
    })
  },
})
