import { expect, test } from 'vitest'
import { FILES } from '../../../portal/seed-ids.ts'
import { client, portalForTest } from './portal-under-test.ts'

test('3.2: no list of links, sharedTo only, no title or password, five links', async () => {
  const portal = await portalForTest({ settings: { version: '3.2.1' } })
  const api = client(portal)
  expect((await api.get('/api/2.0/settings/version/build')).json.response.docSpace).toBe('3.2.1')
  expect((await api.links(FILES.report)).status).toBe(405)
  const body = { access: 2, title: 'T', password: 'secret word', denyDownload: true }
  const made = (await api.putLink(FILES.report, body)).json.response
  expect(made).not.toHaveProperty('sharedLink')
  expect(made.sharedTo).toMatchObject({ title: 'Shared link', denyDownload: false })
  expect(made.sharedTo).not.toHaveProperty('password')
  for (let n = 2; n <= 5; n++) expect((await api.putLink(FILES.report, { access: 2 })).status).toBe(200)
  expect((await api.putLink(FILES.report, { access: 2 })).status).toBe(403)
})

test('3.2: the single link of a file in a room is that of the room', async () => {
  const portal = await portalForTest({ settings: { version: '3.2.1' } })
  await client(portal).primary('POST', FILES.roomDocx, { access: 2 })
  expect(portal.links(FILES.roomDocx)).toEqual([])
  expect(portal.links('101')).toHaveLength(1)
})

test('3.2: the trail names module, keeps only the Referer, and does not check count', async () => {
  const portal = await portalForTest({ settings: { version: '3.2.1' } })
  const link = portal.addLink(FILES.zip)
  await fetch(portal.directLink(FILES.zip, link.id))
  const got = await client(portal).audit('?actionType=Download&count=500')
  expect(got.status).toBe(200)
  expect(got.json.response).toMatchObject([{ module: 1, actionId: 5009 }])
  expect(got.json.response[0]).not.toHaveProperty('location')
  expect(got.json.response[0]).not.toHaveProperty('page')
})

test('sharedExternal is new in 3.7', async () => {
  const portal = await portalForTest({ settings: { version: '3.6.1' } })
  const read = async () => (await client(portal).get(`/api/2.0/files/file/${FILES.report}`)).json.response
  expect(await read()).not.toHaveProperty('sharedExternal')
  portal.configure({ version: '3.7.0' })
  expect(await read()).toHaveProperty('sharedExternal')
})
