import { expect, test } from 'vitest'
import { FILES, KEYS, USERS } from '../../../portal/seed-ids.ts'
import { client, portalForTest } from './portal-under-test.ts'

const BAD = `sk-${'0'.repeat(64)}`
const FILE = `/api/2.0/files/file/${FILES.report}`
const PROTECTED = [
  `${FILE}/links`,
  '/api/2.0/files/@my',
  '/api/2.0/files/rooms',
  '/api/2.0/people/@self',
  '/api/2.0/keys/@self',
  '/api/2.0/security/audit/events/filter',
]

test('bad, missing and bare keys on protected routes: 401 without a body', async () => {
  const portal = await portalForTest()
  for (const path of PROTECTED) {
    for (const authorization of [`Bearer ${BAD}`, KEYS.owner, 'Basic b2xnYTpwYXNz', undefined]) {
      const got = await client(portal, null).get(path, authorization ? { authorization } : {})
      expect([path, authorization, got.status, got.text]).toEqual([path, authorization, 401, ''])
    }
  }
})

test('the same bad key on anonymous-allowed reads: 403 with the envelope', async () => {
  const api = client(await portalForTest(), BAD)
  for (const path of [FILE, `${FILE}/link`, '/api/2.0/files/101']) {
    const got = await api.get(path)
    expect([path, got.status]).toEqual([path, 403])
    expect(got.json).toMatchObject({ status: 1, statusCode: 403, error: { hresult: -2146233078 } })
    expect(got.json.error.type).toBe('System.Security.SecurityException')
  }
})

test('a revoked key and a disabled owner: 401', async () => {
  const portal = await portalForTest()
  portal.revokeKey(KEYS.owner)
  expect((await client(portal).get('/api/2.0/people/@self')).status).toBe(401)
  portal.setUserActive(USERS.admin, false)
  expect((await client(portal, KEYS.admin).get('/api/2.0/people/@self')).status).toBe(401)
  const session = portal.signIn(USERS.member)
  expect((await client(portal, null).get('/api/2.0/people/@self', { authorization: session })).status).toBe(
    200,
  )
})

test('scopes by route; a refusal has no envelope', async () => {
  const portal = await portalForTest()
  const status = async (permissions: string[], method: string, path: string) => {
    const key = portal.addKey({ ownerId: USERS.owner, permissions })
    const got = await client(portal, key.secret).send(
      method,
      path,
      method === 'PUT' ? { access: 2 } : undefined,
    )
    if (got.status === 403) expect(got.text).toBe('')
    return got.status
  }
  const cases: [string[], string, string, number][] = [
    [['files:read'], 'GET', FILE, 200],
    [['files:read'], 'PUT', `${FILE}/links`, 403],
    [['files:write'], 'PUT', `${FILE}/links`, 200],
    [['files:write'], 'GET', '/api/2.0/files/rooms', 403],
    [['rooms:read'], 'GET', '/api/2.0/files/rooms', 200],
    [['files:write'], 'GET', '/api/2.0/people/@self', 403],
    [['accounts.self:read'], 'GET', '/api/2.0/people/@self', 200],
    [['files:write'], 'GET', '/api/2.0/keys/@self', 200],
    [['*:read'], 'PUT', `${FILE}/links`, 403],
    [['*:write'], 'GET', '/api/2.0/security/audit/events/filter', 200],
    [['*'], 'PUT', `${FILE}/links`, 200],
  ]
  for (const [permissions, method, path, expected] of cases) {
    expect([permissions, path, await status(permissions, method, path)]).toEqual([
      permissions,
      path,
      expected,
    ])
  }
})

test('wrong content type 415, wrong method 405, unknown route 404, all without a body', async () => {
  const portal = await portalForTest()
  const api = client(portal)
  const plain = await api.send('PUT', `${FILE}/links`, '{"access":2}', { 'content-type': 'text/plain' })
  expect([plain.status, plain.text]).toEqual([415, ''])
  const wrong = await api.send('DELETE', `${FILE}/links`)
  expect([wrong.status, wrong.text]).toEqual([405, ''])
  const unknown = await api.get('/api/2.0/nothing')
  expect([unknown.status, unknown.text]).toEqual([404, ''])
})

test('an unpaid portal 402, a gone one 404, without envelope', async () => {
  const portal = await portalForTest({ settings: { unpaid: true } })
  const link = portal.addLink(FILES.report)
  expect((await fetch(portal.directLink(FILES.report, link.id))).status).toBe(402)
  portal.configure({ unpaid: false, gone: true })
  const gone = await client(portal).get('/api/2.0/people/@self')
  expect([gone.status, gone.text]).toEqual([404, ''])
})

test('no member of any answer is null', async () => {
  const portal = await portalForTest()
  portal.addLink(FILES.report)
  portal.emit({ target: FILES.report })
  const api = client(portal)
  for (const path of [FILE, '/api/2.0/files/@root', ...PROTECTED]) {
    const got = await api.get(path)
    expect([path, got.status]).toEqual([path, 200])
    expect(got.text).not.toContain(':null')
  }
})

test('people, keys and version', async () => {
  const portal = await portalForTest()
  const self = async (key: string) => (await client(portal, key).get('/api/2.0/people/@self')).json.response
  expect(await self(KEYS.owner)).toMatchObject({
    id: USERS.owner,
    isOwner: true,
    isAdmin: false,
    cultureName: 'en-US',
  })
  expect(await self(KEYS.admin)).toMatchObject({ isOwner: false, isAdmin: true })
  expect(await self(KEYS.roomAdmin)).toMatchObject({ isRoomAdmin: true })
  expect(await self(KEYS.member)).toMatchObject({ isCollaborator: true, email: 'mark@portal.example' })
  expect(await self(KEYS.guest)).toMatchObject({ isVisitor: true })
  const own = await client(portal, KEYS.adminReadOnly).get('/api/2.0/keys/@self')
  expect(own.json.response).toMatchObject({ name: 'adminReadOnly', permissions: ['*:read'], isActive: true })
  expect(own.text).not.toContain(KEYS.adminReadOnly)
  const build = await client(portal, null).get('/api/2.0/settings/version/build')
  expect(build.json.response.docSpace).toBe('3.7.2')
})
