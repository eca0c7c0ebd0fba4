import { expect, test } from 'vitest'
import { FILES } from '../../../portal/seed-ids.ts'
import { client, portalForTest } from './portal-under-test.ts'

const LINKS = '/api/2.0/files/file/*/links'
const ID = '9f1c2a34-5b6d-4e7f-8a90-b1c2d3e4f506'

test('429 with and without Retry-After, without a body, as many times as told', async () => {
  const portal = await portalForTest()
  const api = client(portal)
  portal.fault({ path: '/api/2.0/people/*', action: { kind: 'rate-limit', retryAfter: 7 }, times: 2 })
  portal.fault({ path: '/api/2.0/people/*', action: { kind: 'rate-limit' } })
  const got = []
  for (let n = 0; n < 4; n++) {
    const { status, text, headers } = await api.get('/api/2.0/people/@self')
    got.push([status, status === 429 ? text : 'self', headers.get('retry-after')])
  }
  expect(got).toEqual([
    [429, '', '7'],
    [429, '', '7'],
    [429, '', null],
    [200, 'self', null],
  ])
})

test.each([
  [402, ''],
  [404, ''],
  [500, 'envelope'],
  [503, 'html'],
])('status %i comes with %j', async (status, shape) => {
  const portal = await portalForTest()
  portal.fault({ method: 'get', action: { kind: 'status', status }, times: 'always' })
  const got = await client(portal).get('/api/2.0/people/@self')
  expect(got.status).toBe(status)
  if (shape === 'envelope') expect(got.json).toMatchObject({ status: 1, statusCode: 500 })
  else if (shape === 'html') expect(got.headers.get('content-type')).toContain('text/html')
  else expect(got.text).toBe('')
  portal.clearFaults()
  expect((await client(portal).get('/api/2.0/people/@self')).status).toBe(200)
})

test('a connection dropped before the work leaves nothing, after it a link; the own uuid makes the retry safe', async () => {
  const portal = await portalForTest()
  const put = () => client(portal).putLink(FILES.report, { linkId: ID, access: 2 })
  portal.fault({ path: LINKS, action: { kind: 'drop' } })
  await expect(put()).rejects.toThrow()
  expect(portal.links(FILES.report)).toHaveLength(0)
  portal.fault({ path: LINKS, action: { kind: 'drop', when: 'after' } })
  await expect(put()).rejects.toThrow()
  expect(portal.links(FILES.report)).toHaveLength(1)
  expect((await put()).status).toBe(200)
  expect(portal.links(FILES.report)).toHaveLength(1)
  expect(portal.requests({ method: 'PUT' }).map((request) => request.status)).toEqual([0, 0, 200])
})

test('slow after the work: the caller has gone, the link is there', async () => {
  const portal = await portalForTest()
  portal.fault({ path: LINKS, action: { kind: 'slow', ms: 60_000, when: 'after' } })
  const gone = new AbortController()
  const answer = fetch(`${portal.url}/api/2.0/files/file/4821/links`, {
    method: 'PUT',
    signal: gone.signal,
    headers: { authorization: `Bearer ${portal.adminKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({ linkId: ID, access: 2 }),
  })
  await expect.poll(() => portal.links(FILES.report).length).toBe(1)
  gone.abort()
  await expect(answer).rejects.toThrow()
})

test('slow before the work answers in the end', async () => {
  const portal = await portalForTest()
  portal.fault({ action: { kind: 'slow', ms: 50 } })
  const began = performance.now()
  expect((await client(portal).get('/api/2.0/people/@self')).status).toBe(200)
  expect(performance.now() - began).toBeGreaterThan(45)
})

test('answers that lie about a link', async () => {
  const portal = await portalForTest()
  const api = client(portal)
  const put = (
    how: 'no-response' | 'other-id' | 'other-end' | 'other-internal' | 'does-nothing',
    linkId: string,
  ) => {
    portal.fault({ method: 'PUT', path: LINKS, action: { kind: 'lie', how } })
    return api.putLink(FILES.report, { linkId, access: 2, expirationDate: '2026-08-01T00:00:00Z' })
  }
  const id = (n: number) => `9f1c2a34-5b6d-4e7f-8a90-b1c2d3e4f50${n}`
  expect((await put('no-response', id(1))).json).not.toHaveProperty('response')
  const other = (await put('other-id', id(2))).json.response
  expect(other.sharedLink.id).not.toBe(id(2))
  expect(other.sharedTo).toEqual(other.sharedLink)
  const end = (await put('other-end', id(3))).json.response.sharedLink.expirationDate
  expect(end).toBe('2026-08-02T00:00:00.0000000Z')
  expect((await put('other-internal', id(4))).json.response.sharedLink.internal).toBe(true)
  expect((await put('does-nothing', id(5))).json.response.sharedLink.id).toBe(id(5))
  expect(portal.links(FILES.report).map((link) => [link.id, link.internal])).toEqual(
    [1, 2, 3, 4].map((n) => [id(n), false]),
  )
})

test('a delete that does nothing, told apart from a create by its body', async () => {
  const portal = await portalForTest()
  const api = client(portal)
  portal.fault({ path: LINKS, body: { access: 0 }, action: { kind: 'lie', how: 'does-nothing' } })
  await api.putLink(FILES.report, { linkId: ID, access: 2 })
  const first = await api.putLink(FILES.report, { linkId: ID, access: 0 })
  expect([first.status, 'response' in first.json]).toEqual([200, false])
  expect(portal.links(FILES.report)).toHaveLength(1)
  await api.putLink(FILES.report, { linkId: ID, access: 0 })
  expect(portal.links(FILES.report)).toHaveLength(0)
})

test('an answer of any shape, with the work done or not', async () => {
  const portal = await portalForTest()
  const api = client(portal)
  portal.fault({ path: LINKS, action: { kind: 'answer', body: { response: [] } } })
  expect((await api.putLink(FILES.report, { access: 2 })).json).toEqual({ response: [] })
  expect(portal.links(FILES.report)).toHaveLength(0)
  portal.fault({ path: LINKS, action: { kind: 'answer', body: '<html>', work: true, status: 200 } })
  expect((await api.putLink(FILES.report, { access: 2 })).text).toBe('<html>')
  expect(portal.links(FILES.report)).toHaveLength(1)
})

test('the request log: what came, by which key, and when it was answered', async () => {
  const portal = await portalForTest()
  const waiting = portal.waitForRequest({ method: 'PUT', path: LINKS }, { count: 2 })
  const api = client(portal)
  await api.get('/api/2.0/files/@my?count=2')
  await api.putLink(FILES.report, { access: 2 })
  await api.putLink(FILES.report, { access: 1 })
  expect(await waiting).toMatchObject({ status: 403, body: { access: 1 }, key: 'owner', done: true })
  expect(portal.requests().map(({ method, path, query, status }) => [method, path, query, status])).toEqual([
    ['GET', '/api/2.0/files/@my', { count: '2' }, 200],
    ['PUT', '/api/2.0/files/file/4821/links', {}, 200],
    ['PUT', '/api/2.0/files/file/4821/links', {}, 403],
  ])
  await expect(portal.waitForRequest({ path: '/never' }, { timeoutMs: 10 })).rejects.toThrow('0 of 1')
  portal.clearRequests()
  expect(portal.requests()).toEqual([])
})
