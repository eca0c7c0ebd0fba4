import type { Retries } from '../use-cases/answer-ports.ts'
import type { RedisClient } from './connect-redis.ts'
import type { Keys } from './keys.ts'

/** For so long an answer with its button can be replaced through its response_url. */
const KEEP_SECONDS = 30 * 60

/** The first to take it has it, and finds it again; all that come later find nothing. */
const TAKE = `
local sealed = redis.call('HGET', KEYS[1], 'sealed')
if not sealed then return false end
local by = redis.call('HGET', KEYS[1], 'by')
if by and by ~= ARGV[1] then return false end
redis.call('HSET', KEYS[1], 'by', ARGV[1])
return sealed`

const RELEASE = `
if redis.call('HGET', KEYS[1], 'by') == ARGV[1] then redis.call('HDEL', KEYS[1], 'by') end
return 1`

/** What people asked for and did not get, sealed, under the person and the reference of that request. */
export const createRetries = (redis: RedisClient, keys: Keys): Retries => ({
  keep: async ({ team, userId, reference }, sealed) => {
    const key = keys.retry(team, userId, reference)
    await redis.multi().hset(key, 'sealed', sealed).expire(key, KEEP_SECONDS).exec()
  },
  take: async ({ team, userId, reference }, by) =>
    (await redis.eval(TAKE, 1, keys.retry(team, userId, reference), by)) as string | null,
  release: async ({ team, userId, reference }, by) =>
    void (await redis.eval(RELEASE, 1, keys.retry(team, userId, reference), by)),
})
