import type { Redis } from 'ioredis'
import type { MakeRequest } from '../use-cases/make-request.ts'
import type { Questions } from '../use-cases/ports.ts'
import type { Keys } from './keys.ts'

/** For so long the question's buttons can be answered through their response_url. */
const WAIT_SECONDS = 30 * 60

export const createQuestions = (redis: Redis, keys: Keys): Questions => ({
  ask: async (key, request) => {
    await redis.set(keys.pending(request.team, key), JSON.stringify(request), 'EX', WAIT_SECONDS)
  },
  take: async (team, key, userId) => {
    const place = keys.pending(team, key)
    const json = await redis.get(place)
    const request = json === null ? null : (JSON.parse(json) as MakeRequest)
    if (request?.creator.id !== userId) return null
    // When two clicks come at once, only the one that deletes the question gets it.
    return (await redis.del(place)) === 1 ? request : null
  },
})
