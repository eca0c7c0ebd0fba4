import { type RestoreReport, withFound } from '../domain/restored.ts'
import type { LifeSign, Restores } from '../use-cases/audit-ports.ts'
import { changeJson } from './compare-and-set.ts'
import type { RedisClient } from './connect-redis.ts'
import type { Keys } from './keys.ts'

/** Whom nobody could tell within that is told no more. */
const KEPT_MS = 7 * 24 * 60 * 60 * 1_000

/** When a process last saw to the records. Put back from a backup, it says how old that is. */
export const createLifeSign = (redis: RedisClient, keys: Keys): LifeSign => ({
  read: async () => {
    const [at = null, putBack = null] = await redis.mget(keys.lifeSign(), keys.putBack())
    return { aliveAt: at === null ? null : Number(at), wasPutBack: putBack !== null }
  },
  write: async (now) => {
    await redis.set(keys.lifeSign(), now)
    await redis.del(keys.putBack())
  },
  putBack: async () => {
    await redis.set(keys.putBack(), 1)
  },
})

/** What was found after records were lost, as long as somebody is still to be told. */
export const createRestores = (redis: RedisClient, keys: Keys): Restores => {
  const parse = (json: string | null) => (json === null ? null : (JSON.parse(json) as RestoreReport))
  const change = async (decide: (before: RestoreReport | null) => RestoreReport | null) => {
    await changeJson(redis, keys.restored(), parse, decide)
    await redis.pexpire(keys.restored(), KEPT_MS)
  }

  return {
    read: async () => parse(await redis.get(keys.restored())),
    add: (found, by) => change((report) => withFound(report, found, by)),
    told: (to, instead) =>
      change((report) =>
        report === null
          ? null
          : { ...report, tell: [...new Set([...report.tell.filter((one) => one !== to), ...instead])] },
      ),
  }
}
