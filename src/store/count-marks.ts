import type { CountMarks } from '../use-cases/audit-ports.ts'
import type { RedisClient } from './connect-redis.ts'
import type { Keys } from './keys.ts'

/** Far longer than readings lie apart. Without it more is looked up, and nothing else. */
const KEPT_MS = 60 * 60 * 1_000

/** The marks of this process, which is told from all others by chance. */
export const createCountMarks = (redis: RedisClient, keys: Keys, random: () => number): CountMarks => {
  const name = random().toString(36).slice(2)
  let last = 0
  return {
    read: (team) => redis.get(keys.countMark(team, name)),
    write: async (team) => {
      last += 1
      const mark = String(last)
      await redis.set(keys.countMark(team, name), mark, 'PX', KEPT_MS)
      return mark
    },
  }
}
