import type { ClaimPace } from '../use-cases/gate-ports.ts'
import type { RedisClient } from './connect-redis.ts'
import type { Keys } from './keys.ts'
import { takeInMinute } from './minute-quota.ts'

/** Presses on Download that one address has at one unlimited share in any minute: many people may be behind one. */
const MOST = 60

/** Claims of exact shares without a limit: nothing else keeps anybody from making any number of them. */
export const createClaimPace =
  (redis: RedisClient, keys: Keys): ClaimPace =>
  (ref, address, now) =>
    takeInMinute(redis, keys.claimPace(ref, address), now, MOST)
