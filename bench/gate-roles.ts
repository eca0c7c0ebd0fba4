import { randomBytes, randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { pipeline } from 'node:stream/promises'
import { setTimeout as wait } from 'node:timers/promises'
import { Redis } from 'ioredis'
import { Agent } from 'undici'
import { createGate } from '../src/gate/gate.ts'
import { createGatePaths } from '../src/gate/tokens.ts'
import { createBodyReader } from '../src/http/read-body.ts'
import { startServer } from '../src/http/server.ts'
import { createFileFetch } from '../src/portal/fetch-file.ts'
import { createStore } from '../src/store/store.ts'
import { aShare, DAY, MINUTE } from '../test/support/builders.ts'
import { startFileServer } from '../test/support/file-server.ts'

/** Where a process of the bench listens; `page`: of the share, at the gate. */
export interface Served {
  origin: string
  page?: string
}

/** What a process has taken until now. */
export interface Spent {
  rss: number
  cpuMs: number
}

const servePipe = async (origin: string): Promise<Served> => {
  const agent = new Agent({ pipelining: 1 })
  const server = createServer((incoming, response) => {
    const { range } = incoming.headers
    const headers = range === undefined ? {} : { range }
    void agent
      .request({ origin, path: '/x', method: 'GET', headers })
      .then(async (answer) => {
        const length = Number(answer.headers['content-length'])
        response.writeHead(answer.statusCode, { 'content-length': length })
        await pipeline(answer.body, response)
      })
      .catch(() => response.destroy())
  }).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
}

const serveGate = async (origin: string, redisPath: string, size: number): Promise<Served> => {
  const store = createStore(new Redis({ path: redisPath }), 'bench')
  const key = randomBytes(32)
  const paths = createGatePaths(key)
  const nothing = () => {}
  const gate = createGate({
    paths,
    key,
    publicOrigin: 'https://links.example.com',
    trustProxy: 0,
    showsFileName: true,
    windowMs: 10 * MINUTE,
    claims: store.claims,
    shares: store.shares,
    tries: store.passwordTries,
    pace: store.claimPace,
    fetchFile: createFileFetch({ origin }).fetchFile,
    workspaceName: async () => 'Acme',
    tooLate: async () => {},
    readBody: createBodyReader(),
    newId: randomUUID,
    newSecret: () => randomBytes(16).toString('base64url'),
    now: Date.now,
    pause: (ms) => wait(ms),
    seen: { refused: nothing, sent: nothing, streams: nothing },
    log: { warn: console.error, error: console.error },
  })
  const share = aShare({
    fileBytes: size,
    terms: { exact: true, limit: 1_000_000, expiresAt: Date.now() + DAY },
  })
  await store.shares.create(share)
  const server = await startServer(gate.routes, { host: '127.0.0.1', port: 0 })
  return { origin: `http://127.0.0.1:${server.port}`, page: paths.pagePath(share) }
}

/** One of the processes between which the bench measures. */
export const startRole = async (
  role: string,
  [first = '', redisPath = '', size = '']: string[],
): Promise<void> => {
  const served =
    role === 'file'
      ? { origin: (await startFileServer(Number(first))).origin }
      : await (role === 'pipe' ? servePipe(first) : serveGate(first, redisPath, Number(size)))
  process.on('message', () => {
    const { user, system } = process.cpuUsage()
    process.send?.({ rss: process.memoryUsage.rss(), cpuMs: (user + system) / 1_000 } satisfies Spent)
  })
  process.once('disconnect', () => process.exit(0))
  process.send?.(served)
}
