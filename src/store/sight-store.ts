import type { Redis } from 'ioredis'
import { NEVER_LOOKED, type Sight } from '../domain/audit-health.ts'
import type { SightStore } from '../use-cases/audit-ports.ts'
import type { Keys } from './keys.ts'

/** Whether the audit trail can be read, as last found out by any process. */
export const createSightStore = (redis: Redis, keys: Keys): SightStore => ({
  read: async () => {
    const json = await redis.get(keys.sight())
    return json === null ? NEVER_LOOKED : (JSON.parse(json) as Sight)
  },
  write: async (sight) => {
    await redis.set(keys.sight(), JSON.stringify(sight))
  },
})
