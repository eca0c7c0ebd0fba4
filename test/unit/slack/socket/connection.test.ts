import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { expect, it, onTestFinished } from 'vitest'
import { SlackError } from '../../../../src/domain/slack-error.ts'
import { openConnection } from '../../../../src/slack/socket/connection.ts'
import { clientOptions } from '../../../../src/slack/web-api/client.ts'
import { createSlackLogger } from '../../../../src/slack/web-api/logger.ts'

const LOGGER = createSlackLogger({ info: () => {}, warn: () => {}, error: () => {} })
const HELLO = '{"type":"hello"}'

/** One frame of a server: the opcode of text is 1, of binary 2. */
const frame = (payload: string | Buffer, opcode = 1): Buffer => {
  const bytes = Buffer.from(payload)
  return Buffer.concat([Buffer.from([0x80 | opcode, bytes.length]), bytes])
}

const accept = (socket: Duplex, key: string): void => {
  const hash = createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64')
  socket.write(
    `HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: upgrade\r\nsec-websocket-accept: ${hash}\r\n\r\n`,
  )
}

const itself = (own: string): object => ({ ok: true, url: `ws://${own}/link/?ticket=1` })

/** A Slack whose socket does, byte by byte, what a test says. */
const slackThat = async (
  upgraded: (socket: Duplex, key: string) => unknown,
  answer: (own: string) => object = itself,
) => {
  const server = createServer((_, response) => response.end(JSON.stringify(answer(own))))
  server.on('upgrade', (request, socket) => {
    onTestFinished(() => void socket.destroy())
    socket.on('error', () => {})
    void upgraded(socket, request.headers['sec-websocket-key'] ?? '')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const own = `127.0.0.1:${(server.address() as AddressInfo).port}`
  const odd: string[] = []
  const open = (signal = new AbortController().signal) =>
    openConnection({
      appToken: 'xapp-1-A1-1-1',
      clientOptions: clientOptions(`http://${own}/api/`, 2_000, LOGGER),
      logger: LOGGER,
      onDelivery: () => {},
      onOdd: (what) => odd.push(what),
      signal,
    })
  return { open, odd }
}

/** Takes the upgrade, says this, and perhaps ends. */
const after =
  (bytes: () => Buffer, isEnd = false) =>
  (socket: Duplex, key: string): void => {
    accept(socket, key)
    socket.write(bytes())
    if (isEnd) socket.end()
  }

// What is thrown where nobody catches it fails the run.
it.each<[string, (socket: Duplex, key: string) => unknown, ((own: string) => object)?]>([
  ['no address', () => {}, () => ({ ok: true })],
  ['an address that is none', () => {}, () => ({ ok: true, url: 'not an address' })],
  ['an address where nobody is', () => {}, () => ({ ok: true, url: 'ws://127.0.0.1:9/' })],
  [
    'a refused upgrade',
    (socket) => socket.end('HTTP/1.1 503 Service Unavailable\r\ncontent-length: 0\r\n\r\n'),
  ],
  ['a cut upgrade', (socket) => socket.destroy()],
  ['an upgrade that is no HTTP', (socket) => socket.end('SSH-2.0-OpenSSH\r\n')],
  ['a wrong key', (socket) => accept(socket, 'another')],
  ['an end before the hello', after(() => Buffer.alloc(0), true)],
  ['garbage before the hello', after(() => Buffer.from([0xff, 0xff, 0xff]))],
  [
    'a disconnect before the hello',
    after(() => frame('{"type":"disconnect","reason":"too_many_websockets"}')),
  ],
])('%s is a failure like any other', async (_, upgraded, answer) => {
  const { open } = await slackThat(upgraded, answer)
  await expect(open()).rejects.toBeInstanceOf(SlackError)
})

it.each<[string, Buffer]>([
  ['frames of no known kind', frame('x', 0x7)],
  ['text that is not UTF-8', frame(Buffer.from([0xff, 0xfe]))],
  ['a masked frame', Buffer.from([0x81, 0x81, 1, 2, 3, 4, 5])],
  ['a close frame with a wrong code', frame(Buffer.from([0, 1]), 0x8)],
])('%s end the connection and nothing else', async (_, bytes) => {
  const { open } = await slackThat(after(() => Buffer.concat([frame(HELLO), bytes])))
  const connection = await open()
  await connection.ended
  await connection.close()
})

it('binary messages and broken JSON are passed over', async () => {
  const messages = [frame(HELLO), frame('{', 2), frame('{"type":'), frame('')]
  const { open, odd } = await slackThat(after(() => Buffer.concat(messages)))
  const connection = await open()
  await expect.poll(() => odd).toEqual(['?', '?'])
  await connection.close()
})

it('an opening is broken off when nobody wants a connection any more', async () => {
  const closing = new AbortController()
  const { open } = await slackThat(() => {})
  const opening = open(closing.signal)
  closing.abort()
  await expect(opening).rejects.toBeInstanceOf(SlackError)
})
