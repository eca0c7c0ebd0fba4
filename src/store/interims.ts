import { createHash } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import type { Interims } from '../use-cases/answer-ports.ts'
import type { RedisClient } from './connect-redis.ts'
import type { Keys } from './keys.ts'

/** For so long Slack takes answers at such an address. */
const KEEP_MS = 30 * 60_000
const LOOK_AGAIN_MS = 50

/** Counts a word as said before it is sent: the process that sends it may die before it can report that. */
const BEGIN = `
local known = redis.call('GET', KEYS[1])
if known == 'over' or redis.call('EXISTS', KEYS[2]) == 1 then return 0 end
redis.call('SET', KEYS[1], 'said', 'PX', ARGV[1])
redis.call('SET', KEYS[2], '1', 'PX', ARGV[2])
return known and 2 or 1`

const END = `
if redis.call('EXISTS', KEYS[2]) == 1 then return -1 end
local known = redis.call('GET', KEYS[1])
redis.call('SET', KEYS[1], 'over', 'PX', ARGV[1])
return known == 'said' and 1 or 0`

/**
 * Keeps an interim word from being said after the outcome, even where different processes say the two. Only a hash of the
 * address is kept, since anybody who has the address can write to it.
 */
export const createInterims = (redis: RedisClient, keys: Keys): Interims => {
  const keysOf = (address: string): [string, string] => {
    const place = createHash('sha256').update(address).digest('hex').slice(0, 32)
    return [keys.answering(place), keys.saying(place)]
  }

  return {
    begin: async (address, withinMs) => {
      const found = Number(await redis.eval(BEGIN, 2, ...keysOf(address), KEEP_MS, withinMs))
      return found === 0 ? null : found === 1 ? 'first' : 'again'
    },
    said: async (address, wasShown) => {
      const [answering, saying] = keysOf(address)
      if (!wasShown) await redis.del(answering)
      await redis.del(saying)
    },
    end: async (address) => {
      for (;;) {
        const found = Number(await redis.eval(END, 2, ...keysOf(address), KEEP_MS))
        if (found >= 0) return found === 1
        // An interim word is being said. It has a time limit, so this wait is short.
        await wait(LOOK_AGAIN_MS)
      }
    },
  }
}
