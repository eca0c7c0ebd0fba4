import type { IncomingMessage, ServerResponse } from 'node:http'

/** How long the connection is kept, so that the sender can read the answer before it is closed. */
const LINGER_MS = 1_000

/** A body up to this size is read and dropped. A larger one is not read to its end, so its sender has to wait. */
const SMALL = 64 * 1024

export const hasBody = ({ headers }: IncomingMessage): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0

const isSmall = ({ headers }: IncomingMessage): boolean =>
  headers['transfer-encoding'] === undefined && Number(headers['content-length'] ?? 0) <= SMALL

/**
 * Refuses a request. The answer has no body, so that somebody who cannot sign learns nothing. A connection on which a
 * body comes is closed.
 */
export const refuse = (request: IncomingMessage, response: ServerResponse, status: number): void => {
  if (!hasBody(request)) return void response.writeHead(status).end()
  response.writeHead(status, { connection: 'close', 'content-length': 0 }).flushHeaders()
  const close = () => {
    clearTimeout(timer)
    response.end()
  }
  const timer = setTimeout(close, LINGER_MS)
  request.resume()
  if (!isSmall(request)) setImmediate(() => request.socket.pause())
  request.once('end', close).once('close', close).once('error', close)
  if (request.complete) close()
}
