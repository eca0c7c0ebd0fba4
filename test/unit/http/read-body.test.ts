import { once } from 'node:events'
import { request } from 'node:http'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createBodyReader, type Reading } from '../../../src/http/read-body.ts'
import { refuse } from '../../../src/http/refuse.ts'
import { startServer } from '../../../src/http/server.ts'

const LIMIT = 1_000
const BUDGET = 2_500

let readings: (string | number)[]
let server: Awaited<ReturnType<typeof startServer>>
beforeEach(async () => {
  readings = []
  const readBody = createBodyReader(BUDGET)
  const sizeOf = (read: Reading) => (typeof read === 'string' ? read : Buffer.concat(read).length)
  server = await startServer(
    {
      'POST /': async (incoming, response) => {
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
  return { status, sender, end: () => void sender.end('x'.repeat(length)) }
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

it('where there is no room for one more, the largest goes, or the new one', async () => {
  const large = [await begin(900), await begin(800)]
  expect(await (await begin(900)).status).toBe(503)
  expect(await (await begin(1, CHUNKED)).status).toBe(503)
  // Room for this one, not for the next beside it: it is smaller than the largest.
  const small = [await begin(400), await begin(500)]
  expect(await large[0]?.status).toBe(503)
  for (const one of [large[1], ...small]) {
    one?.end()
    expect(await one?.status).toBe(200)
  }
  expect(readings).toEqual(['no-room', 'no-room', 'no-room', 800, 400, 500])
})

it('what was read, refused or cut off takes no room any more', async () => {
  for (let round = 0; round < 5; round += 1) {
    expect([await send(900), await send(LIMIT + 1, CHUNKED)]).toEqual([200, 413])
    const { sender } = await begin(900)
    sender.on('error', () => {}).destroy()
    await expect.poll(() => readings.filter((read) => read === 'cut-off').length).toBe(round + 1)
  }
  const whole = [await begin(800), await begin(800), await begin(800)]
  for (const one of whole) {
    one.end()
    expect(await one.status).toBe(200)
  }
  expect(readings).not.toContain('no-room')
})
