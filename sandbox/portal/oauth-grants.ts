import { createHash, createHmac } from 'node:crypto'
import type { Caller } from './call.ts'
import { randomHex } from './random-text.ts'
import type { OAuthClient, OAuthGrant, Perishable, PortalState } from './state-types.ts'
import type { Sources } from './types.ts'

const MINUTE_MS = 60_000
const CODE_MS = MINUTE_MS
const ACCESS_MS = 60 * MINUTE_MS
const REFRESH_MS = 60 * 24 * 60 * MINUTE_MS

export const isLive = (thing: Perishable | null, now: Date): thing is Perishable =>
  thing !== null && thing.until > now.getTime()

const base64url = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')

/** A JWT, as the portal's own: `sub` is the user. Nobody but the portal looks into it. */
const jwtOf = (
  state: PortalState,
  { clientId, userId, scopes }: OAuthGrant,
  until: number,
  id: string,
): string => {
  const head = base64url({ alg: 'HS256', typ: 'JWT' })
  const claims = { iss: `${state.settings.origin}/oauth2`, sub: userId, aud: clientId, scope: scopes }
  const body = `${head}.${base64url({ ...claims, exp: Math.trunc(until / 1_000), jti: id })}`
  return `${body}.${createHmac('sha256', state.signingSecret).update(body).digest('base64url')}`
}

/** A person lets a client do this. What they let it do before is no more, with its tokens (docs/portal.md, OAuth). */
export const newGrant = (
  state: PortalState,
  clientId: string,
  userId: string,
  scopes: string[],
): OAuthGrant => {
  const grant: OAuthGrant = { clientId, userId, scopes, code: null, access: null, refresh: null }
  endGrant(state, clientId, userId)
  state.oauthGrants.push(grant)
  return grant
}

export const endGrant = (state: PortalState, clientId: string, userId: string): void => {
  state.oauthGrants = state.oauthGrants.filter((one) => one.clientId !== clientId || one.userId !== userId)
}

/** A code for one use within a minute. */
export const giveCode = (
  grant: OAuthGrant,
  { now, random }: Sources,
  of: { redirectUri: string; challenge: string | null },
): string => {
  const text = randomHex(64, random)
  grant.code = { text, until: now().getTime() + CODE_MS, ...of }
  return text
}

/** New tokens; the old ones die at once. */
export const giveTokens = (state: PortalState, grant: OAuthGrant, { now, random }: Sources) => {
  const at = now().getTime()
  const access = jwtOf(state, grant, at + ACCESS_MS, randomHex(32, random))
  const refresh = randomHex(96, random)
  grant.code = null
  grant.access = { text: access, until: at + ACCESS_MS }
  grant.refresh = { text: refresh, until: at + REFRESH_MS }
  return {
    access_token: access,
    refresh_token: refresh,
    scope: grant.scopes.join(' '),
    token_type: 'Bearer',
    expires_in: ACCESS_MS / 1_000,
  }
}

export const clientOf = (state: PortalState, id: string | null | undefined): OAuthClient | undefined =>
  state.oauthClients.find((one) => one.id === id && one.enabled && one.isPublic)

/** Whose token it is, and what it may, while it lives: the portal looks it up at each call, so that its end is seen at once. */
export const callerByToken = (state: PortalState, token: string, now: Date): Caller | null => {
  const grant = state.oauthGrants.find(({ access }) => access?.text === token)
  const user = state.users[grant?.userId ?? '']
  if (!grant || !isLive(grant.access, now) || !user?.active || !clientOf(state, grant.clientId)) return null
  const key = {
    secret: '',
    name: `OAuth of ${user.displayName}`,
    ownerId: user.id,
    permissions: grant.scopes,
    active: true,
    expiresAt: null,
  }
  return { user, key }
}

export const s256 = (verifier: string): string => createHash('sha256').update(verifier).digest('base64url')
