import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { startPrivateRedis } from '../../src/private-redis/private-redis.ts'
import { serverProgram } from './redis-programs.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** Socket of the run's redis-server: `new Redis({ path: inject('redisSocket') })`. */
    redisSocket: string
  }
}

/** Vitest's global set-up: a redis-server for the whole run, which keeps nothing. */
export default async (project: TestProject): Promise<() => Promise<void>> => {
  const dir = await mkdtemp(join(tmpdir(), 'sharelink-test-'))
  const remove = () => rm(dir, { recursive: true, force: true })
  try {
    const redis = await startPrivateRedis({
      dir,
      log: console.log,
      persistent: false,
      mayInstall: true,
      ...(process.env.REDIS_SERVER_BIN && { program: serverProgram() }),
    })
    project.provide('redisSocket', redis.socketPath)
    return async () => {
      await redis.close()
      await remove()
    }
  } catch (error) {
    await remove()
    throw error
  }
}
