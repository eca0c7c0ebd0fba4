import { chmodSync, mkdirSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import { within } from '../timing/within.ts'
import { checkServerVersion } from './find-redis.ts'
import { obtainRedis } from './obtain-redis.ts'
import { PrivateRedisError } from './private-redis-error.ts'
import { redisReady } from './redis-ready.ts'
import { superviseRedis } from './redis-supervisor.ts'
import { socketPlace } from './socket-place.ts'

export type PrivateRedisOptions = {
  /** The folder of the data, made where it is missing. Only one server may use it at a time. */
  dir: string
  log: (line: string) => void
  /** The server's program; when left out it is looked for. */
  program?: string
  /** Whether one is installed where none is found; false when left out. */
  mayInstall?: boolean
  /** Called once if the server ends by itself, with its last lines; never after `close`. */
  onExit?: (lastWords: string) => unknown
  /** Whether the data are kept on disk; true when left out. */
  persistent?: boolean
  /** How long to wait for another server that uses the folder and may be stopping; 15 s when left out. */
  waitMs?: number
}

export type PrivateRedis = {
  /** For ioredis: `{ path: socketPath }`. */
  socketPath: string
  /** Stops the server; resolves when it is gone, at the latest after about 5 s. */
  close(): Promise<void>
}

// `always`: a link's id must be on the disk before the portal is told of it, even when the power fails. It costs
// 0.3 ms a write in place of 0.1 ms on the disk it was measured on, and commands sent together share one fsync.
// The price: on a full disk such a server ends (`onExit`), where it would otherwise refuse writes.
const durability = ['--appendonly', 'yes', '--appendfsync', 'always']

const serverArgs = (persistent: boolean): string[] => [
  ...['--port', '0', '--unixsocketperm', '600', '--daemonize', 'no', '--logfile', ''],
  ...['--maxmemory-policy', 'noeviction', '--save', ''],
  ...(persistent ? durability : ['--appendonly', 'no']),
]

/**
 * Starts a redis-server (or valkey-server) for this process alone, and waits until it answers. The
 * server ends with this process, however that ends. Throws `PrivateRedisError`.
 */
export const startPrivateRedis = async (options: PrivateRedisOptions): Promise<PrivateRedis> => {
  const { log, onExit, persistent = true, mayInstall = false, waitMs = 15_000 } = options
  const program = options.program ?? (await obtainRedis({ mayInstall, log }))
  await checkServerVersion(program)

  const dir = resolve(options.dir)
  mkdirSync(dir, { recursive: true, mode: 0o700 })
  chmodSync(dir, 0o700)
  const { socketPath, temporaryDir } = socketPlace(dir)
  // Relative, since the server runs in the folder: Valkey misreads a path with quotes in it, which `dir` may have.
  const socket = temporaryDir ? socketPath : basename(socketPath)
  const server = superviseRedis({ program, dir, socket, args: serverArgs(persistent), temporaryDir })

  let state: 'starting' | 'running' | 'closing' | 'gone' = 'starting'
  void server.gone.then(() => {
    if (state === 'running') onExit?.(server.lastWords())
    state = 'gone'
  })
  const close = () => {
    if (state !== 'gone') state = 'closing'
    return server.stop(5_000)
  }

  const isGone = () => state === 'gone'
  try {
    if ((await within(waitMs, server.locked)) === null) throw inUse(dir, waitMs)
    if (!(await redisReady(socketPath, isGone, 15_000))) {
      throw new PrivateRedisError('failed', `${program} did not start on ${dir}:\n${server.lastWords()}`)
    }
  } catch (error) {
    await close()
    throw error
  }
  state = 'running'
  return { socketPath, close }
}

const inUse = (dir: string, waitMs: number) =>
  new PrivateRedisError(
    'in-use',
    `${dir} is in use by another running process (waited ${waitMs / 1000} s). ` +
      'To share one Redis between processes, set REDIS_URL in each of them.',
  )
