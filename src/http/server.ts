import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { boundConnections } from './bound-connections.ts'
import { refuse } from './refuse.ts'

export type Handler = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>

/** `POST /slack/events` -> what answers it. `GET /d/*` is for all that begins with `/d/` and has no route of its own. */
export type Routes = Readonly<Record<string, Handler>>

export const answerJson = (response: ServerResponse, status: number, body: unknown): void => {
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
  })
  response.end(`${JSON.stringify(body)}\n`)
}

/** How long headers, and a whole request, may take to arrive, and how often that is checked. */
const TIMES = {
  headersTimeout: 10_000,
  requestTimeout: 15_000,
  connectionsCheckingInterval: 1_000,
  // Longer than proxies keep an idle connection (nginx: 60 s). If we closed it first, as Node does after 5 s, a proxy might
  // be sending a request on it.
  keepAliveTimeout: 75_000,
}

/** Finds the path of a route for the path of a request: the same one, or one that ends in `*`. */
const findPath = (routes: Routes) => {
  const paths = new Set(Object.keys(routes).map((route) => route.split(' ')[1] ?? ''))
  const open = [...paths].filter((path) => path.endsWith('/*'))
  return (path: string): string | undefined =>
    paths.has(path) ? path : open.find((each) => path.startsWith(each.slice(0, -1)))
}

/** The one HTTP server of a process. Unknown paths are 404, known ones with another method 405. */
export const startServer = async (
  routes: Routes,
  listen: { host: string; port: number },
): Promise<{ port: number; close(): Promise<void> }> => {
  const pathOf = findPath(routes)
  let closing = false
  const server: Server = createServer(TIMES, (request, response) => {
    // While the server closes, a connection that stays open after its answer would hold that up.
    response.once('close', () => closing && setImmediate(() => server.closeIdleConnections()))
    const path = pathOf((request.url ?? '/').split('?')[0] ?? '/')
    const method = request.method === 'HEAD' && routes[`HEAD ${path}`] === undefined ? 'GET' : request.method
    const handler = routes[`${method} ${path}`]
    if (handler === undefined) {
      return refuse(request, response, path === undefined ? 404 : 405)
    }
    Promise.resolve()
      .then(() => handler(request, response))
      .catch(() => {
        if (!response.headersSent) response.writeHead(500)
        response.end()
      })
  })
  boundConnections(server)
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(listen.port, listen.host, resolve)
  })
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        closing = true
        server.close(() => resolve())
        server.closeIdleConnections()
      }),
  }
}
