import { setMaxListeners } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { refusalOf } from '../loopback.ts'
import { type Answer, empty, toJson } from './answer.ts'
import { stateControl } from './control.ts'
import { answerControl, CONTROL_PREFIX, json } from './control-http.ts'
import { rateLimiter } from './rate-limits.ts'
import { requestLog } from './request-log.ts'
import { ringing } from './ringing.ts'
import { TRAIL_PATH } from './routes.ts'
import { seedDemo } from './seed.ts'
import { KEYS } from './seed-ids.ts'
import { serve } from './serve.ts'
import { isAddress, logEntry, receive } from './server-request.ts'
import { emptyState } from './state.ts'
import type { Fault, NewEvent, Portal, StartPortalOptions } from './types.ts'
import { webhookSender } from './webhook-sender.ts'

const write = (response: ServerResponse, now: Date, { status, headers, json, body }: Answer) => {
  // Whole seconds, cut off: what the portal believes, not this computer.
  response.setHeader('date', now.toUTCString())
  const bytes = json ? Buffer.from(toJson(json)) : body
  const type = json ? { 'content-type': 'application/json; charset=utf-8' } : {}
  const length = { 'content-length': String(bytes?.length ?? 0) }
  // Node leaves the body of a HEAD answer away by itself.
  response.writeHead(status, status === 304 ? headers : { ...type, ...length, ...headers })
  response.end(status === 304 ? undefined : bytes)
}

/**
 * Starts a stand-in DocSpace portal on loopback. Everything it remembers is in `state`, plain JSON; time and
 * chance come from the options. Rules: "Rules for the fake portal" 1-22, 24 and 25 of the contract.
 */
export const startPortal = async (options: StartPortalOptions = {}): Promise<Portal> => {
  const {
    port = 0,
    host = '127.0.0.1',
    now = () => new Date(),
    random = Math.random,
    seed = 'demo',
  } = options
  const state = options.state ?? emptyState(now())
  Object.assign(state.settings, options.settings)
  // One that was kept by an earlier version knows of no OAuth.
  state.oauthClients ??= []
  state.oauthGrants ??= []
  const portalNow = () => new Date(now().getTime() + state.settings.clockSkewMs)
  const sources = { now: portalNow, random }
  const log = requestLog()
  const faults: Fault[] = []
  const limiter = rateLimiter()
  const betweenPages: NewEvent[][] = []
  const closing = new AbortController()
  // Any number of slow answers wait for it.
  setMaxListeners(0, closing.signal)
  const listeners = new Set<() => void>()
  const ring = () => {
    for (const listener of [...listeners]) listener()
  }
  const sender = webhookSender(state, sources, ring)
  listeners.add(sender.wake)
  const control = ringing(
    {
      ...stateControl(state, sources, sender.check),
      fault: (fault) => {
        faults.push(structuredClone(fault))
      },
      clearFaults: () => {
        faults.length = 0
      },
      emitBetweenPages: (...batches) => {
        betweenPages.push(...batches)
      },
      requests: log.requests,
      clearRequests: log.clearRequests,
    },
    ring,
  )
  if (!options.state && seed === 'demo') seedDemo(state, control)

  const parts = { state, sources, faults, limiter, closing: closing.signal }
  const handle = async (incoming: IncomingMessage, response: ServerResponse) => {
    const tell = (answer: Answer) => write(response, portalNow(), answer)
    if (!isAddress(incoming)) return tell(empty(400))
    const received = await receive(incoming)
    const { pathname } = received.url
    const isControl = pathname.startsWith(CONTROL_PREFIX)
    // A link of another site may lead to a file, but an image there must not spend its downloads.
    const own = { port: incoming.socket.localPort, host }
    const refusal = refusalOf(incoming.headers, own, isControl ? 'own-page' : 'link')
    if (refusal) return tell(json(403, { error: refusal }))
    if (isControl) return tell(await answerControl(state, control, pathname, received.body))
    const entry = logEntry(state, sources, received)
    log.add(entry)
    try {
      const answer = await serve(parts, received, entry.body)
      if (answer === 'drop') incoming.socket.destroy()
      else tell(answer)
      const isPage = answer !== 'drop' && answer.status === 200 && pathname === TRAIL_PATH
      for (const event of (isPage && betweenPages.shift()) || []) control.emit(event)
      log.finish(entry, answer === 'drop' ? 0 : answer.status)
    } finally {
      ring()
    }
  }

  const server = createServer((incoming, response) => {
    // Only a connection that ends early, or closing while slow, comes here.
    handle(incoming, response).catch(() => incoming.socket.destroy())
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  const url = `http://${host}:${(server.address() as AddressInfo).port}`
  // Every start has an address of its own, unless the settings make the portal believe in another.
  state.settings.origin = options.settings?.origin ?? url

  // What waited when the state was kept.
  sender.wake()

  return {
    ...control,
    url,
    adminKey: KEYS.owner,
    state,
    now: portalNow,
    waitForRequest: log.waitForRequest,
    onChange: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close: async () => {
      closing.abort()
      await sender.close()
      await new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      })
    },
  }
}
