import type { Redis } from 'ioredis'
import type { MakeRequest } from '../use-cases/make-request.ts'
import type { Questions } from '../use-cases/ports.ts'
import type { Keys } from './keys.ts'

/** As long as Slack lets the question's buttons answer through their response_url. */
const WAIT_SECONDS = 30 * 60

export const createQuestions = (redis: Redis, keys: Keys): Questions => ({
  ask: async (key, request) => {
    await redis.set(keys.pending(request.team, key), JSON.stringify(request), 'EX', WAIT_SECONDS)
  },
  read: async (team, key, userId) => {
    const json = await redis.get(keys.pending(team, key))
    const request = json === null ? null : (JSON.parse(json) as MakeRequest)
    return request?.creator.id === userId ? request : null
  },
  drop: async (team, key) => {
    await redis.del(keys.pending(team, key))
  },
})
