import { Redis } from 'ioredis'
import { connectRedis } from './connect-redis.ts'
import { type RedisFacts, readFacts } from './redis-facts.ts'
import type { RedisNode, RedisNodes, RedisTarget } from './redis-target.ts'

/** A server that does not answer in this time is not waited for: the program starts without Redis too. */
const PATIENCE_MS = 2_000

const openNode = ({ tls, ...entrance }: Omit<RedisNodes, 'nodes'>, node: RedisNode): Redis =>
  new Redis({
    ...entrance,
    ...node,
    ...(tls && { tls: {} }),
    lazyConnect: true,
    enableReadyCheck: false,
    retryStrategy: () => null,
    connectTimeout: PATIENCE_MS,
    commandTimeout: PATIENCE_MS,
  })

/** One plain connection to each server that is named. */
const open = (target: RedisTarget): { info(): Promise<string>; disconnect(): void }[] => {
  if (!('cluster' in target) && !('sentinels' in target)) return [connectRedis(target, 'probing', () => {})]
  const { nodes, ...entrance } = 'cluster' in target ? target.cluster : target.sentinels
  return nodes.map((node) => {
    const redis = openNode(entrance, node)
    redis.on('error', () => {})
    return redis
  })
}

/** What is there, by the first that answers; null: none does, or it does not tell. */
export const findRedisMode = async (target: RedisTarget): Promise<RedisFacts['mode']> => {
  const servers = open(target)
  const asked = servers.map(
    async (server) => readFacts(await server.info(), { save: null, appendfsync: null }).mode,
  )
  try {
    return await Promise.any(asked)
  } catch {
    return null
  } finally {
    for (const server of servers) server.disconnect()
    await Promise.allSettled(asked)
  }
}
