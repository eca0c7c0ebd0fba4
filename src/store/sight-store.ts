import type { Redis } from 'ioredis'
import { NEVER_LOOKED } from '../domain/audit-health.ts'
import type { KeptSight } from '../domain/sight.ts'
import type { SightStore } from '../use-cases/audit-ports.ts'
import { changeJson } from './compare-and-set.ts'
import type { Keys } from './keys.ts'

const UNKNOWN: KeptSight = {
  ...NEVER_LOOKED,
  provenAt: null,
  readingFails: false,
  suspect: null,
  doubtedAt: null,
}

/** Whether the audit trail can be read, as last found out by any process. */
export const createSightStore = (redis: Redis, keys: Keys): SightStore => {
  const parse = (json: string | null): KeptSight =>
    json === null ? UNKNOWN : (JSON.parse(json) as KeptSight)

  return {
    read: async () => parse(await redis.get(keys.sight())),
    change: async (decide) => {
      const { before, after } = await changeJson(redis, keys.sight(), parse, decide)
      return { before, sight: after ?? before }
    },
  }
}
