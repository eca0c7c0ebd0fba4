import type { IncomingMessage, ServerResponse } from 'node:http'

/** How long the connection stays, so that the answer is read before it breaks. */
const LINGER_MS = 1_000

/** A body up to this size is read and dropped. A larger one is not read any further, so its sender waits. */
const SMALL = 64 * 1024

export const hasBody = ({ headers }: IncomingMessage): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0

const isSmall = ({ headers }: IncomingMessage): boolean =>
  headers['transfer-encoding'] === undefined && Number(headers['content-length'] ?? 0) <= SMALL

/**
 * Answers without a body, so that somebody who cannot sign learns nothing, and closes a connection that has more to
 * send.
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
