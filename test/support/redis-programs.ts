import { basename, dirname, join } from 'node:path'
import { findRedis } from '../../src/private-redis/find-redis.ts'

/** The server that tests start: `REDIS_SERVER_BIN`, such as a `valkey-server`, or the one that the app would find. */
export const serverProgram = (): string => process.env.REDIS_SERVER_BIN || (findRedis() ?? 'redis-server')

/** The client that came with it. */
export const clientProgram = (): string => {
  const server = serverProgram()
  const name = basename(server).replace('server', 'cli')
  return server.includes('/') ? join(dirname(server), name) : name
}
