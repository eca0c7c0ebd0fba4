import type { Redis } from 'ioredis'
import { NEVER_LOOKED } from '../domain/audit-health.ts'
import type { KeptSight } from '../domain/sight.ts'
import type { SightStore } from '../use-cases/audit-ports.ts'
import type { Keys } from './keys.ts'
import { swap } from './swap.ts'

/** How often a lost race is tried again before something must be badly wrong. */
const RACES = 50

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
    json === null ? UNKNOWN : { ...UNKNOWN, ...(JSON.parse(json) as Partial<KeptSight>) }

  return {
    read: async () => parse(await redis.get(keys.sight())),
    change: async (decide) => {
      for (let race = 0; race < RACES; race += 1) {
        const json = await redis.get(keys.sight())
        const before = parse(json)
        const sight = decide(before)
        if (sight === null) return { before, sight: before }
        if (await swap(redis, keys.sight(), json, JSON.stringify(sight))) return { before, sight }
      }
      throw new Error('the sight of the audit trail was rewritten under us again and again')
    },
  }
}
