import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { type Door, refusalOf } from '../loopback.ts'
import { channelActs } from './channel-acts.ts'
import { handleControl } from './control.ts'
import { createFailures, type Failures } from './failures.ts'
import { isAddress, type Outgoing, readIncoming, send } from './http.ts'
import { installApp } from './install.ts'
import { installedTeams } from './lookup.ts'
import { homeTeam, sendEvent } from './people/events.ts'
import { createPerson } from './people/person.ts'
import { peopleActs } from './people-acts.ts'
import { createReaders } from './readers.ts'
import { redeliver } from './redeliver.ts'
import { handleHook } from './response-url.ts'
import { believableWorkspace } from './seed.ts'
import { createSocketMode } from './socket/sockets.ts'
import type { Slack, StartOptions } from './types.ts'
import { waitFor } from './wait-for.ts'
import { handleMethod } from './web-api/handle-method.ts'
import { takeUpload } from './web-api/methods/files.ts'
import { consent } from './web-api/oauth.ts'
import { createWorld, type World } from './world.ts'

const listen = (server: Server, port: number, host: string): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => resolve((server.address() as AddressInfo).port))
  })

const doorOf = (pathname: string): Door => {
  if (pathname.startsWith('/__control')) return 'own-page'
  // People come from the app's page to the consent page.
  return pathname === '/oauth/v2/authorize' ? 'link' : 'program'
}

type Parts = { world: World; failures: Failures; host: string; slack: () => Slack }

const answer = async (
  { world, failures, host, slack }: Parts,
  request: IncomingMessage,
): Promise<Outgoing> => {
  if (!isAddress(request)) return { status: 400, body: { ok: false, error: 'this is no address' } }
  const incoming = await readIncoming(request)
  const { pathname, searchParams } = incoming.url
  const refusal = refusalOf(incoming.headers, { port: request.socket.localPort, host }, doorOf(pathname))
  if (refusal) return { status: 403, body: { ok: false, error: refusal } }
  if (pathname.startsWith('/api/')) return handleMethod(world, failures, incoming)
  if (/^\/(commands|actions)\//.test(pathname)) return handleHook(world, failures, incoming)
  if (pathname.startsWith('/upload/v1/')) return takeUpload(world, incoming)
  if (pathname.startsWith('/__control')) return handleControl(slack(), incoming)
  if (pathname !== '/oauth/v2/authorize') return { status: 404, body: { ok: false, error: 'not_found' } }
  const who = slack().user(searchParams.get('user') ?? 'carol')
  const to = consent(searchParams, who.id, searchParams.get('team') ?? who.team_id)
  return to
    ? { status: 302, body: '', headers: { location: to } }
    : { status: 400, body: 'redirect_uri is missing' }
}

const listener =
  (parts: Parts): RequestListener =>
  async (request, response) => {
    const { world } = parts
    world.busy += 1
    let out: Outgoing
    try {
      out = await answer(parts, request)
    } catch (error) {
      out = {
        status: 500,
        body: { ok: false, error: error instanceof Error ? error.message : String(error) },
      }
    }
    send(response, out)
    world.busy -= 1
    world.changed()
  }

/** Sockets of the app come in as programs do, unless Slack is away. */
const takeUpgrades = ({ world, failures, host }: Parts, server: Server): void => {
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => undefined)
    const own = { port: request.socket.localPort, host }
    const isLetIn = isAddress(request) && refusalOf(request.headers, own, 'program') === undefined
    if (failures.outage !== 'off' || !isLetIn || !world.sockets) return void socket.destroy()
    world.sockets.upgrade(request, socket, head)
  })
}

const eventsUrl = (botUrl: string): string => {
  const url = new URL(botUrl)
  if (url.pathname === '/') url.pathname = '/slack/events'
  return url.href
}

const actions = (world: World, failures: Failures, server: Server) => ({
  connect: (botUrl: string) => {
    world.botUrl = eventsUrl(botUrl)
  },
  idle: async () => {
    await waitFor(world, () => world.busy === 0, { what: 'all requests to be answered', timeoutMs: 45_000 })
  },
  change: (edit: (state: World['state']) => void) => {
    edit(world.state)
    world.changed()
  },
  onChange: world.onChange,
  fail: failures.add,
  clearFailures: failures.clear,
  outage: (kind: Failures['outage']) => {
    failures.outage = kind
    if (kind === 'refuse') world.sockets?.cut()
    world.changed()
  },
  outageNow: () => failures.outage,
  redeliver: (seq: number, options = {}) => redeliver(world, seq, options),
  install: (teamId: string, scopes?: string[]) => {
    const team = world.state.teams.find((candidate) => candidate.id === teamId)
    if (!team) throw new Error(`no team ${teamId}`)
    return installApp(world, team, scopes)
  },
  close: async () => {
    failures.clear()
    world.sockets?.cut()
    const closed = new Promise<void>((resolve) => server.close(() => resolve()))
    server.closeAllConnections()
    await closed
  },
})

/** App-level, as Slack words them. */
const STAND_IN_APP_TOKEN = 'xapp-1-A0SHARE001-1234567890-standin'

/**
 * Starts a Slack of its own on loopback: one workspace with people and channels, and the Web API that the
 * bot talks to. Nothing is shared between two of them. Rejects when the port is taken.
 */
export const startSlack = async (options: StartOptions = {}): Promise<Slack> => {
  const state = options.seed ?? believableWorkspace()
  const first = installedTeams(state)[0]
  if (!first) throw new Error('the seed has no team with the app installed')
  if (options.botToken) first.install.token = options.botToken
  if (options.scopes) first.install.scopes = [...options.scopes]
  const world = createWorld(state, options)
  const failures = createFailures()
  const host = options.host ?? '127.0.0.1'
  const parts: Parts = { world, failures, host, slack: () => slack }
  const server = createServer(listener(parts))
  takeUpgrades(parts, server)
  world.url = `http://${host}:${await listen(server, options.port ?? 0, host)}`
  if (options.socketMode)
    world.sockets = createSocketMode(world, { appToken: STAND_IN_APP_TOKEN, ...options.socketMode })
  const readers = createReaders(world)
  const slack: Slack = {
    url: world.url,
    apiUrl: `${world.url}/api/`,
    botToken: first.install.token,
    signingSecret: world.signingSecret,
    teamId: first.id,
    botUserId: first.install.userId,
    state,
    get sockets() {
      if (world.sockets) return world.sockets
      throw new Error('the app does not use Socket Mode: start with socketMode')
    },
    ...readers,
    ...actions(world, failures, server),
    ...channelActs(world, first, readers.channel, (event) => sendEvent(world, first, event, {})),
    ...peopleActs(world, first, readers.user, (event) => sendEvent(world, first, event, {})),
    person: (name) => createPerson(world, readers.user(name), readers.channel),
    waitFor: (probe, wait) => waitFor(world, () => probe(slack), wait),
    event: async (event, { team, ...rest } = {}) => {
      const to = installedTeams(state).find((candidate) => candidate.id === (team ?? first.id))
      return sendEvent(world, to ?? homeTeam(world, readers.user('carol')), event, rest)
    },
  }
  return slack
}
