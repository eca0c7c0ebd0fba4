import * as oauth from 'oauth4webapi'
import { Agent, fetch } from 'undici'
import { PortalError } from '../domain/portal-error.ts'
import type { AuthorizationServer, GrantedTokens } from '../use-cases/identity-ports.ts'
import { connectionError } from './connection-error.ts'

/** All that is asked for, each time: left out, the portal would grant all that the client has (docs/portal.md, OAuth). */
const SCOPE = 'files:write rooms:read accounts.self:read'

/** How long one POST may take. */
const POST_MS = 8_000
const ANSWER_BYTES = 64 * 1024
const LONGEST_PAUSE_MS = 60_000

export interface AuthorizationServerOptions {
  /** Of the portal. */
  origin: string
  clientId: string
  clientSecret: string
  redirectUri: string
  /** Takes one of the POSTs that the portal allows in a minute. Null: it is taken; else how long that has to wait. */
  takePost: (use: 'connecting' | 'refreshing' | 'ending') => Promise<number | null>
  whose: AuthorizationServer['whose']
  now: () => number
}

/** `X-Ratelimit-Reset`: in so many seconds, or at that second; there is no `Retry-After`. */
const readReset = (header: string | null, now: number): number => {
  const seconds = Number(header ?? Number.NaN)
  const ms = seconds > 1_000_000 ? seconds * 1_000 - now : seconds * 1_000
  return Number.isFinite(ms) ? Math.min(Math.max(ms, 1_000), LONGEST_PAUSE_MS) : LONGEST_PAUSE_MS
}

const unsure = (label: string, status: number): PortalError =>
  new PortalError('unavailable', `${label}: the portal answered ${status}`, { status, unsure: true })

/** What the portal's refusal means; nothing of its text is kept. */
const refusalOf = (label: string, error: unknown): PortalError => {
  if (error instanceof PortalError) return error
  if (error instanceof oauth.ResponseBodyError) {
    const kind = error.error === 'invalid_grant' ? 'unauthorized' : 'rejected'
    return new PortalError(kind, `${label}: ${error.error}`, { status: error.status })
  }
  if (error instanceof oauth.AuthorizationResponseError)
    return new PortalError('forbidden', `${label}: ${error.error}`)
  if (error instanceof oauth.OperationProcessingError || error instanceof oauth.WWWAuthenticateChallengeError)
    return new PortalError('bad-response', `${label}: not what OAuth lays down (${error.code})`, {
      status: 200,
    })
  return connectionError(label, error)
}

/** The portal's authorization server, by `oauth4webapi`. Connects at the first call; `close` closes the connections. */
export const createAuthorizationServer = (
  options: AuthorizationServerOptions,
): AuthorizationServer & { close: () => Promise<void> } => {
  const { origin, clientId, redirectUri, takePost, now } = options
  const agent = new Agent({ maxResponseSize: ANSWER_BYTES, connections: 4 })
  const client: oauth.Client = { client_id: clientId }
  const secret = oauth.ClientSecretPost(options.clientSecret)
  const serverOf = (issuer: string): oauth.AuthorizationServer => ({
    issuer,
    authorization_endpoint: `${origin}/oauth2/authorize`,
    token_endpoint: `${origin}/oauth2/token`,
    revocation_endpoint: `${origin}/oauth2/revoke`,
  })
  const server = serverOf(origin)

  const http = () => ({
    // Same shapes as those of Node's own fetch, by other types.
    [oauth.customFetch]: ((url: string, init: object) =>
      fetch(url, { ...init, dispatcher: agent })) as unknown as typeof globalThis.fetch,
    [oauth.allowInsecureRequests]: origin.startsWith('http:'),
    signal: AbortSignal.timeout(POST_MS),
  })

  /** One POST, if there is one left; `read` judges the answer of any status that OAuth knows. */
  const post = async <T>(
    use: 'connecting' | 'refreshing' | 'ending',
    label: string,
    send: () => Promise<Response>,
    read: (response: Response) => Promise<T>,
  ): Promise<T> => {
    const waitMs = await takePost(use)
    if (waitMs !== null)
      throw new PortalError('rate-limited', `${label}: no POST is left in this minute`, {
        retryAfterMs: waitMs,
        notAsked: true,
      })
    try {
      const response = await send()
      if (response.status === 429)
        throw new PortalError('rate-limited', `${label}: the portal answered 429`, {
          status: 429,
          retryAfterMs: readReset(response.headers.get('x-ratelimit-reset'), now()),
        })
      if (response.status >= 500) throw unsure(label, response.status)
      return await read(response)
    } catch (error) {
      throw refusalOf(label, error)
    }
  }

  const granted = (label: string, answer: oauth.TokenEndpointResponse, askedAt: number): GrantedTokens => {
    const { access_token: access, refresh_token: refresh, expires_in: seconds } = answer
    if (refresh === undefined || seconds === undefined)
      throw new PortalError('bad-response', `${label}: no refresh token, or no end`, { status: 200 })
    return { access, refresh, until: askedAt + seconds * 1_000 }
  }

  return {
    authorizeAddress: async ({ state, verifier }) => {
      const address = new URL(`${origin}/oauth2/authorize`)
      address.search = new URLSearchParams({
        response_type: 'code',
        client_id: clientId,
        redirect_uri: redirectUri,
        scope: SCOPE,
        state,
        code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
      }).toString()
      return address.href
    },

    exchange: async (answer, { state, verifier }) => {
      const label = 'POST token, for a code'
      const issuer = answer.get('iss')
      // The portal sends none so far. One of another place is another server's answer.
      const isOurs = issuer !== null && URL.canParse(issuer) && new URL(issuer).origin === origin
      const by = isOurs ? serverOf(issuer) : server
      const askedAt = now()
      let parameters: URLSearchParams
      try {
        parameters = oauth.validateAuthResponse(by, client, answer, state)
      } catch (error) {
        throw refusalOf(label, error)
      }
      return post(
        'connecting',
        label,
        () =>
          oauth.authorizationCodeGrantRequest(by, client, secret, parameters, redirectUri, verifier, http()),
        async (response) =>
          granted(label, await oauth.processAuthorizationCodeResponse(by, client, response), askedAt),
      )
    },

    refresh: async (refreshToken) => {
      const label = 'POST token, to refresh it'
      const askedAt = now()
      return post(
        'refreshing',
        label,
        () => oauth.refreshTokenGrantRequest(server, client, secret, refreshToken, http()),
        async (response) =>
          granted(label, await oauth.processRefreshTokenResponse(server, client, response), askedAt),
      )
    },

    revoke: async ({ refresh }) => {
      await post(
        'ending',
        'POST revoke',
        () => oauth.revocationRequest(server, client, secret, refresh, http()),
        (response) => oauth.processRevocationResponse(response),
      )
    },

    whose: options.whose,
    close: () => agent.close(),
  }
}
