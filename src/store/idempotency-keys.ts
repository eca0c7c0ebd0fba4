import type { ClaimIdempotencyKey } from '../use-cases/ports.ts'
import type { RedisClient } from './connect-redis.ts'
import type { Keys } from './keys.ts'

/** Longer than a captured request can be sent again (5 minutes by either clock), with room for clocks that differ. */
const REMEMBER_SECONDS = 15 * 60

/** True the first time that a request of a workspace comes, false when it comes again. */
export const createIdempotencyKeys =
  (redis: RedisClient, keys: Keys): ClaimIdempotencyKey =>
  async (team, key) =>
    (await redis.set(keys.idempotencyKey(team, key), '1', 'EX', REMEMBER_SECONDS, 'NX')) === 'OK'
