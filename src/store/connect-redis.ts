import { Redis } from 'ioredis'
import { refusedBy } from './redis-refusals.ts'

/** An address over TCP or TLS, or the path of a Unix socket. */
export type RedisTarget = { url: string } | { path: string }

/** The place that `REDIS_URL` names. */
export const redisTargetOf = (url: string): RedisTarget =>
  url.startsWith('unix:') ? { path: decodeURIComponent(new URL(url).pathname) } : { url }

/** The password inside `REDIS_URL`, so that it can be kept out of the log; empty when there is none. */
export const redisPassword = (url: string | null): string =>
  url === null ? '' : decodeURIComponent(new URL(url).password)

/** No command takes longer than this, but those that wait for something: a server that is silent for longer is given up. */
const SILENT_MS = 5_000
/** BullMQ's workers have Redis hold back an answer for up to 10 s. */
const SILENT_WHILE_WAITING_MS = 15_000

/** A pause before a server that refuses writes is asked again. Without it BullMQ's workers would ask at once, over and over. */
const REFUSED_MS = 1_000

const PROMPT = { maxRetriesPerRequest: 1, commandTimeout: 2_000, socketTimeout: SILENT_MS }

const MANNERS = {
  patient: { maxRetriesPerRequest: null, socketTimeout: SILENT_WHILE_WAITING_MS },
  prompt: PROMPT,
  // It hears of a server that loads its data from the answers, in place of waiting for it.
  probing: { ...PROMPT, enableReadyCheck: false },
}

/** ioredis: what becomes of a command that was refused. */
const AGAIN_ON_A_NEW_CONNECTION = 2
const FAILS_ON_A_NEW_CONNECTION = 1

/**
 * What a refusal leads to. A replica stays one for this connection, though its address may lead to the new master: so the
 * connection is opened anew. A patient one also does so for all that passes, and sends the command again: Redis refuses a
 * script before it has written anything.
 */
const onRefusal = (isPatient: boolean) => {
  let pauseMs = 0
  return {
    reconnectOnError: (error: Error) => {
      const word = refusedBy(error)
      if (word === null || !(isPatient || word === 'READONLY')) return false
      pauseMs = REFUSED_MS
      return isPatient ? AGAIN_ON_A_NEW_CONNECTION : FAILS_ON_A_NEW_CONNECTION
    },
    retryStrategy: (times: number) => {
      const ms = Math.max(pauseMs, Math.min(times * 100, 2_000))
      pauseMs = 0
      return ms
    },
  }
}

/**
 * Opens a connection. The caller closes it.
 *  - `patient` waits for Redis to come back, and to take writes, for as long as it takes: what BullMQ's workers need.
 *  - `prompt` gives up after about 2 s, so that a person gets an answer while Redis is away.
 *  - `probing` is as prompt, and asks also while Redis loads its data.
 */
export const connectRedis = (
  target: RedisTarget,
  manner: keyof typeof MANNERS,
  onError: (error: Error) => void,
): Redis => {
  const options = { ...onRefusal(manner === 'patient'), ...MANNERS[manner], connectTimeout: SILENT_MS }
  const redis = 'url' in target ? new Redis(target.url, options) : new Redis(target.path, options)
  redis.on('error', onError)
  return redis
}
