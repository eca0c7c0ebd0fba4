import type { CanaryRecord } from '../domain/canary.ts'
import type { UrlSeal } from '../use-cases/answer-ports.ts'
import type { Canaries } from '../use-cases/audit-ports.ts'
import { changeJson } from './compare-and-set.ts'
import type { RedisClient } from './connect-redis.ts'
import type { Keys } from './keys.ts'

/** Of no workspace: there is one trial at a time. */
const PLACE = ['', 'canary']

/** The trial of the counting that is under way, or was the last. */
export const createCanaries = (redis: RedisClient, keys: Keys, urls: UrlSeal): Canaries => {
  const parse = (json: string | null) =>
    json === null ? null : urls.open(JSON.parse(json) as CanaryRecord, PLACE)

  return {
    read: async () => parse(await redis.get(keys.canary())),
    change: async (decide) => {
      const { before, after } = await changeJson(redis, keys.canary(), parse, (current) =>
        urls.seal(decide(current), PLACE),
      )
      return { changed: after !== null, record: after === null ? before : urls.open(after, PLACE) }
    },
  }
}
