import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** One answer of the script: the parts that are named are sent, in this order. */
export interface ScriptedAnswer {
  status?: number
  headers?: Record<string, string>
  /** Sent as JSON, unless it is text. */
  body?: unknown
  /** `drop`: the connection ends without an answer; `cut`: in the middle of it; `hang`: nothing ever comes. */
  fault?: 'drop' | 'cut' | 'hang'
  /** The answer is held back until this resolves. */
  after?: Promise<unknown>
}

export interface Hit {
  method: string
  /** As it came over the wire, query included. */
  url: string
  query: URLSearchParams
  headers: IncomingMessage['headers']
  /** Parsed JSON; undefined without a body. */
  body: unknown
}

type Step = ScriptedAnswer | ((hit: Hit) => ScriptedAnswer)

/**
 * A real HTTP server on a free port that answers by a script and keeps every hit. The steps of a route are
 * used one a hit, the last one over and over; a hit on no route is answered 418.
 */
export const startScriptedServer = async () => {
  const routes = new Map<string, Step[]>()
  const hits: Hit[] = []

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const hit = await readHit(request)
    hits.push(hit)
    const steps = routes.get(`${hit.method} ${hit.url.split('?')[0]}`) ?? []
    const step = (steps.length > 1 ? steps.shift() : steps[0]) ?? { status: 418 }
    await send(response, typeof step === 'function' ? step(hit) : step)
  }

  const server = createServer((request, response) => {
    // A client that hung up in the middle is part of the game.
    answer(request, response).catch(() => response.destroy())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')

  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    hits,
    /** Sets the script of `METHOD /path` (path as on the wire, without query). */
    on: (route: string, ...steps: Step[]): void => {
      routes.set(route, steps)
    },
    hitsOf: (method: string): Hit[] => hits.filter((hit) => hit.method === method),
    close: async (): Promise<void> => {
      server.close()
      server.closeAllConnections()
      if (server.listening) await once(server, 'close')
    },
  }
}

const readHit = async (request: IncomingMessage): Promise<Hit> => {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  const text = Buffer.concat(chunks).toString()
  const { method = '', url = '', headers } = request
  const query = new URL(url, 'http://scripted.invalid').searchParams
  return { method, url, query, headers, body: text === '' ? undefined : JSON.parse(text) }
}

const send = async (response: ServerResponse, answer: ScriptedAnswer): Promise<void> => {
  const { status = 200, headers = {}, body, fault, after } = answer
  await after
  if (fault === 'hang') return
  if (fault === 'drop') return void response.destroy()
  const text = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body)
  if (fault === 'cut') {
    response.writeHead(status, { ...headers, 'content-length': text.length + 100 })
    response.write(text, () => response.destroy())
    return
  }
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(text)
}
