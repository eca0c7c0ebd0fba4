import { once } from 'node:events'
import { Agent, type IncomingMessage, request, type ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { startServer } from '../../../src/http/server.ts'
import { sendRaw } from '../../support/raw-request.ts'

let agent: Agent
let server: Awaited<ReturnType<typeof startServer>>
let onHeld: (response: ServerResponse) => void
let held: Promise<ServerResponse>
beforeEach(async () => {
  agent = new Agent({ keepAlive: true })
  held = new Promise((resolve) => {
    onHeld = resolve
  })
  server = await startServer(
    {
      'GET /': (_, response) => void response.end('ok'),
      'GET /held': (_, response) => onHeld(response),
      'GET /d/*': (_, response) => void response.end('below'),
      'POST /d/own': (_, response) => void response.end('own'),
    },
    { host: '127.0.0.1', port: 0 },
  )
})
afterEach(async () => {
  agent.destroy()
  await server.close()
})

const get = async (path: string): Promise<{ headers: IncomingMessage['headers']; socket: Socket }> => {
  const asked = request({ host: '127.0.0.1', port: server.port, path, agent }).end()
  const [response] = (await once(asked, 'response')) as [IncomingMessage]
  const { socket } = response
  response.resume()
  await once(response, 'end')
  return { headers: response.headers, socket }
}

it('says that a connection may be used again for longer than proxies keep theirs', async () => {
  const first = await get('/')
  expect(first.headers).toMatchObject({ connection: 'keep-alive', 'keep-alive': 'timeout=75' })
  expect((await get('/')).socket).toBe(first.socket)
})

it('ends at once what is kept open and idle when it is closed', async () => {
  const { socket } = await get('/')
  const gone = once(socket, 'close')
  await server.close()
  await gone
})

it('answers what it has taken when it is closed, and then keeps that connection no longer', async () => {
  const answer = get('/held')
  const response = await held
  const closed = server.close()
  response.end('late')
  const { socket } = await answer
  if (!socket.closed) await once(socket, 'close')
  await closed
})

it.each([
  ['GET', '/d/', 200],
  ['HEAD', '/d/a/b', 200],
  ['GET', '/d/a?b=/c', 200],
  ['POST', '/d/own', 200],
  ['POST', '/d/other', 405],
  ['GET', '/d/own', 405],
  ['GET', '/d', 404],
  ['GET', '//d/a', 404],
  ['GET', '/D/a', 404],
  ['GET', '/', 200],
  ['GET', '/%64/a', 404],
])('a route for all below a path: %s %s is answered %i', async (method, path, status) => {
  expect(await sendRaw(`http://127.0.0.1:${server.port}${path}`, { method })).toMatchObject({ status })
})
