import type { Failures } from '../failures.ts'
import { underFailures } from '../faulty.ts'
import type { Incoming, Outgoing } from '../http.ts'
import { noteRequest } from '../log.ts'
import { installedTeams } from '../lookup.ts'
import type { ApiRequest, Json } from '../model.ts'
import type { World } from '../world.ts'
import { readArguments } from './arguments.ts'
import { type Answer, missingScope, refuse } from './call.ts'
import { METHODS } from './catalogue.ts'
import { createApp } from './manifest.ts'
import { exchangeCode } from './oauth.ts'
import { overTier } from './tiers.ts'

const headerToken = ({ headers }: Incoming): string | undefined =>
  /^Bearer\s+(\S+)$/i.exec(headers.authorization ?? '')?.[1]

const tokenOf = (incoming: Incoming, args: Json): string | undefined =>
  headerToken(incoming) ?? (typeof args.token === 'string' && args.token !== '' ? args.token : undefined)

const answer = (world: World, incoming: Incoming, entry: ApiRequest, args: Json): Answer => {
  const name = entry.method
  if (name === 'api.test') return args.error ? refuse(String(args.error), { args }) : { ok: true, args }
  if (name === 'oauth.v2.access') return exchangeCode(world, incoming, args)
  const token = tokenOf(incoming, args)
  if (name === 'apps.manifest.create') return createApp(world, token, args.manifest)
  const team = installedTeams(world.state).find((candidate) => candidate.install.token === token)
  // An app-level token, which no workspace has, and only in the header (docs.slack.dev).
  if (name === 'apps.connections.open' && world.sockets && !team)
    return world.sockets.issue(headerToken(incoming))
  const method = METHODS[name]
  if (!method) return refuse('unknown_method', { req_method: name })
  if (!token) return refuse('not_authed')
  if (!team) return refuse('invalid_auth')
  entry.team = team.id
  const call = { world, team, args, warnings: entry.warnings }
  const wait = overTier(world, team.id, name)
  if (wait !== undefined) return refuse('ratelimited', { status: 429, retryAfter: wait })
  return missingScope(call, method.scopes ?? []) ?? method.run(call)
}

const toHttp = (world: World, entry: ApiRequest, result: Answer): Outgoing => {
  const { status, retryAfter, ...body } = result
  const scopes = installedTeams(world.state).find((team) => team.id === entry.team)?.install.scopes
  return {
    status: typeof status === 'number' ? status : 200,
    body,
    headers: {
      ...(scopes ? { 'x-oauth-scopes': scopes.join(',') } : {}),
      ...(METHODS[entry.method]?.scopes
        ? { 'x-accepted-oauth-scopes': METHODS[entry.method]?.scopes?.join(',') ?? '' }
        : {}),
      ...(retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) }),
    },
  }
}

/** `/api/<method>`: reads the arguments, suffers what it must, does the work, notes the answer. */
export const handleMethod = async (
  world: World,
  failures: Failures,
  incoming: Incoming,
): Promise<Outgoing> => {
  const args = readArguments(incoming.contentType, incoming.raw, incoming.url.searchParams)
  const { token: _, ...shownArgs } = args ?? {}
  const entry = noteRequest(world, incoming.url.pathname.slice('/api/'.length), shownArgs)
  const out = await underFailures(failures, entry, () => {
    if (args === undefined) return { status: 200, body: refuse('invalid_json') }
    return toHttp(world, entry, answer(world, incoming, entry, args))
  })
  if (out !== 'drop') {
    entry.status = out.status
    entry.response =
      typeof out.body === 'object' && out.body !== null ? structuredClone(out.body as Json) : {}
  }
  world.changed()
  return out
}
