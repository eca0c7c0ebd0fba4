import type { Questions } from '../use-cases/answer-ports.ts'
import type { MakeRequest } from '../use-cases/make-request.ts'
import type { RedisClient } from './connect-redis.ts'
import type { Keys } from './keys.ts'

/** For so long the question's buttons can be answered through their response_url. */
const WAIT_SECONDS = 30 * 60
const DAY_SECONDS = 24 * 60 * 60

/** The first answer has the question; the same one finds it again. */
const TAKE = `
local by = redis.call('GET', KEYS[1])
if by then return by == ARGV[1] and 1 or 0 end
redis.call('SET', KEYS[1], ARGV[1], 'EX', ARGV[2])
return 1`

export const createQuestions = (redis: RedisClient, keys: Keys): Questions => ({
  ask: async (key, request, seen = 'now') => {
    // What comes of it is told where the question is answered, not where it was asked.
    const kept = JSON.stringify({ ...request, replyTo: null })
    const seconds = seen === 'now' ? WAIT_SECONDS : DAY_SECONDS
    await redis.set(keys.pending(request.team, key), kept, 'EX', seconds)
  },
  take: async (team, key, userId, reference) => {
    const json = await redis.get(keys.pending(team, key))
    const request = json === null ? null : (JSON.parse(json) as MakeRequest)
    if (request?.creator.id !== userId) return null
    // Kept for as long as its buttons act, so that an answer that a crash has interrupted can be carried out again.
    const taken = await redis.eval(TAKE, 1, keys.answered(team, key), reference, WAIT_SECONDS)
    return taken === 1 ? request : null
  },
})
