import type { Redis } from 'ioredis'
import type { Announced } from '../use-cases/audit-ports.ts'
import type { Keys } from './keys.ts'

/** Nobody looks for them longer than that. */
const KEPT_SECONDS = 60

/** Downloads that the webhook has told of. The newest of each file will do: it is the last to appear in the trail. */
export const createAnnounced = (redis: Redis, keys: Keys): Announced => ({
  add: async (fileId, at) => {
    const known = Number((await redis.hget(keys.announced(), fileId)) ?? 0)
    await redis.hset(keys.announced(), fileId, Math.max(known, at))
    await redis.expire(keys.announced(), KEPT_SECONDS)
  },
  all: async () =>
    Object.entries(await redis.hgetall(keys.announced())).map(([fileId, at]) => ({ fileId, at: Number(at) })),
  remove: async (fileIds) => {
    if (fileIds.length > 0) await redis.hdel(keys.announced(), ...fileIds)
  },
})
