import type { Redis } from 'ioredis'

const READ: Record<string, (redis: Redis, key: string) => Promise<unknown>> = {
  string: (redis, key) => redis.get(key),
  hash: (redis, key) => redis.hgetall(key),
  set: (redis, key) => redis.smembers(key),
  zset: (redis, key) => redis.zrange(key, 0, '-1'),
  list: (redis, key) => redis.lrange(key, 0, -1),
  stream: (redis, key) => redis.xrange(key, '-', '+'),
}

/** All keys that begin so and their values, as one text each. */
export const allThatIsStored = async (redis: Redis, prefix: string): Promise<string[]> => {
  const keys = await redis.keys(`${prefix}:*`)
  return Promise.all(
    keys.map(async (key) => {
      const kept = await READ[await redis.type(key)]?.(redis, key)
      return `${key} ${JSON.stringify(kept)}`
    }),
  )
}
