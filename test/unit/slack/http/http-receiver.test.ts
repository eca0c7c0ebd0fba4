import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { App } from '@slack/bolt'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createBodyReader } from '../../../../src/http/read-body.ts'
import { signedRoute } from '../../../../src/http/signed-route.ts'
import { createHttpReceiver } from '../../../../src/slack/http/http-receiver.ts'
import { createSlackLogger } from '../../../../src/slack/web-api/logger.ts'
import { NOW } from '../../../support/builders.ts'

const SECRET = 'signing-secret'
let logged: unknown[]
const LOG = { info: () => {}, warn: () => {}, error: (data: unknown) => void logged.push(data) }
const LOGGER = createSlackLogger(LOG)
const API = 'http://127.0.0.1:9/api/'
const FORM = 'application/x-www-form-urlencoded'
/** An answer that is kept. */
const FROZEN = Object.freeze({ response_type: 'ephemeral', text: 'Größe: 3 €' } as const)
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
let refused: string[]
let url: string
beforeEach(async () => {
  // Only the date: Bolt reads it for itself.
  vi.useFakeTimers({ toFake: ['Date'], now: NOW })
  const now = () => NOW
  const { receiver, ...signed } = createHttpReceiver({
    signingSecret: SECRET,
    apiUrl: API,
    newReference: () => 'REF23456',
    now,
    log: LOG,
  })
  refused = []
  logged = []
  const handle = signedRoute({
    ...signed,
    readBody: createBodyReader(),
    refused: (reason) => refused.push(reason),
  })
  heard = []
  const app = new App({
    receiver,
    logger: LOGGER,
    convoStore: false,
    authorize: async () => ({ botToken: 'xoxb-1' }),
  })
  app.command(/.*/, async ({ ack, command }) => {
    heard.push(command.text)
    if (command.text === 'break') throw new Error('broken')
    const answer = command.text === 'unwritable' ? { n: 1n } : command.text === 'again' ? FROZEN : undefined
    await ack(answer as typeof FROZEN | undefined)
  })
  server = createServer((request, response) => void handle(request, response)).listen(0, '127.0.0.1')
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
  const length = response.headers.get('content-length')
  return { status: response.status, length, text: await response.text() }
}

it('takes a signed command', async () => {
  expect((await send()).status).toBe(200)
  expect(heard).toEqual(['help'])
})

describe('the answer', () => {
  const typed = (text: string) => ({ body: COMMAND.replace('text=help', `text=${text}`) })

  it('is empty where a listener acks alone', async () => {
    expect(await send()).toEqual({ status: 200, length: '0', text: '' })
  })

  it('is what a listener acks with, the same each time, and says its length', async () => {
    const text = JSON.stringify(FROZEN)
    const expected = { status: 200, length: String(Buffer.byteLength(text)), text }
    expect(await send(typed('again'))).toEqual(expected)
    expect(await send(typed('again'))).toEqual(expected)
  })

  it('is a failure where it cannot be written', async () => {
    expect(await send(typed('unwritable'))).toMatchObject({ status: 500, text: '' })
  })

  it('is a failure where the listener fails, which stands in the log with a reference', async () => {
    expect(await send(typed('break'))).toMatchObject({ status: 500, text: '' })
    expect(logged).toContainEqual(expect.objectContaining({ reference: 'REF23456' }))
  })
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

  it.each([
    ['long', `ssl_check=1&token=${'x'.repeat(1_024)}`, FORM],
    ['JSON', '{"ssl_check":"1"}', 'application/json'],
    ['another answer', 'ssl_check=2', FORM],
    ['twice', 'ssl_check=1&ssl_check=1', FORM],
  ])('an ssl_check that is %s is an unsigned request', async (_, body, type) => {
    expect((await send({ body, type, signature: null, stamp: null })).status).toBe(401)
    expect(refused).toEqual(['unsigned'])
  })

  it('a body beyond 1 MB is refused', async () => {
    expect((await send({ body: `text=${'x'.repeat(1_100_000)}` })).status).toBe(413)
    expect(heard).toEqual([])
    expect(refused).toEqual(['too-large'])
  })

  it('a body just below it is read', async () => {
    const answer = await send({ body: `${COMMAND}&filler=${'x'.repeat(900_000)}` })
    expect(answer.status).toBe(200)
  })

  const user = { id: 'U0ALICE', team_id: 'T0SHARE' }
  const team = { id: 'T0SHARE' }
  const elsewhere = 'https://evil.example/x'
  const odd: unknown[] = [
    ...[null, true, 0, '', 'text', [], [null], {}, { type: null }, { type: 'unheard_of', user, team }],
    ...[null, [], 'x', {}, { type: 1 }, { type: 'x', channel: null }, { type: 'x', item: null }].map(
      (event) => ({
        type: 'event_callback',
        event,
      }),
    ),
    { type: 'event_callback', event: { type: 'x' }, authorizations: [null] },
    { command: null },
    { command: '/sharelink', team_id: 'T0SHARE', user_id: 'U0ALICE', response_url: elsewhere },
    ...[null, [], [null], [{}]].map((actions) => ({ type: 'block_actions', actions, user, team })),
    { type: 'block_actions', actions: [{ action_id: 'x' }], user: null, team },
    { type: 'block_actions', actions: [{ action_id: 'x' }], user, team, response_url: elsewhere },
    { type: 'block_suggestion', team },
    ...[null, [], {}].map((view) => ({ type: 'view_submission', view, user, team })),
    {
      type: 'view_submission',
      view: { id: 'V1', callback_id: 'x' },
      user,
      team,
      response_urls: [{ response_url: elsewhere }],
    },
    { type: 'shortcut', user, team },
    { type: 'message_action', callback_id: 'x', user, team, channel: null },
    JSON.parse('{"__proto__":null,"constructor":null}'),
  ]

  it.each(odd.map((body) => [JSON.stringify(body), body]))('signed %s is refused at once', async (text) => {
    expect((await send({ body: String(text), type: 'application/json' })).status).toBe(400)
    expect((await send({ body: new URLSearchParams({ payload: String(text) }).toString() })).status).toBe(400)
    expect(refused).toEqual(['malformed', 'malformed'])
  })

  it.each(['', '{', 'payload=', 'payload=%7B', 'payload=null&payload=null', '%', 'command=', '\0', 'null'])(
    'signed %j is refused at once, as a form and as JSON',
    async (body) => {
      expect((await send({ body })).status).toBe(400)
      expect((await send({ body, type: 'application/json' })).status).toBe(400)
      expect((await send()).status).toBe(200)
    },
  )

  it('a signed body that is no UTF-8 is refused', async () => {
    const body = new Uint8Array([0x70, 0x3d, 0xff])
    const stamp = String(NOW / 1_000)
    const signature = createHmac('sha256', SECRET).update(`v0:${stamp}:`).update(body).digest('hex')
    const headers = {
      'content-type': FORM,
      'x-slack-request-timestamp': stamp,
      'x-slack-signature': `v0=${signature}`,
    }
    expect((await fetch(url, { method: 'POST', headers, body })).status).toBe(400)
  })
})

describe('what can be no signature is answered before the body has come', () => {
  const stamp = String(NOW / 1_000)
  it.each([
    ['no signature', [`x-slack-request-timestamp: ${stamp}`], 401],
    ['no date', [`x-slack-signature: v0=${'0'.repeat(64)}`], 401],
    [
      'a signature of no hex',
      [`x-slack-signature: v0=${'g'.repeat(64)}`, `x-slack-request-timestamp: ${stamp}`],
      401,
    ],
    ['a date that is off', [`x-slack-signature: v0=${'0'.repeat(64)}`, 'x-slack-request-timestamp: 1'], 401],
    ['neither, and more than an ssl_check', [], 401],
  ])('%s', async (_, lines, status) => {
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1')
    const head = [
      'POST /slack/events HTTP/1.1',
      'host: x',
      `content-type: ${FORM}`,
      'content-length: 1000000',
    ]
    socket.write(`${[...head, ...lines].join('\r\n')}\r\n\r\n`)
    const [answer] = await once(socket, 'data')
    expect(String(answer)).toMatch(new RegExp(`^HTTP/1.1 ${status} [\\s\\S]*connection: close`, 'i'))
    socket.destroy()
  })
})
