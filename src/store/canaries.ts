import type { CanaryRecord } from '../domain/canary.ts'
import type { Canaries } from '../use-cases/audit-ports.ts'
import { changeJson } from './compare-and-set.ts'
import type { RedisClient } from './connect-redis.ts'
import type { Keys } from './keys.ts'

/** The trial of the counting that is under way, or was the last. */
export const createCanaries = (redis: RedisClient, keys: Keys): Canaries => {
  const parse = (json: string | null) => (json === null ? null : (JSON.parse(json) as CanaryRecord))

  return {
    read: async () => parse(await redis.get(keys.canary())),
    change: async (decide) => {
      const { before, after } = await changeJson(redis, keys.canary(), parse, decide)
      return { changed: after !== null, record: after ?? before }
    },
  }
}
