import type { PasswordTries } from '../use-cases/gate-ports.ts'
import type { RedisClient } from './connect-redis.ts'
import type { Keys } from './keys.ts'
import { takeInMinute } from './minute-quota.ts'

/** Tries that one address has at one share in any minute. */
const MOST = 5

/** Tries at the passwords of exact shares. */
export const createPasswordTries = (redis: RedisClient, keys: Keys): PasswordTries => ({
  take: (ref, address, now) => takeInMinute(redis, keys.passwordTries(ref, address), now, MOST),
  giveBack: async (ref, address, now) => void (await redis.lrem(keys.passwordTries(ref, address), 1, now)),
})
