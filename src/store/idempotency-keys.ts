import type { Redis } from 'ioredis'
import type { ClaimIdempotencyKey } from '../use-cases/ports.ts'
import type { Keys } from './keys.ts'

/** Longer than Slack lets a captured request live (5 minutes either way), with room for clocks. */
const REMEMBER_SECONDS = 15 * 60

/** True the first time a workspace's request is seen, false when it is delivered again. */
export const createIdempotencyKeys =
  (redis: Redis, keys: Keys): ClaimIdempotencyKey =>
  async (team, key) =>
    (await redis.set(keys.idempotencyKey(team, key), '1', 'EX', REMEMBER_SECONDS, 'NX')) === 'OK'
