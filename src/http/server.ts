import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export type Handler = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>

/** `POST /slack/events` -> what answers it. */
export type Routes = Readonly<Record<string, Handler>>

export const answerJson = (response: ServerResponse, status: number, body: unknown): void => {
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
  })
  response.end(`${JSON.stringify(body)}\n`)
}

/** The one HTTP server of a process. Unknown paths are 404, known ones with another method 405. */
export const startServer = async (
  routes: Routes,
  listen: { host: string; port: number },
): Promise<{ port: number; close(): Promise<void> }> => {
  const paths = new Set(Object.keys(routes).map((route) => route.split(' ')[1]))
  let closing = false
  const server: Server = createServer((request, response) => {
    // A connection that is kept open after its last answer would hold up the end.
    response.once('close', () => closing && setImmediate(() => server.closeIdleConnections()))
    const path = (request.url ?? '/').split('?')[0] ?? '/'
    const method = request.method === 'HEAD' && routes[`HEAD ${path}`] === undefined ? 'GET' : request.method
    const handler = routes[`${method} ${path}`]
    if (handler === undefined) {
      request.resume()
      response.writeHead(paths.has(path) ? 405 : 404).end()
      return
    }
    Promise.resolve()
      .then(() => handler(request, response))
      .catch(() => {
        if (!response.headersSent) response.writeHead(500)
        response.end()
      })
  })
  // Slow senders of headers or bodies hold a connection no longer than this.
  server.headersTimeout = 10_000
  server.requestTimeout = 15_000
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
