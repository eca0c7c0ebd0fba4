import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { Redis } from 'ioredis'
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import { type PrivateRedisOptions, startPrivateRedis } from '../../../src/private-redis/private-redis.ts'
import { liveProcesses } from '../../support/processes.ts'

let root = ''
const endings: (() => Promise<unknown> | unknown)[] = []
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'private-redis-'))
})
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end()
  await rm(root, { recursive: true, force: true })
})

const start = async (options: Partial<PrivateRedisOptions> = {}) => {
  const redis = await startPrivateRedis({ dir: join(root, 'data'), log: console.log, ...options })
  endings.push(redis.close)
  return redis
}

const client = (socketPath: string) => {
  const redis = new Redis({ path: socketPath, retryStrategy: () => null, maxRetriesPerRequest: 0 })
  redis.on('error', () => {})
  endings.push(() => redis.disconnect())
  return redis
}

/** A raw connection, to see the server go: resolves when the kernel closes it. */
const goneFrom = async (socketPath: string): Promise<unknown> => {
  const socket = connect(socketPath).on('error', () => {})
  await once(socket, 'connect')
  return once(socket.resume(), 'close')
}

const isServed = (socketPath: string): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(socketPath)
      .once('connect', () => resolve(true))
      .once('error', () => resolve(false))
      .once('connect', () => socket.destroy())
  })

const pidOf = async (redis: Redis): Promise<number> =>
  Number(/process_id:(\d+)/.exec(await redis.info('server'))?.[1])

const isAlive = (pid: number): boolean => liveProcesses().some((process) => process.pid === pid)

/** The supervisor leads the server's process group, so this is its process id, too. */
const groupOf = (pid: number): number => liveProcesses().find((process) => process.pid === pid)?.group ?? 0

/** The program of test/support/redis-owner.ts, up and serving. */
const startOwner = async (dir: string): Promise<{ owner: ChildProcess; socketPath: string }> => {
  const program = new URL('../../support/redis-owner.ts', import.meta.url).pathname
  const owner = spawn(process.execPath, ['--import', './src/typescript.mjs', program, dir], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  endings.push(() => owner.kill('SIGKILL'))
  const [line] = await once(owner.stdout, 'data')
  return { owner, socketPath: String(line).trim() }
}

describe('a private redis-server', () => {
  it('keeps what was written over a stop and a start, and leaves neither process nor socket', async () => {
    const first = await start()
    const redis = client(first.socketPath)
    await redis.set('k', 'v')
    const pid = await pidOf(redis)
    await first.close()
    expect(isAlive(pid)).toBe(false)
    expect(existsSync(first.socketPath)).toBe(false)

    const second = await start()
    expect(await client(second.socketPath).get('k')).toBe('v')
  })

  it('listens on its socket only, readable by its owner only, writes at once and evicts nothing', async () => {
    const { socketPath } = await start()
    const config = async (name: string) => (await client(socketPath).config('GET', name)) as string[]
    expect(await config('port')).toEqual(['port', '0'])
    expect(await config('appendonly')).toEqual(['appendonly', 'yes'])
    expect(await config('appendfsync')).toEqual(['appendfsync', 'always'])
    expect(await config('maxmemory-policy')).toEqual(['maxmemory-policy', 'noeviction'])
    expect((await stat(socketPath)).mode & 0o777).toBe(0o600)
    expect((await stat(dirname(socketPath))).mode & 0o777).toBe(0o700)
  })

  it('closes twice without complaint', async () => {
    const redis = await start()
    await Promise.all([redis.close(), redis.close()])
    await redis.close()
    expect(await isServed(redis.socketPath)).toBe(false)
  })

  it('takes a folder with spaces and quotes in its name', async () => {
    const { socketPath } = await start({ dir: join(root, `it's "a" $HOME folder`) })
    expect(await client(socketPath).ping()).toBe('PONG')
    expect(await readdir(dirname(socketPath))).toContain('appendonlydir')
  })

  it('puts the socket elsewhere when each path of it is too long, and removes that place again', async () => {
    const dir = join(root, 'd'.repeat(120))
    const redis = await start({ dir })
    expect(redis.socketPath.startsWith(dir)).toBe(false)
    expect(await client(redis.socketPath).ping()).toBe('PONG')
    await redis.close()
    expect(existsSync(dirname(redis.socketPath))).toBe(false)
    expect(await readdir(dir)).toContain('appendonlydir')
  })

  it('says once when the server ends by itself, and nothing when it is closed', async () => {
    const told: string[] = []
    const onExit = (words: string) => told.push(words)
    const closed = await start({ onExit })
    await closed.close()
    expect(told).toEqual([])

    const killed = await start({ onExit })
    process.kill(await pidOf(client(killed.socketPath)), 'SIGTERM')
    await expect.poll(() => told).toHaveLength(1)
    await killed.close()
    expect(told).toEqual([expect.stringContaining('SIGTERM')])
  })

  it('gives the server’s own words when it does not come up', async () => {
    const dir = join(root, 'data')
    await mkdir(join(dir, 'appendonlydir'), { recursive: true })
    await writeFile(join(dir, 'appendonlydir', 'appendonly.aof.manifest'), 'not a manifest\n')
    await expect(start()).rejects.toMatchObject({
      kind: 'failed',
      message: expect.stringMatching(/did not start[\s\S]*not a manifest/),
    })
    expect(existsSync(join(dir, 'redis.sock'))).toBe(false)
  })

  it('is another one than the one all tests share', async () => {
    const { socketPath } = await start()
    await client(socketPath).set('mine', '1')
    expect(await client(inject('redisSocket')).get('mine')).toBeNull()
  })
})

describe('the owner of a private redis-server', () => {
  it('takes it along when killed with SIGKILL; the next start waits for it and finds the data', async () => {
    const dir = join(root, 'data')
    const { owner, socketPath } = await startOwner(dir)
    const redis = client(socketPath)
    await redis.set('k', 'v')
    const pid = await pidOf(redis)
    const gone = goneFrom(socketPath)
    owner.kill('SIGKILL')

    const next = await start({ dir })
    await gone
    expect(isAlive(pid)).toBe(false)
    expect(await client(next.socketPath).get('k')).toBe('v')
  })

  it('and its server killed together: the stale socket is replaced, a cut-off last write forgiven', async () => {
    const dir = join(root, 'data')
    const { owner, socketPath } = await startOwner(dir)
    const redis = client(socketPath)
    await redis.set('first', '1')
    await redis.set('last', '2')
    process.kill(await pidOf(redis), 'SIGKILL')
    await once(owner, 'exit')
    const aof = (await readdir(join(dir, 'appendonlydir'))).find((name) => name.endsWith('incr.aof')) ?? ''
    const path = join(dir, 'appendonlydir', aof)
    await truncate(path, (await stat(path)).size - 3)

    const next = await start({ dir })
    expect(await client(next.socketPath).mget('first', 'last')).toEqual(['1', null])
  })

  it('leaves no supervisor and no watcher behind', async () => {
    const { owner, socketPath } = await startOwner(join(root, 'data'))
    const server = await pidOf(client(socketPath))
    const group = groupOf(server)
    // Else a Ctrl-C in the owner's terminal would end the server first.
    expect(group).not.toBe(groupOf(owner.pid ?? 0))
    const gone = goneFrom(socketPath)
    owner.stdin?.end()
    expect((await once(owner, 'exit'))[0]).toBe(0)
    await gone
    await expect.poll(() => liveProcesses().filter((process) => process.group === group)).toEqual([])
  })

  it('may have the supervisor killed under it: the server goes too', async () => {
    const { owner, socketPath } = await startOwner(join(root, 'data'))
    const server = await pidOf(client(socketPath))
    process.kill(groupOf(server), 'SIGKILL')
    expect((await once(owner, 'exit'))[0]).toBe(3)
    expect(isAlive(server)).toBe(false)
  })

  it('keeps others out of its folder while it lives, with advice', async () => {
    const dir = join(root, 'data')
    const mine = await start({ dir })
    await expect(start({ dir, waitMs: 50 })).rejects.toMatchObject({
      kind: 'in-use',
      message: expect.stringMatching(/in use by another running process[\s\S]*REDIS_URL/),
    })
    expect(await client(mine.socketPath).ping()).toBe('PONG')
  })

  it('hands over to those that wait one at a time', async () => {
    const dir = join(root, 'data')
    const mine = await start({ dir })
    let holders = 0
    const takeTurn = async () => {
      const { socketPath, close } = await start({ dir })
      expect(++holders).toBe(1)
      const turn = await client(socketPath).incr('turns')
      holders--
      await close()
      return turn
    }
    const turns = [takeTurn(), takeTurn(), takeTurn()]
    await mine.close()
    expect((await Promise.all(turns)).sort()).toEqual([1, 2, 3])
  })
})
