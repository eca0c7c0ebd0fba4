import { Cluster } from 'ioredis'
import type { RedisClient } from './connect-redis.ts'
import { createKeys } from './keys.ts'
import { type RedisFacts, readFacts, sayWeakness, weaknesses } from './redis-facts.ts'
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

const wrongMode = (redis: RedisClient, { mode }: RedisFacts): string | null => {
  if (mode === 'cluster' && !(redis instanceof Cluster))
    return 'a node of a Redis Cluster: set REDIS_CLUSTER in place of REDIS_URL'
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

const factsOf = async (node: RedisClient): Promise<RedisFacts> => {
  const info = await node.info()
  const told = (name: string) =>
    node.config('GET', name).then(
      (found) => String((found as string[])[1] ?? ''),
      () => null,
    )
  const [save, appendfsync] = await Promise.all([told('save'), told('appendfsync')])
  return readFacts(info, { save, appendfsync })
}

/** What each server that takes writes says of itself. */
export const factsOfServers = (redis: RedisClient): Promise<RedisFacts[]> =>
  Promise.all((redis instanceof Cluster ? redis.nodes('master') : [redis]).map(factsOf))

/** A Cluster may take writes in some of its slots only: what is written there, in each. */
const allKeys = (redis: RedisClient, namespace: string, tags: readonly string[]): string[] => {
  const { health } = createKeys(namespace)
  return redis instanceof Cluster ? tags.map(health) : [health('audit')]
}

/**
 * Looks whether Redis takes writes now, since PING is answered by one that takes none. Over a connection of its own, which
 * does not wait until the data are loaded. `tags`: hash tags of what is kept there; `keepsClaims`:
 * claims of exact links are among it.
 */
export const createRedisHealth = (
  redis: RedisClient,
  namespace: string,
  { tags, keepsClaims }: { tags: readonly string[]; keepsClaims: boolean },
): (() => Promise<RedisState>) => {
  const keys = allKeys(redis, namespace, tags)
  let trouble: Error | null = null
  const note = (error: Error) => {
    trouble = error
  }
  redis.on('error', note).on('node error', note)
  redis.on('ready', () => {
    trouble = null
  })
  const write = () => Promise.all(keys.map((key) => redis.set(key, 'ok', 'PX', KEPT_MS)))
  const facts = () => factsOfServers(redis)

  return async () => {
    const [written, found] = await Promise.allSettled([write(), facts()])
    const known = found.status === 'fulfilled' ? found.value : []
    const elsewhere = known.map((one) => wrongMode(redis, one)).find((why) => why !== null)
    if (elsewhere !== undefined) return { status: 'down', detail: elsewhere }
    if (written.status === 'rejected') return { status: 'down', detail: whyDown(written.reason, trouble) }
    const all = known.map((one) => weaknesses(one, { keepsClaims }))
    const grave = all.flatMap((one) => one.grave.map(sayWeakness))
    const warnings = [...new Set([...grave, ...all.flatMap(({ slight }) => slight.map(sayWeakness))])]
    return {
      status: grave.length > 0 ? 'degraded' : 'ok',
      ...(grave[0] === undefined ? {} : { detail: grave[0] }),
      ...(warnings.length > 0 ? { warnings } : {}),
    }
  }
}
