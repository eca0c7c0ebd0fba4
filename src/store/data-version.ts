import type { ShareRef } from '../domain/share.ts'
import { MOST_RACES } from './compare-and-set.ts'
import type { RedisClient } from './connect-redis.ts'
import { createKeys } from './keys.ts'

/**
 * Makes the record of a share into that of the next version. Pure, and safe to repeat: after a crash it may get one that it
 * has made already.
 */
export type Migration = (share: Record<string, unknown>) => Record<string, unknown>

/** From version 1 to 2, from 2 to 3, and so on. Nothing has been released yet: there is only version 1. */
const MIGRATIONS: readonly Migration[] = []

/** KEYS[1] the share; ARGV[1] the revision read, ARGV[2] its new JSON. */
const REWRITE = `
if redis.call('HGET', KEYS[1], 'rev') ~= ARGV[1] then return 0 end
redis.call('HSET', KEYS[1], 'rev', tonumber(ARGV[1]) + 1, 'json', ARGV[2])
return 1`

export interface DataVersions {
  /** Of the records. */
  found: number
  /** The newest that this program knows. */
  known: number
}

/**
 * Brings records to the version that this program knows, a share at a time; the version is written last. Records that are newer
 * stay as they are: the caller must not go on with them.
 */
export const migrateRecords = async (
  redis: RedisClient,
  namespace: string,
  migrations: readonly Migration[] = MIGRATIONS,
): Promise<DataVersions> => {
  const keys = createKeys(namespace)
  const known = migrations.length + 1

  const migrate = async (ref: ShareRef, steps: readonly Migration[]): Promise<void> => {
    for (let race = 0; race < MOST_RACES; race += 1) {
      const [rev, json] = await redis.hmget(keys.share(ref), 'rev', 'json')
      if (rev == null || json == null) return
      const next = steps.reduce((share, step) => step(share), JSON.parse(json) as Record<string, unknown>)
      if ((await redis.eval(REWRITE, 1, keys.share(ref), rev, JSON.stringify(next))) === 1) return
    }
    throw new Error('a share was rewritten under us again and again')
  }

  const found = Number((await redis.get(keys.version())) ?? 1)
  if (found > known) return { found, known }
  const steps = migrations.slice(found - 1)
  if (steps.length > 0) {
    for (const team of await redis.smembers(keys.teams())) {
      for (const index of [keys.live(team), keys.ended(team), keys.suspended(team)]) {
        for (const id of await redis.zrange(index, '0', '-1')) await migrate({ team, id }, steps)
      }
    }
  }
  await redis.set(keys.version(), known)
  return { found, known }
}
