import { once } from 'node:events'
import { request } from 'node:http'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createBodyReader, type Reading } from '../../../src/http/read-body.ts'
import { refuse } from '../../../src/http/refuse.ts'
import { startServer } from '../../../src/http/server.ts'

const LIMIT = 1_000
const BUDGET = 2_500

let readings: (string | number)[]
let arrived: number
let server: Awaited<ReturnType<typeof startServer>>
beforeEach(async () => {
  readings = []
  arrived = 0
  const readBody = createBodyReader(BUDGET)
  const sizeOf = (read: Reading) => (typeof read === 'string' ? read : Buffer.concat(read).length)
  server = await startServer(
    {
      'POST /': async (incoming, response) => {
        incoming.on('data', (chunk: Buffer) => {
          arrived += chunk.length
        })
        const read = await readBody(incoming, LIMIT)
        readings.push(sizeOf(read))
        if (typeof read === 'string') refuse(incoming, response, read === 'no-room' ? 503 : 413)
        else response.writeHead(200).end()
      },
    },
    { host: '127.0.0.1', port: 0 },
  )
})
afterEach(() => server.close())

/** A request whose body the server waits for: it says so. */
const begin = async (length: number, headers: Record<string, string> = { 'content-length': `${length}` }) => {
  const sender = request({
    ...{ host: '127.0.0.1', port: server.port, method: 'POST', agent: false },
    headers: { ...headers, expect: '100-continue' },
  })
  const status = once(sender, 'response').then(([response]) => {
    response.resume()
    return response.statusCode as number
  })
  status.catch(() => {})
  sender.flushHeaders()
  await once(sender, 'continue')
  /** Sends so much of it, and waits until the server has it. */
  const part = async (bytes: number): Promise<void> => {
    const before = arrived
    sender.write('x'.repeat(bytes))
    await expect.poll(() => arrived).toBe(before + bytes)
    left -= bytes
  }
  let left = length
  return { status, sender, part, end: () => void sender.end('x'.repeat(left)) }
}
const send = async (...what: Parameters<typeof begin>): Promise<number> => {
  const { status, end } = await begin(...what)
  end()
  return status
}
const CHUNKED = { 'transfer-encoding': 'chunked' }

it('a body up to the limit is read, a larger one is not', async () => {
  expect([await send(LIMIT), await send(LIMIT + 1)]).toEqual([200, 413])
  expect([await send(LIMIT, CHUNKED), await send(LIMIT + 1, CHUNKED)]).toEqual([200, 413])
  expect(readings).toEqual([LIMIT, 'too-large', LIMIT, 'too-large'])
})

it('beyond what may be held of all together, the one that was begun first goes', async () => {
  const slow = [await begin(900), await begin(900), await begin(900)]
  for (const one of slow) await one.part(800)
  // 2,400 are held.
  const genuine = await begin(400)
  genuine.end()
  expect([await slow[0]?.status, await genuine.status]).toEqual([503, 200])
  for (const one of slow.slice(1)) {
    one.end()
    expect(await one.status).toBe(200)
  }
  expect(readings).toEqual(['no-room', 400, 900, 900])
})

it('what a sender only says that it will send takes no room', async () => {
  const idle = await Promise.all(Array.from({ length: 20 }, () => begin(900)))
  expect([await send(LIMIT), await send(LIMIT, CHUNKED)]).toEqual([200, 200])
  for (const { sender, status } of idle) {
    sender.on('error', () => {}).destroy()
    await status.catch(() => {})
  }
})

it('what was read, refused or cut off takes no room any more', async () => {
  for (let round = 0; round < 5; round += 1) {
    expect([await send(900), await send(LIMIT + 1, CHUNKED)]).toEqual([200, 413])
    const { sender } = await begin(900)
    sender.on('error', () => {}).destroy()
    await expect.poll(() => readings.filter((read) => read === 'cut-off').length).toBe(round + 1)
  }
  const whole = [await begin(800), await begin(800), await begin(800)]
  for (const one of whole) await one.part(700)
  for (const one of whole) {
    one.end()
    expect(await one.status).toBe(200)
  }
  expect(readings).not.toContain('no-room')
})
