import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Redis } from 'ioredis'
import { onTestFinished } from 'vitest'
import type { AtEnd } from './program.ts'
import { serverProgram } from './redis-programs.ts'

/** A real redis-server over TCP that a test may ill-treat. */
export interface RedisOfOwn {
  port: number
  url: string
  /** A client for the test itself, to give it orders. */
  client: Redis
  process: ChildProcess
  /** Kills it; what it had in memory is gone. */
  kill(): Promise<void>
  /** Starts it again on the same port, after `kill`. */
  restart(): Promise<void>
}

/** A port that was free a moment ago. */
export const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  server.close()
  await once(server, 'close')
  return port
}

/** Starts a redis-server with these arguments besides its port and folder. `first`: what has to come before all. */
export const startRedis = async (
  args: readonly string[] = [],
  atEnd: AtEnd = onTestFinished,
  port?: number,
  first: readonly string[] = [],
): Promise<RedisOfOwn> => {
  const dir = await mkdtemp(join(tmpdir(), 'sharelink-redis-'))
  const itsPort = port ?? (await freePort())
  const run = async () => {
    const place = ['--port', String(itsPort), '--bind', '127.0.0.1', '--dir', dir]
    // Sentinels keep nothing, and do not know of it.
    const all = [...first, ...place, ...(first.length === 0 ? ['--save', ''] : []), ...args]
    const child = spawn(serverProgram(), all, { stdio: ['ignore', 'pipe', 'ignore'] })
    let words = ''
    await new Promise<void>((resolve, reject) => {
      child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
        words += chunk
        if (/Ready to accept connections|Sentinel ID is|monitor master/.test(words)) resolve()
      })
      child.once('exit', () => reject(new Error(`redis-server ended:\n${words}`)))
      child.once('error', reject)
    })
    return child
  }
  let child = await run()
  /** A start that its test did not wait for, as its end may come first. */
  let starting: Promise<unknown> = Promise.resolve()
  let isOver = false
  const password = args.includes('--requirepass') ? args[args.indexOf('--requirepass') + 1] : undefined
  const client = new Redis(itsPort, '127.0.0.1', {
    ...(password !== undefined && { password }),
    lazyConnect: true,
    retryStrategy: () => 50,
  })
  client.on('error', () => {})
  const kill = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return
    const ended = once(child, 'exit')
    child.kill('SIGKILL')
    await ended
  }
  atEnd(async () => {
    isOver = true
    client.disconnect()
    await starting.catch(() => undefined)
    await kill()
    await rm(dir, { recursive: true, force: true, maxRetries: 5 })
  })
  return {
    port: itsPort,
    url: `redis://127.0.0.1:${itsPort}`,
    client,
    get process() {
      return child
    },
    kill,
    restart: async () => {
      if (isOver) throw new Error('its test is over')
      const started = run().then((again) => {
        child = again
      })
      starting = started
      await started
    },
  }
}
