import { type Answer, redirect } from './answer.ts'
import type { Call } from './call.ts'
import { clientOf, giveCode, newGrant } from './oauth-grants.ts'
import { tooManyPosts } from './oauth-limit.ts'
import { randomHex } from './random-text.ts'
import type { OAuthClient } from './state-types.ts'
import { safe, visitorPage } from './visitor-page.ts'

/** What a client asks for, in the address of the page and again in its form. */
const ASKED = [
  'response_type',
  'client_id',
  'redirect_uri',
  'scope',
  'state',
  'code_challenge',
  'code_challenge_method',
]

type Asked = {
  of: (name: string) => string | null
  client: OAuthClient
  redirectUri: string
  scopes: string[]
}

/** Null: nothing that can be answered at an address of the client's. */
const readAsked = ({ state }: Call, of: Asked['of']): Asked | null => {
  const client = clientOf(state, of('client_id'))
  const redirectUri = of('redirect_uri')
  if (!client || redirectUri === null || !client.redirectUris.includes(redirectUri)) return null
  const scope = of('scope')?.trim()
  // Left out, all scopes of the client are meant (docs/portal.md, OAuth).
  return { of, client, redirectUri, scopes: scope ? scope.split(/\s+/) : client.scopes }
}

const back = ({ state }: Call, { of, redirectUri }: Asked, answer: Record<string, string>): Answer => {
  const address = new URL(redirectUri)
  const issuer = state.settings.oauthIssuer
  const all = { ...answer, state: of('state'), iss: issuer }
  for (const [name, value] of Object.entries(all)) if (value !== null) address.searchParams.set(name, value)
  return redirect(address.href)
}

const hidden = (of: Asked['of']): string =>
  ASKED.map((name) => [name, of(name)] as const)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => `<input type="hidden" name="${name}" value="${safe(value ?? '')}">`)
    .join('')

const refused = (): Answer =>
  visitorPage(
    'This app cannot be used',
    '<p>The portal does not know it, or not this address of it.</p>',
    400,
  )

/** The portal asks for a password here. The stand-in believes everybody. */
const signInPage = ({ state }: Call, of: Asked['of']): Answer => {
  const people = Object.values(state.users).filter(({ active }) => active)
  const buttons = people.map(
    ({ id, displayName }) => `<button name="user" value="${safe(id)}">${safe(displayName)}</button> `,
  )
  return visitorPage(
    'Sign in',
    `<p>Who are you here?</p><form method="post" action="/login">${hidden(of)}${buttons.join('')}</form>`,
  )
}

const consentPage = (name: string, { of, client, scopes }: Asked): Answer =>
  visitorPage(
    `Allow ${client.name}?`,
    `<p>${safe(client.name)} asks to act for you, ${safe(name)}:</p><ul>${scopes.map((one) => `<li>${safe(one)}</li>`).join('')}</ul>
<form method="post" action="/oauth2/authorize">${hidden(of)}<button name="answer" value="allow">Allow</button> <button name="answer" value="deny">Deny</button></form>
<form method="post" action="/login">${hidden(of)}<button name="user" value="">Sign in as somebody else</button></form>`,
  )

/** `GET /oauth2/authorize`: to whoever is signed in, what the client asks for. */
export const authorize = (call: Call): Answer => {
  const { state, caller, query } = call
  const asked = readAsked(call, (name) => query(name) ?? null)
  if (!asked) return refused()
  if (asked.of('response_type') !== 'code') return back(call, asked, { error: 'unsupported_response_type' })
  if (asked.scopes.some((scope) => !asked.client.scopes.includes(scope)))
    return back(call, asked, { error: 'invalid_scope' })
  if (!caller.user) return signInPage(call, asked.of)
  // There is one grant for each client and person, and asking for it begins it anew (docs/portal.md, OAuth).
  newGrant(state, asked.client.id, caller.user.id, asked.scopes)
  return consentPage(caller.user.displayName, asked)
}

/** `POST /oauth2/authorize`: yes or no. */
export const consent = (call: Call): Answer => {
  const limited = tooManyPosts(call)
  if (limited) return limited
  const { state, caller, body } = call
  const form = new URLSearchParams(body)
  const asked = readAsked(call, (name) => form.get(name))
  if (!asked || !caller.user) return refused()
  if (form.get('answer') !== 'allow') return back(call, asked, { error: 'access_denied' })
  const grant = newGrant(state, asked.client.id, caller.user.id, asked.scopes)
  const challenge = asked.of('code_challenge_method') === 'S256' ? asked.of('code_challenge') : null
  return back(call, asked, { code: giveCode(grant, call, { redirectUri: asked.redirectUri, challenge }) })
}

/** Signs somebody in, or out, and goes on with what was asked for. */
export const signInHere = ({ state, body, random }: Call): Answer => {
  const form = new URLSearchParams(body)
  const user = state.users[form.get('user') ?? '']
  const token = randomHex(48, random)
  if (user) state.sessions[token] = user.id
  form.delete('user')
  const { status, headers } = redirect(`${state.settings.origin}/oauth2/authorize?${form}`)
  return {
    status,
    headers: { ...headers, 'set-cookie': `asc_auth_key=${user ? token : ''}; Path=/; HttpOnly` },
  }
}
