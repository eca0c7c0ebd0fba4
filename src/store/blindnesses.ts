import type { Redis } from 'ioredis'
import { type Blindness, type Bulletin, whomOf } from '../domain/blindness.ts'
import type { Blindnesses } from '../use-cases/audit-ports.ts'
import { compareAndSet } from './compare-and-set.ts'
import type { Keys } from './keys.ts'

/** Who was told of a blindness is of no interest long after it. */
const KEPT_SECONDS = 90 * 24 * 60 * 60

const aboutOf = ({ kind }: Bulletin) =>
  kind === 'blind-admins' || kind === 'blind-creator' ? ('blind' as const) : ('back' as const)

/** The time of not seeing that is followed, the same for all processes, and who was told of it. */
export const createBlindnesses = (redis: Redis, keys: Keys): Blindnesses => {
  const placeOf = (bulletin: Bulletin) => keys.bulletins(bulletin.since, aboutOf(bulletin))

  return {
    read: async () => {
      const json = await redis.get(keys.blindness())
      return json === null ? null : (JSON.parse(json) as Blindness)
    },
    change: (from, to) =>
      compareAndSet(redis, keys.blindness(), from === null ? null : JSON.stringify(from), JSON.stringify(to)),
    claim: async (bulletin) => {
      const isFirst = await redis.hsetnx(placeOf(bulletin), whomOf(bulletin), JSON.stringify(bulletin))
      await redis.expire(placeOf(bulletin), KEPT_SECONDS)
      return isFirst === 1
    },
    release: async (bulletin) => {
      await redis.hdel(placeOf(bulletin), whomOf(bulletin))
    },
    warnings: async (since) =>
      (await redis.hvals(keys.bulletins(since, 'blind'))).map((json) => JSON.parse(json) as Bulletin),
  }
}
