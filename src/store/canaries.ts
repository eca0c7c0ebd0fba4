import type { Redis } from 'ioredis'
import type { CanaryRecord } from '../domain/canary.ts'
import type { Canaries } from '../use-cases/audit-ports.ts'
import type { Keys } from './keys.ts'
import { swap } from './swap.ts'

/** How often a lost race is tried again before something must be badly wrong. */
const RACES = 50

/** The trial of the counting that is under way, or was the last. */
export const createCanaries = (redis: Redis, keys: Keys): Canaries => {
  const parse = (json: string | null) => (json === null ? null : (JSON.parse(json) as CanaryRecord))

  return {
    read: async () => parse(await redis.get(keys.canary())),
    change: async (decide) => {
      for (let race = 0; race < RACES; race += 1) {
        const json = await redis.get(keys.canary())
        const before = parse(json)
        const record = decide(before)
        if (record === null) return { changed: false, record: before }
        if (await swap(redis, keys.canary(), json, JSON.stringify(record))) return { changed: true, record }
      }
      throw new Error('the trial of the counting was rewritten under us again and again')
    },
  }
}
