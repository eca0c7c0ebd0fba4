import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { FILES, USERS } from '../../../portal/seed-ids.ts'
import type { Portal } from '../../../portal/types.ts'
import { client, type Got, portalForTest } from './portal-under-test.ts'

const BACK = 'http://127.0.0.1:9/docspace/oauth/callback'
const SCOPES = 'files:write rooms:read accounts.self:read'
const VERIFIER = 'a-verifier-that-is-forty-three-letters-long-at-least'
const CHALLENGE = createHash('sha256').update(VERIFIER).digest('base64url')

const stage = async (registered: Parameters<Portal['addOAuthClient']>[0] = { redirectUris: [BACK] }) => {
  let at = Date.UTC(2026, 6, 1)
  const portal = await portalForTest({ now: () => new Date(at) })
  const { id, secret } = portal.addOAuthClient(registered)
  const asked = {
    response_type: 'code',
    client_id: id,
    redirect_uri: BACK,
    scope: SCOPES,
    state: 'S',
    code_challenge: CHALLENGE,
    code_challenge_method: 'S256',
  }
  const cookieOf = (userId: string) => ({ cookie: `asc_auth_key=${portal.signIn(userId)}` })
  const send = (path: string, form: Record<string, string>, headers: Record<string, string> = {}) =>
    fetch(portal.url + path, { method: 'POST', redirect: 'manual', headers, body: new URLSearchParams(form) })
  /** The page, as somebody sees it who is signed in. */
  const page = (userId: string, more: Record<string, string> = {}) =>
    fetch(`${portal.url}/oauth2/authorize?${new URLSearchParams({ ...asked, ...more })}`, {
      redirect: 'manual',
      headers: cookieOf(userId),
    })
  const allow = async (userId: string, more: Record<string, string> = {}, answer = 'allow') => {
    await page(userId, more)
    const headers = { ...cookieOf(userId), 'x-real-ip': '198.51.100.9' }
    const given = await send('/oauth2/authorize', { ...asked, ...more, answer }, headers)
    return new URL(given.headers.get('location') ?? 'http://nowhere.invalid').searchParams
  }
  const token = async (form: Record<string, string>) => {
    const answer = await send('/oauth2/token', { client_id: id, client_secret: secret, ...form })
    const isJson = answer.headers.get('content-type')?.includes('json') ?? false
    return {
      status: answer.status,
      headers: answer.headers,
      json: (isJson ? await answer.json() : null) as Got['json'],
    }
  }
  const exchange = (code: string | null, more: Record<string, string> = {}) =>
    token({
      grant_type: 'authorization_code',
      code: code ?? '',
      redirect_uri: BACK,
      code_verifier: VERIFIER,
      ...more,
    })
  return {
    portal,
    id,
    page,
    allow,
    exchange,
    refresh: (refreshToken: string) => token({ grant_type: 'refresh_token', refresh_token: refreshToken }),
    send: (path: string, form: Record<string, string>) =>
      send(path, { client_id: id, client_secret: secret, ...form }),
    connect: async (userId: string) => (await exchange((await allow(userId)).get('code'))).json,
    later: (ms: number) => {
      at += ms
    },
  }
}

const SELF = '/api/2.0/people/@self'

test('who allows it is acted for, with their rights and the scopes that were asked for', async () => {
  const { portal, connect } = await stage()
  const { access_token: token, expires_in, token_type, scope } = await connect(USERS.member)
  expect({ expires_in, token_type, scope }).toEqual({
    expires_in: 3_600,
    token_type: 'Bearer',
    scope: SCOPES,
  })
  expect(JSON.parse(Buffer.from(token.split('.')[1], 'base64url').toString()).sub).toBe(USERS.member)
  const mark = client(portal, token)
  expect((await mark.get(SELF)).json.response.displayName).toBe('Mark Member')
  // He may share his own, and not the owner's.
  expect((await mark.get(`/api/2.0/files/file/${FILES.memberFile}`)).json.response.canShare).toBe(true)
  expect((await mark.get(`/api/2.0/files/file/${FILES.report}`)).status).toBe(403)
  expect((await mark.audit()).status).toBe(403)
  expect((await mark.get('/api/2.0/keys/@self')).status).toBe(404)
  expect(portal.requests({ path: SELF })[0]?.key).toBe('OAuth of Mark Member')
})

test('a scope that was not asked for opens nothing; none asked for is all of the client', async () => {
  const { portal, allow, exchange } = await stage()
  const little = (await exchange((await allow(USERS.member, { scope: 'accounts.self:read' })).get('code')))
    .json
  expect((await client(portal, little.access_token).get('/api/2.0/files/rooms')).status).toBe(403)
  const all = (await exchange((await allow(USERS.member, { scope: '' })).get('code'))).json
  expect(all.scope.split(' ')).toContain('rooms:write')
})

test('a code works once, within a minute, with its verifier and its address', async () => {
  const { allow, exchange, later } = await stage()
  const first = (await allow(USERS.member)).get('code')
  expect((await exchange(first)).status).toBe(200)
  expect((await exchange(first)).json).toEqual({ error: 'invalid_grant' })
  expect((await exchange((await allow(USERS.member)).get('code'), { code_verifier: 'x' })).status).toBe(400)
  expect((await exchange((await allow(USERS.member)).get('code'), { redirect_uri: 'x' })).status).toBe(400)
  const late = (await allow(USERS.member)).get('code')
  later(60_001)
  expect((await exchange(late)).json).toEqual({ error: 'invalid_grant' })
})

test('a refresh token works once, without grace, and the old access token is dead', async () => {
  const { portal, connect, refresh, later } = await stage()
  const first = await connect(USERS.member)
  const second = (await refresh(first.refresh_token)).json
  expect((await refresh(first.refresh_token)).json).toEqual({ error: 'invalid_grant' })
  expect((await client(portal, first.access_token).get(SELF)).status).toBe(401)
  expect((await client(portal, second.access_token).get(SELF)).status).toBe(200)
  later(3_600_001)
  expect((await client(portal, second.access_token).get(SELF)).status).toBe(401)
  later(60 * 24 * 3_600_000)
  expect((await refresh(second.refresh_token)).status).toBe(400)
})

test('to begin once more is enough to end what was given before, for that person alone', async () => {
  const { portal, connect, page } = await stage()
  const [mark, rita] = [await connect(USERS.member), await connect(USERS.roomAdmin)]
  await page(USERS.member)
  expect((await client(portal, mark.access_token).get(SELF)).status).toBe(401)
  expect((await client(portal, rita.access_token).get(SELF)).status).toBe(200)
})

test('revoked, expired by the portal, or of somebody who has left, it is no token any more', async () => {
  const { portal, id, connect, send } = await stage()
  const tokens = await connect(USERS.member)
  expect(await (await send('/oauth2/introspect', { token: tokens.access_token })).json()).toMatchObject({
    active: true,
    sub: USERS.member,
  })
  expect((await send('/oauth2/revoke', { token: tokens.refresh_token })).status).toBe(200)
  expect(await (await send('/oauth2/introspect', { token: tokens.access_token })).json()).toEqual({
    active: false,
  })
  const again = await connect(USERS.member)
  portal.endOAuthGrant(id, USERS.member)
  expect((await client(portal, again.access_token).get(SELF)).status).toBe(401)
  const last = await connect(USERS.member)
  portal.setUserActive(USERS.member, false)
  expect((await client(portal, last.access_token).get(SELF)).status).toBe(401)
})

test('ten POSTs a minute of one address; the refusal names no Retry-After', async () => {
  const { refresh, later } = await stage()
  for (let n = 0; n < 10; n++) expect((await refresh('none')).status).toBe(400)
  const over = await refresh('none')
  expect(over.status).toBe(429)
  expect(over.headers.get('retry-after')).toBe(null)
  expect([over.headers.get('x-ratelimit-remaining'), over.headers.get('x-ratelimit-reset')]).toEqual([
    '0',
    '60',
  ])
  later(60_001)
  expect((await refresh('none')).status).toBe(400)
})

test('a client that is not public, a wrong secret and an address that is not registered are refused', async () => {
  const { portal, page, send, id } = await stage()
  expect((await page(USERS.member, { redirect_uri: 'http://127.0.0.1:9/other' })).status).toBe(400)
  const wrong = { grant_type: 'refresh_token', refresh_token: 'x', client_secret: 'wrong' }
  expect((await send('/oauth2/token', wrong)).status).toBe(401)
  portal.addOAuthClient({ id, redirectUris: [BACK], isPublic: false })
  expect((await page(USERS.member)).status).toBe(400)
})

test('by clicking: sign in, allow, and back with the state', async () => {
  const { portal, id, allow } = await stage()
  const start = `/oauth2/authorize?${new URLSearchParams({ response_type: 'code', client_id: id, redirect_uri: BACK, state: 'S' })}`
  const signIn = await client(portal, null).get(start)
  expect(signIn.text).toContain('Mark Member')
  expect((await allow(USERS.member)).get('state')).toBe('S')
  expect((await allow(USERS.member, {}, 'deny')).get('error')).toBe('access_denied')
  portal.configure({ oauthIssuer: 'https://other.example' })
  expect((await allow(USERS.member)).get('iss')).toBe('https://other.example')
})
