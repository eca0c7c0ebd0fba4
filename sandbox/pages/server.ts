import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Portal } from '../portal/types.ts'
import type { Slack } from '../slack/types.ts'
import { type Bundle, bundleClient } from './bundle.ts'
import type { GateVisitor, PortalAct, SlackAct } from './contract.ts'
import { visitGate } from './gate/visit.ts'
import { Refused, readJson, refuseForeign, send, sendJson, targetOf } from './http.ts'
import type { AppManifest } from './manifest.ts'
import { actInPortal } from './portal/act.ts'
import { drawPortal } from './portal/screen.ts'
import type { Troubles } from './portal/troubles.ts'
import { visit } from './portal/visit.ts'
import { actInSlack } from './slack/act.ts'
import { drawSlack } from './slack/screen.ts'
import { type Bell, streamScreens } from './stream.ts'

export type World = {
  slack: Slack
  portal: Portal
  troubles: Troubles
  manifest: AppManifest
  /** The bot's, under which people outside Slack reach the pages of its gate. */
  publicUrl: string
}

const SHELL = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Sharelink sandbox</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/app.css">
</head>
<body><div id="app"></div><script type="module" src="/app.js"></script></body>
</html>
`

type Route = (request: IncomingMessage, response: ServerResponse, query: URLSearchParams) => unknown

const asked = (query: URLSearchParams, name: string): string => {
  const value = query.get(name)
  if (!value) throw new Refused(400, `?${name}= is missing`)
  return value
}

const isGateVisitor = (as: string): as is GateVisitor => as === 'preview' || as === 'downloader'

const routesOf = (world: World, bundle: Bundle): Record<string, Route> => {
  const { slack, portal } = world
  const bells: Bell[] = [{ listen: slack.onChange }, { listen: portal.onChange }]
  const page: Route = (_, response) => send(response, 200, 'text/html', SHELL)
  return {
    'GET /': page,
    'GET /portal': page,
    'GET /app.js': (_, response) => send(response, 200, 'text/javascript', bundle.script),
    'GET /app.css': (_, response) => send(response, 200, 'text/css', bundle.style),
    'GET /api/slack/stream': (_, response, query) => {
      const look = {
        as: asked(query, 'as'),
        channel: query.get('channel') ?? undefined,
        thread: query.get('thread') ?? undefined,
      }
      drawSlack(world, look)
      streamScreens(response, bells, () => drawSlack(world, look))
    },
    'POST /api/slack/act': async (request, response, query) =>
      sendJson(
        response,
        200,
        await actInSlack(world, asked(query, 'as'), (await readJson(request)) as SlackAct),
      ),
    'GET /api/portal/stream': (_, response, query) => {
      const file = query.get('file') ?? undefined
      streamScreens(response, bells, () => drawPortal(world, file))
    },
    'POST /api/portal/act': async (request, response) =>
      sendJson(response, 200, await actInPortal(world, (await readJson(request)) as PortalAct)),
    'GET /api/gate/visit': async (_, response, query) => {
      const as = asked(query, 'as')
      if (!isGateVisitor(as)) throw new Refused(400, '?as= must be preview or downloader')
      sendJson(response, 200, await visitGate(world.publicUrl, asked(query, 'address'), as))
    },
    'GET /api/portal/visit': (_, response, query) =>
      visit(
        portal,
        {
          address: asked(query, 'address'),
          as: query.get('as') ?? 'anonymous',
          browser: Number(query.get('browser') ?? 1),
        },
        response,
      ),
  }
}

const fail = (response: ServerResponse, error: unknown): void => {
  const status = error instanceof Refused ? error.status : 500
  const text = error instanceof Error ? error.message : String(error)
  if (response.headersSent) response.end()
  else sendJson(response, status, { ok: false, error: text })
}

/** The sandbox's own pages: what people see of the Slack and the portal played here. On loopback only. */
export const startPages = async (
  world: World,
  { port = 0 }: { port?: number } = {},
): Promise<{ url: string; close: () => Promise<void> }> => {
  const routes = routesOf(world, await bundleClient())
  const server = createServer(async (request, response) => {
    try {
      const url = targetOf(request)
      const isPage = !url.pathname.startsWith('/api/')
      refuseForeign(request, { port: request.socket.localPort }, isPage ? 'link' : 'own-page')
      // Node leaves the body of a HEAD answer away by itself; a visit, though, would be a real one.
      const method = request.method === 'HEAD' && isPage ? 'GET' : request.method
      const route = routes[`${method} ${url.pathname}`]
      if (!route) throw new Refused(404, 'there is no such page')
      await route(request, response, url.searchParams)
    } catch (error) {
      fail(response, error)
    }
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
