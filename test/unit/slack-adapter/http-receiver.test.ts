import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { App } from '@slack/bolt'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createHttpReceiver } from '../../../src/slack/http-receiver.ts'
import { createSlackLogger } from '../../../src/slack/logger.ts'
import { NOW } from '../../support/builders.ts'

const SECRET = 'signing-secret'
const LOGGER = createSlackLogger({ info: () => {}, warn: () => {}, error: () => {} })
const FORM = 'application/x-www-form-urlencoded'
const COMMAND = new URLSearchParams({
  command: '/sharelink',
  text: 'help',
  team_id: 'T0SHARE',
  user_id: 'U0ALICE',
  channel_id: 'C0TEAM',
  trigger_id: '1.2.3',
  response_url: 'http://127.0.0.1:9/x',
}).toString()

let server: Server
let heard: string[]
let url: string
beforeEach(async () => {
  // Only the date: Bolt reads it for itself.
  vi.useFakeTimers({ toFake: ['Date'], now: NOW })
  const { receiver, handle } = createHttpReceiver(SECRET, LOGGER, () => NOW)
  heard = []
  const app = new App({
    receiver,
    logger: LOGGER,
    convoStore: false,
    authorize: async () => ({ botToken: 'xoxb-1' }),
  })
  app.command(/.*/, async ({ ack, command }) => {
    heard.push(command.text)
    await ack()
  })
  server = createServer(handle).listen(0, '127.0.0.1')
  await once(server, 'listening')
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events`
})
afterEach(async () => {
  vi.useRealTimers()
  server.close()
  server.closeAllConnections()
  await once(server, 'close')
})

const sign = (body: string, stamp: string, secret = SECRET) =>
  `v0=${createHmac('sha256', secret).update(`v0:${stamp}:${body}`).digest('hex')}`

interface Sent {
  body?: string
  type?: string
  offsetS?: number
  stamp?: string | null
  signature?: string | null
  method?: string
}
const send = async ({ body = COMMAND, type = FORM, offsetS = 0, method = 'POST', ...rest }: Sent = {}) => {
  const stamp = rest.stamp === undefined ? String(NOW / 1_000 + offsetS) : rest.stamp
  const signature = rest.signature === undefined ? sign(body, stamp ?? '') : rest.signature
  const response = await fetch(url, {
    method,
    headers: {
      'content-type': type,
      ...(stamp === null ? {} : { 'x-slack-request-timestamp': stamp }),
      ...(signature === null ? {} : { 'x-slack-signature': signature }),
    },
    ...(method === 'GET' ? {} : { body }),
  })
  return { status: response.status, text: await response.text() }
}

it('takes a signed command', async () => {
  expect((await send()).status).toBe(200)
  expect(heard).toEqual(['help'])
})

describe('the date of a request', () => {
  it.each([-300, -299, 0, 299, 300])('%d s off is taken', async (offsetS) => {
    expect((await send({ offsetS })).status).toBe(200)
    expect(heard).toHaveLength(1)
  })

  it.each([-3600, -301, 301, 3600, 10 ** 9])('%d s off is refused, although signed', async (offsetS) => {
    expect((await send({ offsetS })).status).toBe(401)
    expect(heard).toEqual([])
  })

  it.each(['', 'now', '1e9', '-5', '0x10', `${NOW}`, '1234567890123456', 'NaN'])(
    '%j is none',
    async (stamp) => {
      expect((await send({ stamp })).status).toBe(401)
      expect(heard).toEqual([])
    },
  )

  it('is needed', async () => {
    expect((await send({ stamp: null })).status).toBe(401)
    expect(heard).toEqual([])
  })
})

describe('the signature', () => {
  const stamp = String(NOW / 1_000)
  it.each<[string, string | null]>([
    ['missing', null],
    ['empty', ''],
    ['of another secret', sign(COMMAND, stamp, 'other')],
    ['of another body', sign(`${COMMAND}&x=1`, stamp)],
    ['of another date', sign(COMMAND, String(NOW / 1_000 - 1))],
    ['cut off', sign(COMMAND, stamp).slice(0, -1)],
    ['of another version', sign(COMMAND, stamp).replace('v0', 'v1')],
  ])('%s: refused', async (_, signature) => {
    expect((await send({ signature })).status).toBe(401)
    expect(heard).toEqual([])
  })

  it('and date both missing: refused', async () => {
    expect((await send({ signature: null, stamp: null })).status).toBe(401)
    expect(heard).toEqual([])
  })
})

describe('the content type', () => {
  it.each([
    `${FORM}; charset=utf-8`,
    `${FORM};charset=UTF-8`,
    'Application/X-WWW-Form-Urlencoded',
    `${FORM} ; charset="utf-8"`,
  ])('%s is a form', async (type) => {
    expect((await send({ type })).status).toBe(200)
    expect(heard).toEqual(['help'])
  })

  it('JSON with a charset is JSON', async () => {
    const body = JSON.stringify({ type: 'url_verification', challenge: 'abc' })
    const answer = await send({ body, type: 'application/json; charset=utf-8' })
    expect(answer).toMatchObject({ status: 200, text: expect.stringContaining('abc') })
  })
})

describe('odd requests', () => {
  it('ssl_check is answered unsigned, and nothing more of it is read', async () => {
    const answer = await send({ body: `ssl_check=1&${COMMAND}`, signature: null, stamp: null })
    expect(answer.status).toBe(200)
    expect(heard).toEqual([])
  })

  it('a body beyond 1 MB is refused', async () => {
    const answer = await send({ body: `text=${'x'.repeat(1_100_000)}` }).catch(() => ({ status: 413 }))
    expect(answer.status).toBe(413)
    expect(heard).toEqual([])
  })

  it('a body just below it is read', async () => {
    const answer = await send({ body: `${COMMAND}&filler=${'x'.repeat(900_000)}` })
    expect(answer.status).toBe(200)
  })

  it('signed rubbish does no harm', async () => {
    // At once: Bolt waits three seconds for somebody to ack what it could read.
    const sent = ['', '{', 'payload=%7B', 'payload=[]', '%'].flatMap((body) => [
      send({ body }),
      send({ body, type: 'application/json' }),
    ])
    for (const { status } of await Promise.all(sent)) expect(status).toBeLessThan(500)
    expect((await send()).status).toBe(200)
  })
})
