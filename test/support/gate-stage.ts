import { randomBytes, randomUUID, scryptSync } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import { Redis } from 'ioredis'
import type { ShareGone } from '../../src/domain/gone.ts'
import { createGate } from '../../src/gate/gate.ts'
import type { GateParts } from '../../src/gate/parts.ts'
import { createGatePaths } from '../../src/gate/tokens.ts'
import { createBodyReader } from '../../src/http/read-body.ts'
import { startServer } from '../../src/http/server.ts'
import { createFileFetch } from '../../src/portal/fetch-file.ts'
import { createStore } from '../../src/store/store.ts'
import { aShare, MINUTE, NOW } from './builders.ts'
import { startFileServer } from './file-server.ts'
import { sendRaw } from './raw-request.ts'

export const PUBLIC = 'https://links.example.com'
export const WINDOW = 10 * MINUTE
const KEY = Buffer.alloc(32, 7)

/** The gate over a real store, with a portal that has one file. A second one may share its records. */
export const openGateStage = async (
  redisPath: string,
  {
    size = 1_000,
    namespace = `test:${randomUUID()}`,
    wrapFetch = (fetchFile) => fetchFile,
    wrapClaims = (claims) => claims,
    ...over
  }: Partial<GateParts> & {
    size?: number
    namespace?: string
    /** Something happens while the portal, or the store, is asked. */
    wrapFetch?: (fetchFile: GateParts['fetchFile']) => GateParts['fetchFile']
    wrapClaims?: (claims: GateParts['claims']) => GateParts['claims']
  } = {},
) => {
  const redis = new Redis({ path: redisPath, maxRetriesPerRequest: 0, retryStrategy: () => null })
  redis.on('error', () => {})
  const store = createStore(redis, namespace)
  const file = await startFileServer(size)
  const fetching = createFileFetch({ origin: file.origin, headMs: 2_000 })
  const clock = { now: NOW }
  const seen = { refused: [] as string[], sent: 0, streams: 0 }
  const late: [string, ShareGone][] = []
  const logged: unknown[] = []
  const note = (data: Record<string, unknown>, text: string) => void logged.push([text, String(data.err)])
  const paths = createGatePaths(KEY)
  const gate = createGate({
    paths,
    key: KEY,
    publicOrigin: PUBLIC,
    trustProxy: 0,
    showsFileName: true,
    windowMs: WINDOW,
    claims: wrapClaims(store.claims),
    shares: store.shares,
    tries: store.passwordTries,
    pace: store.claimPace,
    fetchFile: wrapFetch(fetching.fetchFile),
    workspaceName: async () => 'Acme',
    tooLate: async ({ id }, why) => void late.push([id, why]),
    readBody: createBodyReader(),
    newId: randomUUID,
    newSecret: () => randomBytes(16).toString('base64url'),
    now: () => clock.now,
    pause: (ms) => wait(ms, undefined, { ref: false }),
    seen: {
      refused: (reason) => void seen.refused.push(reason),
      sent: (bytes) => {
        seen.sent += bytes
      },
      streams: (running) => {
        seen.streams = running
      },
    },
    log: { warn: note, error: note },
    ...over,
  })
  const server = await startServer(gate.routes, { host: '127.0.0.1', port: 0 })
  const origin = `http://127.0.0.1:${server.port}`
  const share = aShare({ key: 'hidden-key', fileBytes: size, terms: { exact: true } })
  const page = paths.pagePath(share)

  const ask = (path: string, headers: IncomingHttpHeaders = {}, method = 'GET') =>
    sendRaw(origin, { path, method, headers })
  /** Presses Download on the page of the share. */
  const press = (headers: IncomingHttpHeaders = {}, form: Record<string, string> = {}, path = page) =>
    sendRaw(origin, {
      path,
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      body: new URLSearchParams(form).toString(),
    })

  return {
    redis,
    store,
    namespace,
    file,
    clock,
    seen,
    late,
    logged,
    gate,
    paths,
    origin,
    share,
    page,
    ask,
    press,
    /** A new download, by the address that the visitor is led to. */
    claim: async (): Promise<string> => (await press()).headers.location ?? '',
    taken: async () => (await store.claims.count(share, 0)).taken,
    claims: () => store.claims.newest(share, { skip: 0, take: 99 }),
    /** A share with a password, another limit and so on. */
    put: (changes: object) => store.shares.create({ ...share, ...changes }),
    change: (changes: object) => store.shares.change(share, (now) => ({ ...now, ...changes })),
    close: async () => {
      await gate.close()
      await Promise.all([server.close(), file.close(), fetching.close()])
      redis.disconnect()
    },
  }
}

/** The hash of a password, made at once: a real one takes a while. */
export const cheapHash = (password: string): string => {
  const salt = randomBytes(16)
  const hash = scryptSync(password, salt, 32, { N: 2, r: 1, p: 1 })
  return ['scrypt', 2, 1, 1, salt.toString('base64url'), hash.toString('base64url')].join(':')
}
