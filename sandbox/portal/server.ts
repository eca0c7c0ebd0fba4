import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Answer, toJson } from './answer.ts'
import { stateControl } from './control.ts'
import { answerControl, CONTROL_PREFIX } from './control-http.ts'
import { requestLog } from './request-log.ts'
import { seedDemo } from './seed.ts'
import { KEYS } from './seed-ids.ts'
import { serve } from './serve.ts'
import { logEntry, receive } from './server-request.ts'
import { emptyState } from './state.ts'
import type { Fault, Portal, PortalControl, StartPortalOptions } from './types.ts'

const write = (response: ServerResponse, { status, headers, json, body }: Answer) => {
  const bytes = json ? Buffer.from(toJson(json)) : body
  const type = json ? { 'content-type': 'application/json; charset=utf-8' } : {}
  const length = { 'content-length': String(bytes?.length ?? 0) }
  // Node leaves the body of a HEAD answer away by itself.
  response.writeHead(status, status === 304 ? headers : { ...type, ...length, ...headers })
  response.end(status === 304 ? undefined : bytes)
}

/**
 * Starts a stand-in DocSpace portal on loopback. Everything it remembers is in `state`, plain JSON; time and
 * chance come from the options. Rules: "Rules for the fake portal" 1-22 and 24 of the contract.
 */
export const startPortal = async (options: StartPortalOptions = {}): Promise<Portal> => {
  const {
    port = 0,
    host = '127.0.0.1',
    now = () => new Date(),
    random = Math.random,
    seed = 'demo',
  } = options
  const sources = { now, random }
  const state = options.state ?? emptyState(now())
  Object.assign(state.settings, options.settings)
  const log = requestLog()
  const faults: Fault[] = []
  const closing = new AbortController()
  const control: PortalControl = {
    ...stateControl(state, sources),
    fault: (fault) => {
      faults.push(structuredClone(fault))
    },
    clearFaults: () => {
      faults.length = 0
    },
    requests: log.requests,
    clearRequests: log.clearRequests,
  }
  if (!options.state && seed === 'demo') seedDemo(state, control)

  const handle = async (incoming: IncomingMessage, response: ServerResponse) => {
    const received = await receive(incoming)
    const { pathname } = received.url
    if (pathname.startsWith(CONTROL_PREFIX)) {
      return write(response, answerControl(state, control, pathname, received.body))
    }
    const entry = logEntry(state, sources, received)
    log.add(entry)
    const answer = await serve({ state, sources, faults, closing: closing.signal }, received, entry.body)
    if (answer === 'drop') incoming.socket.destroy()
    else write(response, answer)
    log.finish(entry, answer === 'drop' ? 0 : answer.status)
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
  // Every start has an address of its own, unless the portal is to believe in another.
  state.settings.origin = options.settings?.origin ?? url

  return {
    ...control,
    url,
    adminKey: KEYS.owner,
    state,
    waitForRequest: log.waitForRequest,
    close: () =>
      new Promise((resolve) => {
        closing.abort()
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
