import type { Answer } from './answer.ts'
import type { Call } from './call.ts'
import { clientOf, endGrant, giveTokens, isLive, s256 } from './oauth-grants.ts'
import { tooManyPosts } from './oauth-limit.ts'
import type { OAuthClient, OAuthGrant } from './state-types.ts'

const NO_STORE = { 'cache-control': 'no-store' }
const answered = (json: Record<string, unknown>): Answer => ({ status: 200, headers: NO_STORE, json })
const failed = (error: string, status = 400): Answer => ({ status, headers: NO_STORE, json: { error } })

/** A POST of a client that has shown who it is, by `client_secret_post` alone. */
const fromClient =
  (handle: (call: Call, form: URLSearchParams, client: OAuthClient) => Answer) =>
  (call: Call): Answer => {
    const limited = tooManyPosts(call)
    if (limited) return limited
    if (!call.headers['content-type']?.startsWith('application/x-www-form-urlencoded'))
      return failed('invalid_request')
    const form = new URLSearchParams(call.body)
    const client = clientOf(call.state, form.get('client_id'))
    if (!client || form.get('client_secret') !== client.secret) return failed('invalid_client', 401)
    return handle(call, form, client)
  }

const byCode = (call: Call, form: URLSearchParams, client: OAuthClient): OAuthGrant | null => {
  const grant = call.state.oauthGrants.find(
    ({ clientId, code }) => clientId === client.id && code !== null && code.text === form.get('code'),
  )
  const code = grant?.code ?? null
  if (!grant || code === null) return null
  // For one use, whatever comes of it.
  grant.code = null
  if (!isLive(code, call.now()) || code.redirectUri !== form.get('redirect_uri')) return null
  const verifier = form.get('code_verifier') ?? ''
  return code.challenge === null || code.challenge === s256(verifier) ? grant : null
}

const byRefresh = ({ state, now }: Call, form: URLSearchParams, client: OAuthClient): OAuthGrant | null => {
  const token = form.get('refresh_token')
  const grant = state.oauthGrants.find(
    ({ clientId, refresh }) => clientId === client.id && refresh?.text === token,
  )
  return grant && isLive(grant.refresh, now()) ? grant : null
}

/** `POST /oauth2/token`. A refresh token works once, without grace. */
export const takeToken = fromClient((call, form, client) => {
  const type = form.get('grant_type')
  if (type !== 'authorization_code' && type !== 'refresh_token') return failed('unsupported_grant_type')
  const grant = type === 'refresh_token' ? byRefresh(call, form, client) : byCode(call, form, client)
  if (grant === null || !call.state.users[grant.userId]?.active) return failed('invalid_grant')
  return answered(giveTokens(call.state, grant, call))
})

const ofToken = ({ state }: Call, form: URLSearchParams, client: OAuthClient): OAuthGrant | undefined => {
  const token = form.get('token')
  return state.oauthGrants.find(
    ({ clientId, access, refresh }) =>
      clientId === client.id && token !== null && (access?.text === token || refresh?.text === token),
  )
}

/** `POST /oauth2/revoke`: either token ends the grant. 200 for a token that is none too (RFC 7009). */
export const revokeToken = fromClient((call, form, client) => {
  const grant = ofToken(call, form, client)
  if (grant) endGrant(call.state, grant.clientId, grant.userId)
  return { status: 200, headers: NO_STORE }
})

/** `POST /oauth2/introspect`. */
export const introspect = fromClient((call, form, client) => {
  const grant = ofToken(call, form, client)
  const token = [grant?.access, grant?.refresh].find((one) => one?.text === form.get('token'))
  if (!grant || !token || !isLive(token, call.now())) return answered({ active: false })
  const { userId: sub, scopes } = grant
  return answered({
    active: true,
    sub,
    client_id: client.id,
    scope: scopes.join(' '),
    exp: Math.trunc(token.until / 1_000),
  })
})
