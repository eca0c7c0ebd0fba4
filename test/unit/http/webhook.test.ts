import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { connect } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createBodyReader } from '../../../src/http/read-body.ts'
import { startServer } from '../../../src/http/server.ts'
import { createWebhook, type WebhookOutcome } from '../../../src/http/webhook.ts'
import { sendRaw } from '../../support/raw-request.ts'

const SECRET = 'Webhook-Secret-1'
const LIMIT = 256 * 1024
const HEADER = 'x-docspace-signature-256'

let taken: string[]
let outcomes: WebhookOutcome[]
let failure: Error | null
let logged: unknown[]
let server: Awaited<ReturnType<typeof startServer>>
let url: string
beforeEach(async () => {
  taken = []
  outcomes = []
  failure = null
  logged = []
  const { head, post } = createWebhook({
    secret: SECRET,
    take: async (body) => {
      if (failure !== null) throw failure
      taken.push(body)
    },
    seen: (outcome) => outcomes.push(outcome),
    readBody: createBodyReader(),
    log: { error: (...line) => void logged.push(line) },
  })
  server = await startServer(
    { 'HEAD /docspace/webhook': head, 'POST /docspace/webhook': post },
    { host: '127.0.0.1', port: 0 },
  )
  url = `http://127.0.0.1:${server.port}/docspace/webhook`
})
afterEach(() => server.close())

const digest = (body: string, secret = SECRET) => createHmac('sha256', secret).update(body).digest('hex')
/** As the portal signs: in capitals (docs/portal.md, Webhooks). */
const signed = (body: string) => `sha256=${digest(body).toUpperCase()}`
const post = (body: string, signature?: string) =>
  sendRaw(url, { method: 'POST', headers: signature === undefined ? {} : { [HEADER]: signature }, body })

/** What a connection hears that sends these bytes and no more; ends when the other side closes it. */
const talk = async (text: string): Promise<string> => {
  const socket = connect(server.port, '127.0.0.1')
  let heard = ''
  socket.on('data', (chunk) => {
    heard += chunk
  })
  socket.on('error', () => {})
  socket.write(text)
  await once(socket, 'close')
  return heard
}
const head = (...lines: string[]) =>
  ['POST /docspace/webhook HTTP/1.1', 'host: x', ...lines, '', ''].join('\r\n')

describe('the signature', () => {
  const BODY = '{"event":{"id":77},"payload":{"title":"Bericht für März 📊"}}'

  it.each([
    ['in capitals', signed(BODY)],
    ['in small letters', `sha256=${digest(BODY)}`],
  ])('is taken %s, over the bytes as they came', async (_, signature) => {
    expect(await post(BODY, signature)).toMatchObject({ status: 200, text: '' })
    expect(taken).toEqual([BODY])
    expect(outcomes).toEqual(['taken'])
  })

  it.each<[what: string, signature: string | undefined, outcome: WebhookOutcome]>([
    ['none', undefined, 'unsigned'],
    ['an empty one', '', 'unsigned'],
    ['without its name', digest(BODY), 'unsigned'],
    ['of another kind', `sha1=${digest(BODY)}`, 'unsigned'],
    ['too short', signed(BODY).slice(0, -1), 'unsigned'],
    ['too long', `${signed(BODY)}0`, 'unsigned'],
    ['no hex', `sha256=${'g'.repeat(64)}`, 'unsigned'],
    ['two of them', `${signed(BODY)}, ${signed(BODY)}`, 'unsigned'],
    ['of another secret', `sha256=${digest(BODY, 'other')}`, 'wrong-signature'],
    ['of another body', signed(`${BODY} `), 'wrong-signature'],
    ['all zeros', `sha256=${'0'.repeat(64)}`, 'wrong-signature'],
  ])('%s: 401, no word, nothing taken', async (_, signature, outcome) => {
    expect(await post(BODY, signature)).toMatchObject({ status: 401, text: '' })
    expect(taken).toEqual([])
    expect(outcomes).toEqual([outcome])
  })

  it('one that is missing is answered before the body has come', async () => {
    // 1,000 bytes are promised, none is sent.
    const socket = connect(server.port, '127.0.0.1')
    socket.write(head('content-length: 1000'))
    const [answer] = await once(socket, 'data')
    expect(String(answer)).toMatch(/^HTTP\/1\.1 401 /)
    socket.destroy()
  })

  it('of a body without a known end: the connection goes too', async () => {
    expect(await talk(head('transfer-encoding: chunked'))).toMatch(
      /^HTTP\/1\.1 401 [\s\S]*connection: close/i,
    )
  })
})

describe('the size', () => {
  it('of exactly the limit is taken', async () => {
    const body = 'x'.repeat(LIMIT)
    expect((await post(body, signed(body))).status).toBe(200)
    expect(taken).toEqual([body])
  })

  it.each([LIMIT + 1, 2 * 1024 * 1024])('of %d bytes is not, and the connection is closed', async (size) => {
    const body = 'x'.repeat(size)
    const answer = await post(body, signed(body))
    expect(answer).toMatchObject({ status: 413, text: '', headers: { connection: 'close' } })
    expect(taken).toEqual([])
    expect(outcomes).toEqual(['too-large'])
  })

  it('in chunks, without a word on its size, counts as well', async () => {
    const chunk = `${(LIMIT / 2).toString(16)}\r\n${'x'.repeat(LIMIT / 2)}\r\n`
    const heard = await talk(
      `${head('transfer-encoding: chunked', `${HEADER}: ${signed('x')}`)}${chunk.repeat(3)}0\r\n\r\n`,
    )
    expect(heard).toMatch(/^HTTP\/1\.1 413 /)
  })

  it('that nobody waits for is refused by its own word', async () => {
    expect(await talk(head('content-length: 1000000000000', `${HEADER}: ${signed('x')}`))).toMatch(
      /^HTTP\/1\.1 413 /,
    )
  })
})

it('what cannot be queued is to be sent again: 503, no word, and a line in the log', async () => {
  failure = new Error('redis is away')
  expect(await post('{}', signed('{}'))).toMatchObject({ status: 503, text: '' })
  expect(outcomes).toEqual(['not-queued'])
  expect(logged).toEqual([[{ err: failure }, expect.any(String)]])
})

it('HEAD is 200 without a signature, other methods are 405', async () => {
  expect(await sendRaw(url, { method: 'HEAD' })).toMatchObject({ status: 200, text: '' })
  for (const method of ['GET', 'PUT', 'DELETE']) expect((await sendRaw(url, { method })).status).toBe(405)
  expect(taken).toEqual([])
})

it('whoever goes away in the middle leaves nothing behind', async () => {
  const socket = connect(server.port, '127.0.0.1')
  socket.write(`${head('content-length: 1000', `${HEADER}: ${signed('x')}`)}half`)
  socket.end()
  socket.resume()
  await once(socket, 'close')
  expect((await post('{}', signed('{}'))).status).toBe(200)
  expect(taken).toEqual(['{}'])
})
