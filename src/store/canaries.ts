import type { Redis } from 'ioredis'
import type { Canaries, CanaryRecord } from '../use-cases/audit-ports.ts'
import type { Keys } from './keys.ts'

/** The trial of the counting that is under way, or was the last. */
export const createCanaries = (redis: Redis, keys: Keys): Canaries => ({
  read: async () => {
    const json = await redis.get(keys.canary())
    return json === null ? null : (JSON.parse(json) as CanaryRecord)
  },
  write: async (record) => {
    await redis.set(keys.canary(), JSON.stringify(record))
  },
})
