import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'
import { letters } from '../ids.ts'
import { installedTeams } from '../lookup.ts'
import type { Json } from '../model.ts'
import type { Sockets } from '../types.ts'
import { type Answer, refuse } from '../web-api/call.ts'
import type { World } from '../world.ts'
import { type Connection, createConnection } from './connection.ts'

/** Connections of one app at a time (docs.slack.dev, Using Socket Mode). */
const MOST = 10
/** The scope that an app-level token needs. */
const SCOPE = 'connections:write'

/** How long Slack leaves a connection open after each kind of `disconnect`. */
const CLOSES_AFTER_MS: Record<string, number> = { warning: 10_000, refresh_requested: 1_000 }

/** Socket Mode of the app: hands out addresses and holds the connections. */
export type SocketMode = Sockets & {
  /** The answer to `apps.connections.open`; `token` as the header holds it. */
  issue(token: string | undefined): Answer
  /** Takes an upgrade of the HTTP server. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void
  /** The connection that the next payload goes by: any one of them. */
  pick(): Connection | undefined
  /** Resolves when there is a connection to pick, or this long has passed. */
  whenOpen(ms: number): Promise<void>
}

const refuseUpgrade = (socket: Duplex, status: string): void => {
  socket.end(`HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`)
}

export const createSocketMode = (
  world: World,
  { appToken, scopes = [SCOPE] }: { appToken: string; scopes?: string[] },
): SocketMode => {
  const server = new WebSocketServer({ noServer: true })
  const tickets = new Set<string>()
  const all = new Set<Connection>()
  const strays: string[] = []
  let made = 0
  let order: 'any' | 'oldest' | 'newest' = 'any'
  const appId = installedTeams(world.state)[0]?.install.appId ?? 'A0SHARE001'
  const speaking = (): Connection[] => [...all].filter((connection) => connection.speaks())

  const closeLater = (connection: Connection, ms: number): void => {
    setTimeout(connection.close, ms).unref()
  }

  const greet = (connection: Connection): void => {
    if (all.size > MOST) {
      connection.send({
        type: 'disconnect',
        reason: 'too_many_websockets',
        debug_info: { host: 'applink-1' },
      })
      connection.close()
      return
    }
    connection.send({
      type: 'hello',
      num_connections: all.size,
      debug_info: { host: 'applink-1', build_number: 1, approximate_connection_time: 18_060 },
      connection_info: { app_id: appId },
    })
    world.changed()
  }

  return {
    appToken,
    issue: (token) => {
      if (token === undefined) return refuse('not_authed')
      if (token !== appToken) return refuse('invalid_auth')
      if (!scopes.includes(SCOPE))
        return refuse('missing_scope', { needed: SCOPE, provided: scopes.join(',') })
      const ticket = letters(world, 24)
      tickets.add(ticket)
      return { ok: true, url: `${world.url.replace(/^http/, 'ws')}/link/?ticket=${ticket}&app_id=${appId}` }
    },
    upgrade: (request, socket, head) => {
      const url = new URL(request.url ?? '/', world.url)
      const isGood = url.pathname === '/link/' && tickets.delete(url.searchParams.get('ticket') ?? '')
      if (!isGood) return refuseUpgrade(socket, '403 Forbidden')
      server.handleUpgrade(request, socket, head, (webSocket) => {
        made += 1
        const connection: Connection = createConnection(made, webSocket, socket, {
          ended: () => {
            all.delete(connection)
            world.changed()
          },
          stray: (raw) => {
            strays.push(raw)
            world.changed()
          },
        })
        all.add(connection)
        greet(connection)
      })
    },
    pick: () => {
      const open = speaking()
      if (order !== 'any') return open.at(order === 'oldest' ? 0 : -1)
      return open[Math.floor(world.random() * open.length)]
    },
    whenOpen: (ms) =>
      new Promise((resolve) => {
        const end = () => {
          clearTimeout(timer)
          stop()
          resolve()
        }
        const timer = setTimeout(end, ms)
        const stop = world.onChange(() => speaking().length > 0 && end())
      }),
    open: () => speaking().map(({ id }) => id),
    made: () => made,
    strays: () => [...strays],
    prefer: (wanted) => {
      order = wanted
    },
    send: (message: Json) => {
      for (const connection of speaking()) connection.send(message)
    },
    disconnect: (reason, { closes } = {}) => {
      for (const connection of speaking()) {
        connection.send({ type: 'disconnect', reason, debug_info: { host: 'applink-1' } })
        if (closes !== 'never') closeLater(connection, closes ?? CLOSES_AFTER_MS[reason] ?? 0)
      }
    },
    close: () => {
      for (const connection of speaking()) connection.close()
    },
    cut: () => {
      for (const connection of all) connection.cut()
    },
    fallSilent: () => {
      for (const connection of all) connection.fallSilent()
    },
  }
}

/** Unique for each time that a payload is sent. */
export const newEnvelopeId = (): string => randomUUID()
