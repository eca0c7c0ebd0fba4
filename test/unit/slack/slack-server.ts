import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** One answer: JSON unless it is text. `hang` never answers, `drop` closes instead, `cut` in the middle. */
export interface SlackAnswer {
  status?: number
  headers?: Record<string, string>
  body?: unknown
  fault?: 'hang' | 'drop' | 'cut'
}

/** A real server that answers as a script says, one a call, the last over and over, and keeps the forms sent. */
export const startSlackServer = async (...script: SlackAnswer[]) => {
  const calls: {
    path: string
    form: Record<string, string>
    body: string
    authorization: string | undefined
  }[] = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const body = Buffer.concat(chunks).toString()
    calls.push({
      path: request.url ?? '',
      form: Object.fromEntries(new URLSearchParams(body)),
      body,
      authorization: request.headers.authorization,
    })
    const {
      status = 200,
      headers = {},
      body: answer = { ok: true },
      fault,
    } = (script.length > 1 ? script.shift() : script[0]) ?? { body: { ok: true } }
    if (fault === 'hang') return
    if (fault === 'drop') return void response.destroy()
    const text = typeof answer === 'string' ? answer : JSON.stringify(answer)
    response.writeHead(status, {
      'content-type': 'application/json',
      ...headers,
      ...(fault === 'cut' ? { 'content-length': text.length + 50 } : {}),
    })
    if (fault === 'cut') response.write(text, () => response.destroy())
    else response.end(text)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    origin: `http://127.0.0.1:${port}`,
    apiUrl: `http://127.0.0.1:${port}/api/`,
    calls,
    close: async () => {
      server.close()
      server.closeAllConnections()
      if (server.listening) await once(server, 'close')
    },
  }
}

export type SlackServer = Awaited<ReturnType<typeof startSlackServer>>
