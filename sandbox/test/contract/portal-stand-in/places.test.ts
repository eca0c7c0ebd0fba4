import { expect, test } from 'vitest'
import { FILES } from '../../../portal/seed-ids.ts'
import { actionIds, client, portalForTest } from './portal-under-test.ts'

test('a data room forces internal, a public room forbids it', async () => {
  const api = client(await portalForTest())
  const internal = async (file: string, asked: boolean) =>
    (await api.putLink(file, { access: 2, internal: asked })).json.response.sharedLink.internal
  expect(await internal(FILES.dataRoomFile, false)).toBe(true)
  expect(await internal(FILES.publicFile, true)).toBe(false)
  expect(await internal(FILES.report, true)).toBe(true)
})

test('internal by default meets only a PUT without an id', async () => {
  const api = client(await portalForTest({ settings: { internalByDefault: true } }))
  const linkId = '9f1c2a34-5b6d-4e7f-8a90-b1c2d3e4f506'
  expect((await api.putLink(FILES.report, { access: 2 })).json.response.sharedLink.internal).toBe(true)
  expect((await api.putLink(FILES.report, { linkId, access: 2 })).json.response.sharedLink.internal).toBe(
    false,
  )
  expect((await api.primary('POST', FILES.pdf, { access: 2 })).json.response.sharedLink.internal).toBe(false)
  expect((await api.primary('GET', FILES.png)).json.response.sharedLink.internal).toBe(true)
})

test('with external sharing switched off links are internal, in public rooms refused', async () => {
  const api = client(await portalForTest({ settings: { externalSharing: 'internal-only' } }))
  expect((await api.putLink(FILES.report, { access: 2 })).json.response.sharedLink.internal).toBe(true)
  expect((await api.putLink(FILES.publicFile, { access: 2 })).status).toBe(403)
})

test('a public room takes five additional links and one primary', async () => {
  const api = client(await portalForTest())
  const put = (primary: boolean) => api.putLink(FILES.publicFile, { access: 2, primary })
  for (let n = 0; n < 5; n++) expect((await put(false)).status).toBe(200)
  expect((await put(false)).json.error.message).toBe('The maximum number of links may not exceed 5')
  expect((await put(true)).status).toBe(200)
  expect((await put(true)).json.error.message).toBe('The maximum number of links may not exceed 1')
})

test('the revoked primary link of a public room comes back unlimited', async () => {
  const portal = await portalForTest()
  const api = client(portal)
  const end = '2026-08-01T00:00:00Z'
  const first = (await api.putLink(FILES.publicFile, { access: 2, primary: true, expirationDate: end })).json
    .response
  const revoked = await api.putLink(FILES.publicFile, { linkId: first.sharedLink.id, access: 0 })
  expect(revoked.json.response).toMatchObject({ subjectType: 4, sharedLink: { primary: true } })
  expect(revoked.json.response.sharedLink.id).not.toBe(first.sharedLink.id)
  expect(revoked.json.response.sharedLink).not.toHaveProperty('expirationDate')
  expect(portal.links(FILES.publicFile)).toHaveLength(1)
  expect(actionIds(portal)).toEqual([5091, 5093])
})

test('a form in a form-filling room answers with the room and takes no link of its own', async () => {
  const portal = await portalForTest()
  const api = client(portal)
  const refused = await api.putLink(FILES.roomForm, { access: 7 })
  expect(refused.json.error.message).toBe('The maximum number of links may not exceed 0')
  const got = await api.primary('GET', FILES.roomForm)
  expect(got.json.response.access).toBe(7)
  expect(portal.links(FILES.roomForm)).toEqual([])
  expect(portal.links('103')).toHaveLength(1)
  const { id } = got.json.response.sharedLink
  const changed = await api.putLink(FILES.roomForm, {
    linkId: id,
    access: 7,
    expirationDate: '2026-08-01T00:00:00Z',
  })
  expect(changed.json.response.sharedLink).not.toHaveProperty('expirationDate')
  expect(
    (await api.links(FILES.roomForm)).json.response.map(
      (one: { sharedLink: { id: string } }) => one.sharedLink.id,
    ),
  ).toEqual([id])
})
