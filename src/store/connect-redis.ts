import { Redis } from 'ioredis'

/** An address over TCP or TLS, or the path of a Unix socket. */
export type RedisTarget = { url: string } | { path: string }

/** The place that `REDIS_URL` names. */
export const redisTargetOf = (url: string): RedisTarget =>
  url.startsWith('unix:') ? { path: decodeURIComponent(new URL(url).pathname) } : { url }

/** The password inside `REDIS_URL`, so that it can be kept out of the log; empty when there is none. */
export const redisPassword = (url: string | null): string =>
  url === null ? '' : decodeURIComponent(new URL(url).password)

const PROMPT = { maxRetriesPerRequest: 1, commandTimeout: 2_000 }

const MANNERS = {
  patient: { maxRetriesPerRequest: null },
  prompt: PROMPT,
  // It hears of a server that loads its data from the answers, in place of waiting for it.
  probing: { ...PROMPT, enableReadyCheck: false },
}

/**
 * Opens a connection. The caller closes it.
 *  - `patient` waits for Redis to come back for as long as it takes: what BullMQ's workers need.
 *  - `prompt` gives up after about 2 s, so that a person gets an answer while Redis is away.
 *  - `probing` is as prompt, and asks also while Redis loads its data.
 */
export const connectRedis = (
  target: RedisTarget,
  manner: keyof typeof MANNERS,
  onError: (error: Error) => void,
): Redis => {
  const options = {
    retryStrategy: (times: number) => Math.min(times * 100, 2_000),
    ...MANNERS[manner],
  }
  const redis = 'url' in target ? new Redis(target.url, options) : new Redis(target.path, options)
  redis.on('error', onError)
  return redis
}
