import type { Redis } from 'ioredis'

/** KEYS[1] the text; ARGV[1] what was read ('' for none), ARGV[2] what it is to be. */
const SWAP = `
if (redis.call('GET', KEYS[1]) or '') ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[2])
return 1`

/** Writes a text if it still is what was read (null: there was none); false when it is not. */
export const swap = async (redis: Redis, key: string, read: string | null, to: string): Promise<boolean> =>
  (await redis.eval(SWAP, 1, key, read ?? '', to)) === 1
