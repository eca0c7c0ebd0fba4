import type { Redis } from 'ioredis'

/** All that is kept under a namespace; `restore` puts it back as it was, in the place of what is there by then. */
export const backUp = async (redis: Redis, namespace: string) => {
  const keys = await redis.keys(`${namespace}:*`)
  const kept = await Promise.all(
    keys.map(async (key) => ({ key, ttl: await redis.pttl(key), dump: await redis.dumpBuffer(key) })),
  )
  const wipe = async () => {
    const now = await redis.keys(`${namespace}:*`)
    if (now.length > 0) await redis.del(...now)
  }
  return {
    wipe,
    restore: async () => {
      await wipe()
      for (const { key, ttl, dump } of kept) {
        if (dump !== null) await redis.restore(key, Math.max(0, ttl), dump)
      }
    },
  }
}
