import { createHmac, randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { Redis } from 'ioredis'
import { afterEach, beforeEach, describe, expect, inject, it, onTestFinished, vi } from 'vitest'
import { createAuditWebhook } from '../../../src/audit-webhook.ts'
import { variables } from '../../../src/config-variables.ts'
import type { RecordNotice } from '../../../src/domain/record-notice.ts'
import { createKeys } from '../../../src/store/keys.ts'
import { createStore } from '../../../src/store/store.ts'
import { sendRecord } from '../../../src/use-cases/record/send-record.ts'
import { HOUR, TEAM } from '../../support/builders.ts'

/** However slow the machine. */
const SOON = { timeout: 20_000 }

const SECRET = `whsec_${Buffer.from('known to both sides').toString('base64')}`

let redis: Redis
let namespace: string
let store: ReturnType<typeof createStore>
beforeEach(() => {
  redis = new Redis({ path: inject('redisSocket') })
  namespace = `test:${randomUUID()}`
  store = createStore(redis, namespace)
})
afterEach(() => redis.disconnect())

interface Got {
  headers: NodeJS.Dict<string | string[]>
  body: string
}

/** A receiver whose answers are the test's own. */
const startReceiver = async (statusOf: (nth: number) => number) => {
  const got: Got[] = []
  let asked = 0
  const server = createServer((request, response) => {
    let body = ''
    request.setEncoding('utf8').on('data', (text: string) => {
      body += text
    })
    request.on('end', () => {
      asked += 1
      const status = statusOf(asked)
      if (status === 200) got.push({ headers: request.headers, body })
      response.writeHead(status, status === 302 ? { location: '/elsewhere' } : {}).end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { got, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/siem?source=sharelink` }
}

const line = (actor: string) => ({ kind: 'connected', actor }) as const

/** A process that sends, until the test is over or it is stopped. */
const startSender = (url: string, { owner = randomUUID() as string, tellAfterMs = HOUR } = {}) => {
  const closing = new AbortController()
  const told: RecordNotice[] = []
  const running = sendRecord({
    teams: store.shares.teams,
    record: store.record,
    sending: store.recordSending,
    owner,
    send: createAuditWebhook({ url, secret: SECRET, now: Date.now }),
    tell: async (notice) => void told.push(notice),
    tellAfterMs,
    now: Date.now,
    pause: () => wait(5),
    signal: closing.signal,
    log: { info: () => {}, warn: () => {} },
  })
  const stop = async () => {
    closing.abort()
    await running
  }
  onTestFinished(stop)
  return { told, stop }
}
const actorsOf = (got: Got[]) => got.map(({ body }) => JSON.parse(body).data.actor)

describe('the record is sent on', () => {
  it('line by line in its order, signed so that the receiver can check it', async () => {
    for (const actor of ['U1', 'U2', 'U3']) await store.record.write(TEAM, actor, line(actor))
    const { got, url } = await startReceiver(() => 200)
    startSender(url)
    await vi.waitUntil(() => got.length === 3, SOON)
    expect(actorsOf(got)).toEqual(['U1', 'U2', 'U3'])
    for (const { headers, body } of got) {
      const { 'webhook-id': id, 'webhook-timestamp': at, 'webhook-signature': signature } = headers
      const expected = createHmac('sha256', 'known to both sides').update(`${id}.${at}.${body}`)
      expect(signature).toBe(`v1,${expected.digest('base64')}`)
      expect(Math.abs(Number(at) * 1_000 - Date.now())).toBeLessThan(60_000)
      expect(JSON.parse(body)).toMatchObject({ type: 'sharelink.connected', data: { workspace: TEAM } })
    }
    expect(new Set(got.map(({ headers }) => headers['webhook-id'])).size).toBe(3)
  })

  it('without loss by a receiver that fails, or leads elsewhere; admins hear of it, and of its return', async () => {
    const statuses = [500, 302, 404]
    const { got, url } = await startReceiver((nth) => statuses[nth - 1] ?? 200)
    const { told } = startSender(url, { tellAfterMs: 0 })
    await store.record.write(TEAM, '1', line('U1'))
    await store.record.write(TEAM, '2', line('U2'))
    await vi.waitUntil(() => got.length === 2, SOON)
    expect(actorsOf(got)).toEqual(['U1', 'U2'])
    await vi.waitUntil(() => told.length === 2, SOON)
    expect(told.map(({ kind }) => kind)).toEqual(['away', 'back'])
    expect(await store.recordSending.away()).toBeNull()
  })

  it('by one process at a time, and on by another where that one ends', async () => {
    const { got, url } = await startReceiver(() => 200)
    await store.record.write(TEAM, '1', line('U1'))
    const first = startSender(url, { owner: 'first' })
    startSender(url, { owner: 'second' })
    await vi.waitUntil(() => got.length === 1, SOON)
    await first.stop()
    await redis.del(createKeys(namespace).recordSender())
    await store.record.write(TEAM, '2', line('U2'))
    await vi.waitUntil(() => got.length === 2, SOON)
    expect(actorsOf(got)).toEqual(['U1', 'U2'])
  })

  it('T28 never over plain http to the world', async () => {
    const isTaken = (url: string) => variables.AUDIT_WEBHOOK_URL.safeParse(url).success
    expect(
      ['https://siem.example.com/in?token=a', 'http://127.0.0.1:9/x', 'http://10.1.2.3/'].map(isTaken),
    ).toEqual([true, true, true])
    expect(
      ['http://siem.example.com/', 'https://u:p@siem.example.com/', 'file:///etc/passwd'].map(isTaken),
    ).toEqual([false, false, false])
  })
})
