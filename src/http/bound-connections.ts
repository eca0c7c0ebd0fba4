import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { hasBody } from './refuse.ts'

/** Far more than Slack, the portal and a proxy in front need at one time. */
const MOST = 2_000

/**
 * Bounds the number of connections. When there are too many, the one is closed that has been idle, or sending a request,
 * for longest. It is hardly one of Slack, the portal or a proxy, whose requests arrive at once.
 */
export const boundConnections = (server: Server, most = MOST): void => {
  let open = 0
  // Connections on which more must come, the one first that has waited longest.
  const waiting = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    open += 1
    waiting.add(socket)
    socket.once('close', () => {
      open -= 1
      waiting.delete(socket)
    })
    const [longest] = waiting
    if (open > most) longest?.destroy()
  })
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const { socket } = request
    const isThere = () => waiting.delete(socket)
    if (hasBody(request)) request.once('end', isThere)
    else isThere()
    response.once('close', () => void (socket.destroyed || waiting.add(socket)))
  })
}
