import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { boundConnections } from '../../../src/http/bound-connections.ts'
import { sendRaw } from '../../support/raw-request.ts'

let server: Server
let port: number
let goOn: () => void
let reached: Promise<void>
beforeEach(async () => {
  let isReached = () => {}
  reached = new Promise((resolve) => {
    isReached = resolve
  })
  const held = new Promise<void>((resolve) => {
    goOn = resolve
  })
  server = createServer(async (request, response) => {
    request.resume()
    if (request.url === '/held') {
      isReached()
      await held
    }
    response.end('ok')
  }).listen(0, '127.0.0.1')
  boundConnections(server, 3)
  await once(server, 'listening')
  port = (server.address() as AddressInfo).port
})
afterEach(async () => {
  server.closeAllConnections()
  server.close()
  await once(server, 'close')
})

/** A connection that the server has taken, which says so much and waits. */
const slow = async (text: string): Promise<Socket> => {
  const taken = once(server, 'connection')
  const socket = connect(port, '127.0.0.1').on('error', () => {})
  socket.write(text)
  await taken
  return socket
}
const HEAD = 'POST / HTTP/1.1\r\nhost: x\r\n'

it('the longest slow sender goes, and everybody else is answered', async () => {
  const senders = [await slow(''), await slow(HEAD), await slow(`${HEAD}content-length: 9\r\n\r\nx`)]
  const gone = once(senders[0] as Socket, 'close')
  expect(await sendRaw(`http://127.0.0.1:${port}/`)).toMatchObject({ status: 200, text: 'ok' })
  await gone
  expect(senders.map(({ closed }) => closed)).toEqual([true, false, false])
})

it('one that is kept open and has been idle for longest goes before a new one', async () => {
  const kept = await slow('GET / HTTP/1.1\r\nhost: x\r\n\r\n')
  await once(kept, 'data')
  const senders = [await slow(HEAD), await slow(HEAD)]
  const gone = once(kept, 'close')
  expect(await sendRaw(`http://127.0.0.1:${port}/`)).toMatchObject({ status: 200, text: 'ok' })
  await gone
  expect(senders.map(({ closed }) => closed)).toEqual([false, false])
})

it('who is being answered stays, however long that takes', async () => {
  const answer = sendRaw(`http://127.0.0.1:${port}/held`)
  await reached
  const senders = [await slow(''), await slow('')]
  const gone = once(senders[0] as Socket, 'close')
  await slow('')
  await gone
  goOn()
  expect(await answer).toMatchObject({ status: 200, text: 'ok' })
})
