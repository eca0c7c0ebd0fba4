import type { Redis } from 'ioredis'
import { createKeys } from './keys.ts'
import { type RedisFacts, readFacts, weaknesses } from './redis-facts.ts'
import { refusedBy, sayRefused } from './redis-refusals.ts'

/** Redis as `/readyz` shows it. `warnings`: what is wrong with a server that works. */
export interface RedisState {
  status: 'ok' | 'degraded' | 'down'
  detail?: string
  warnings?: string[]
}

/** How long the key that is written stays. */
const KEPT_MS = 10_000
const NO_ANSWER = 'no answer'

const wrongMode = ({ mode }: RedisFacts): string | null => {
  if (mode === 'cluster') return 'a node of a Redis Cluster: set REDIS_CLUSTER in place of REDIS_URL'
  if (mode === 'sentinel')
    return 'a sentinel: set REDIS_SENTINELS and REDIS_SENTINEL_MASTER in place of REDIS_URL'
  return null
}

/** `trouble`: what went wrong with the connection lately, where the answer itself does not tell. */
const whyDown = (error: unknown, trouble: Error | null): string => {
  const errors = [error, trouble].filter((found) => found instanceof Error)
  for (const found of errors) {
    const word = refusedBy(found)
    if (word !== null) return sayRefused(word)
    if (/^(NOAUTH|WRONGPASS|NOPERM)\b/.test(found.message)) return found.message.slice(0, 200)
  }
  const code = errors
    .map((found) => (found as { code?: unknown }).code)
    .find((each) => typeof each === 'string')
  return code === undefined ? NO_ANSWER : `${NO_ANSWER} (${code})`
}

/**
 * Looks whether Redis takes writes now, since PING is answered by one that takes none. Over a connection of its own, which
 * does not wait until the data are loaded.
 */
export const createRedisHealth = (redis: Redis, namespace: string): (() => Promise<RedisState>) => {
  const key = createKeys(namespace).health()
  let trouble: Error | null = null
  redis.on('error', (error) => {
    trouble = error
  })
  redis.on('ready', () => {
    trouble = null
  })

  const facts = async (): Promise<RedisFacts> => {
    const info = await redis.info()
    const save = await redis.config('GET', 'save').then(
      (found) => String((found as string[])[1] ?? ''),
      () => null,
    )
    return readFacts(info, save)
  }

  return async () => {
    const [written, found] = await Promise.allSettled([redis.set(key, 'ok', 'PX', KEPT_MS), facts()])
    const elsewhere = found.status === 'fulfilled' ? wrongMode(found.value) : null
    if (elsewhere !== null) return { status: 'down', detail: elsewhere }
    if (written.status === 'rejected') return { status: 'down', detail: whyDown(written.reason, trouble) }
    if (found.status === 'rejected') return { status: 'ok' }
    const { grave, slight } = weaknesses(found.value)
    const warnings = [...grave, ...slight]
    return {
      status: grave.length > 0 ? 'degraded' : 'ok',
      ...(grave[0] === undefined ? {} : { detail: grave[0] }),
      ...(warnings.length > 0 ? { warnings } : {}),
    }
  }
}
