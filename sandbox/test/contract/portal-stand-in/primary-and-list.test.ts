import { expect, test } from 'vitest'
import { FILES, KEYS } from '../../../portal/seed-ids.ts'
import { actionIds, client, portalForTest } from './portal-under-test.ts'

test('POST link makes the primary link once and ignores every later body', async () => {
  const portal = await portalForTest()
  const api = client(portal)
  const first = await api.primary('POST', FILES.report, {
    access: 2,
    title: 'ignored',
    expirationDate: '2026-08-01T00:00:00Z',
  })
  expect(first.json.response).toMatchObject({
    subjectType: 4,
    sharedLink: { primary: true, title: 'Shared link' },
  })
  const second = await api.primary('POST', FILES.report, { access: 1, password: 'x', maxDownloads: 1 })
  expect(second.status).toBe(200)
  expect(second.json.response).toEqual(first.json.response)
  expect(actionIds(portal)).toEqual([5091])
})

test('POST link without access answers 200 without response and writes a bogus event', async () => {
  const portal = await portalForTest()
  const got = await client(portal).primary('POST', FILES.report, {})
  expect(got.json).not.toHaveProperty('response')
  expect(portal.links(FILES.report)).toEqual([])
  expect(actionIds(portal)).toEqual([5091])
})

test('POST link makes Read of a form Editing, and refuses what is not offered', async () => {
  const api = client(await portalForTest())
  expect((await api.primary('POST', FILES.form, { access: 2 })).json.response.access).toBe(10)
  expect((await api.primary('POST', FILES.report, { access: 1 })).status).toBe(403)
})

test('GET link makes an unlimited link when there is none, also after a revoke', async () => {
  const portal = await portalForTest()
  const api = client(portal)
  const made = (await api.primary('GET', FILES.report)).json.response
  expect(made).toMatchObject({ access: 2, sharedLink: { primary: true, internal: false } })
  expect(made.sharedLink).not.toHaveProperty('expirationDate')
  await api.putLink(FILES.report, { linkId: made.sharedLink.id, access: 0 })
  expect(portal.links(FILES.report)).toEqual([])
  await api.primary('GET', FILES.report)
  expect(portal.links(FILES.report)).toHaveLength(1)
})

test('without the right link is 403 since 3.7, before 200 without response', async () => {
  const portal = await portalForTest()
  const member = client(portal, KEYS.member)
  expect((await member.primary('GET', FILES.roomDocx)).status).toBe(403)
  portal.configure({ version: '3.6.1' })
  const got = await member.primary('POST', FILES.roomDocx, { access: 2 })
  expect([got.status, 'response' in got.json]).toEqual([200, false])
})

test('3.6 silently renews an expired primary link in My documents, 3.7 does not', async () => {
  const portal = await portalForTest({ settings: { version: '3.6.1' } })
  const expirationDate = '2026-07-01T00:00:00Z'
  for (const file of [FILES.report, FILES.roomDocx]) portal.addLink(file, { primary: true, expirationDate })
  const end = async (file: string) =>
    (await client(portal).primary('GET', file)).json.response.sharedLink.expirationDate
  expect(await end(FILES.roomDocx)).toBe('2026-07-01T00:00:00.0000000Z')
  portal.configure({ version: '3.7.2' })
  expect(await end(FILES.report)).toBe('2026-07-01T00:00:00.0000000Z')
  portal.configure({ version: '3.5.0' })
  expect(await end(FILES.report)).toBe('2026-07-21T12:00:00.0000000Z')
})

test('GET links: primary first, then by access, expired ones marked, with a total and pages', async () => {
  const portal = await portalForTest()
  const api = client(portal)
  portal.addLink(FILES.report, { title: 'edit', access: 10 })
  portal.addLink(FILES.report, { title: 'old', access: 2, expirationDate: '2026-07-01T00:00:00Z' })
  portal.addLink(FILES.report, { title: 'main', access: 6, primary: true })
  const { json } = await api.links(FILES.report)
  type Row = { sharedLink: { title: string; isExpired: boolean } }
  const rows = json.response.map(({ sharedLink }: Row) => [sharedLink.title, sharedLink.isExpired])
  expect(rows).toEqual([
    ['main', false],
    ['old', true],
    ['edit', false],
  ])
  expect(json).toMatchObject({ count: 3, total: 3 })
  const page = await api.get(`/api/2.0/files/file/${FILES.report}/links?count=1&startIndex=1`)
  expect(page.json.response[0].sharedLink.title).toBe('old')
  expect(page.json).toMatchObject({ count: 1, total: 3 })
  expect(portal.links(FILES.report)).toHaveLength(3)
})

test('GET links: reading without sharing is an empty list, unknown 404, unreadable 403, bad count 400', async () => {
  const portal = await portalForTest()
  portal.addLink(FILES.roomDocx)
  const reader = await client(portal, KEYS.member).links(FILES.roomDocx)
  expect([reader.status, reader.json.response, reader.json.total]).toEqual([200, [], 0])
  const api = client(portal)
  expect((await api.links('999999')).status).toBe(404)
  expect((await client(portal, KEYS.member).links(FILES.report)).status).toBe(403)
  for (const count of [0, 101, 'x']) {
    const got = await api.get(`/api/2.0/files/file/${FILES.report}/links?count=${count}`)
    expect([got.status, got.json.response.status]).toEqual([400, 400])
  }
})
