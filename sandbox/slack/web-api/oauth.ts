import type { Incoming } from '../http.ts'
import { installApp } from '../install.ts'
import type { Json } from '../model.ts'
import type { World } from '../world.ts'
import { type Answer, refuse } from './call.ts'

const clientOf = (incoming: Incoming, args: Json): { id: string; secret: string } => {
  const basic = /^Basic\s+(\S+)$/i.exec(incoming.headers.authorization ?? '')?.[1]
  if (!basic) return { id: String(args.client_id ?? ''), secret: String(args.client_secret ?? '') }
  const [id = '', secret = ''] = Buffer.from(basic, 'base64').toString().split(':')
  return { id, secret }
}

/** The address Slack's consent page would send the browser to; `team` installs, once the code is exchanged. */
export const consent = (query: URLSearchParams, userId: string, teamId: string): string | undefined => {
  const redirect = query.get('redirect_uri')
  if (!redirect || !URL.canParse(redirect)) return undefined
  const to = new URL(redirect)
  to.searchParams.set(
    'code',
    Buffer.from(JSON.stringify([teamId, userId, query.get('scope')])).toString('base64url'),
  )
  to.searchParams.set('state', query.get('state') ?? '')
  return to.href
}

/** oauth.v2.access: a code of `consent` becomes an installation and its token. */
export const exchangeCode = (world: World, incoming: Incoming, args: Json): Answer => {
  const { oauth } = world.settings
  const client = clientOf(incoming, args)
  if (!oauth || client.id !== oauth.clientId) return refuse('invalid_client_id')
  if (client.secret !== oauth.clientSecret) return refuse('bad_client_secret')
  let code: unknown
  try {
    code = JSON.parse(Buffer.from(String(args.code ?? ''), 'base64url').toString())
  } catch {
    return refuse('invalid_code')
  }
  const [teamId, userId, scope] = Array.isArray(code) ? (code as (string | null)[]) : []
  const team = world.state.teams.find((candidate) => candidate.id === teamId)
  if (!team) return refuse('invalid_code')
  const install = installApp(world, team, scope ? scope.split(',') : undefined)
  return {
    ok: true,
    app_id: install.appId,
    authed_user: { id: userId },
    scope: install.scopes.join(','),
    token_type: 'bot',
    access_token: install.token,
    bot_user_id: install.userId,
    team: { id: team.id, name: team.name },
    enterprise: null,
    is_enterprise_install: false,
  }
}
