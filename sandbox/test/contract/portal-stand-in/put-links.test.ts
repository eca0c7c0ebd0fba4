import { expect, test } from 'vitest'
import { FILES, KEYS } from '../../../portal/seed-ids.ts'
import { actionIds, client, portalForTest } from './portal-under-test.ts'

const ID = '9f1c2a34-5b6d-4e7f-8a90-b1c2d3e4f506'
const END = '2026-08-01T12:00:00.000Z'

test('creates with the id of the caller, answers as the contract shows', async () => {
  const portal = await portalForTest()
  const api = client(portal)
  const made = await api.putLink(FILES.report, { linkId: ID, access: 2, title: 'Slack', expirationDate: END })
  expect(made.status).toBe(200)
  const { sharedLink } = made.json.response
  expect(made.json.response.sharedTo).toEqual(sharedLink)
  expect(sharedLink).toMatchObject({
    id: ID,
    title: 'Slack',
    expirationDate: '2026-08-01T12:00:00.0000000Z',
    linkType: 1,
    denyDownload: false,
    isExpired: false,
    primary: false,
    internal: false,
  })
  expect(sharedLink.shareLink).toMatch(new RegExp(`^${portal.url}/s/[\\w-]{15}$`))
  expect(sharedLink).not.toHaveProperty('password')
  expect(made.json).toMatchObject({
    count: 1,
    status: 0,
    statusCode: 200,
    links: [{ href: `${portal.url}/api/2.0/files/file/4821/links`, action: 'PUT' }],
  })
  expect(made.json.response).toMatchObject({ access: 2, subjectType: 1 })
  expect(actionIds(portal)).toEqual([5091])
})

test('without an id each call makes another link, with one only the first', async () => {
  const portal = await portalForTest()
  const api = client(portal)
  const zeros = '00000000-0000-0000-0000-000000000000'
  for (const linkId of [undefined, zeros, ID, ID]) await api.putLink(FILES.report, { linkId, access: 2 })
  expect(portal.links(FILES.report)).toHaveLength(3)
  expect(actionIds(portal)).toEqual([5091, 5091, 5091, 5092])
})

test('an update replaces everything but the kind, the key and the short address', async () => {
  const portal = await portalForTest()
  const api = client(portal)
  const full = {
    linkId: ID,
    access: 2,
    title: 'T',
    expirationDate: END,
    password: 'secret word',
    denyDownload: true,
  }
  const before = (await api.putLink(FILES.report, full)).json.response.sharedLink
  expect(before.password).toBe('secret word')
  const after = (await api.putLink(FILES.report, { linkId: ID, access: 2, primary: true })).json.response
    .sharedLink
  expect(after).toMatchObject({ title: 'Shared link', denyDownload: false, primary: false })
  expect(after).not.toHaveProperty('password')
  expect(after).not.toHaveProperty('expirationDate')
  expect(after.shareLink).toBe(before.shareLink)
  expect(after.requestToken).toBe(before.requestToken)
})

test('names are case-insensitive, numbers may be texts, unknown members are dropped', async () => {
  const api = client(await portalForTest())
  const made = await api.putLink(FILES.report, {
    LINKID: ID.toUpperCase(),
    Access: '2',
    maxDownloads: 3,
    TITLE: 'x',
  })
  expect(made.json.response.sharedLink).toMatchObject({ id: ID, title: 'x' })
  expect(made.text).not.toContain('maxDownloads')
  expect((await api.putLink(FILES.report, { linkId: ID, access: 'comment' })).json.response.access).toBe(6)
})

test('access 0 deletes a known link; a second time and for an unknown id it only writes a bogus event', async () => {
  const portal = await portalForTest()
  const api = client(portal)
  await api.putLink(FILES.report, { linkId: ID, access: 2 })
  for (const body of [{ linkId: ID, access: 0 }, { linkId: ID, access: 0 }, { access: 'nonsense' }, {}]) {
    const got = await api.putLink(FILES.report, body)
    expect(got.status).toBe(200)
    expect(got.json).not.toHaveProperty('response')
    expect(got.json.count).toBe(0)
  }
  expect(portal.links(FILES.report)).toEqual([])
  expect(actionIds(portal)).toEqual([5091, 5093, 5091, 5091, 5091])
})

test.each([1, 3, 4, 7, 8, 9, 11, 99, 'RoomManager'])(
  'access %s is not offered for a docx',
  async (access) => {
    const api = client(await portalForTest())
    const got = await api.putLink(FILES.report, { access })
    expect(got.status).toBe(403)
    expect(got.json.error).toMatchObject({
      message: 'The role is not available for this user type',
      type: 'System.InvalidOperationException',
    })
  },
)

test('access by the kind of file', async () => {
  const portal = await portalForTest()
  const api = client(portal)
  const status = async (file: string, access: number) => {
    const got = await api.putLink(file, { access })
    return got.status === 200 ? ('response' in got.json ? 'made' : 'nothing') : got.status
  }
  for (const access of [2, 5, 6, 10]) expect(await status(FILES.report, access)).toBe('made')
  expect(await status(FILES.zip, 2)).toBe('made')
  for (const access of [5, 6, 10]) expect(await status(FILES.zip, access)).toBe('nothing')
  expect(await status(FILES.zip, 1)).toBe(403)
  expect(await status(FILES.png, 10)).toBe(403)
  expect(await status(FILES.form, 2)).toBe(403)
  expect(await status(FILES.form, 10)).toBe('made')
})

test.each([
  ['2026-08-01T12:00:00.1234567Z', '2026-08-01T12:00:00.1234567Z'],
  ['2026-08-01T15:00:00+03:00', '2026-08-01T12:00:00.0000000Z'],
  ['2026-08-01', '2026-08-01T00:00:00.0000000Z'],
  ['2026-08-01T12:00:00', '2026-08-01T12:00:00.0000000Z'],
  ['2026-07-14T12:00:00.000Z', undefined],
  ['2025-01-01', undefined],
  ['2026-02-31', undefined],
  ['next week', undefined],
  ['', undefined],
  [null, undefined],
])('an end of %j is answered as %j', async (expirationDate, expected) => {
  const api = client(await portalForTest())
  const made = await api.putLink(FILES.report, { linkId: ID, access: 2, expirationDate })
  expect(made.status).toBe(200)
  expect(made.json.response.sharedLink.expirationDate).toBe(expected)
})

test('dates are answered in the zone of the portal, read in that of the server', async () => {
  const api = client(
    await portalForTest({ settings: { portalOffsetMinutes: 180, serverOffsetMinutes: -120 } }),
  )
  const made = await api.putLink(FILES.report, { access: 2, expirationDate: '2026-08-01' })
  expect(made.json.response.sharedLink.expirationDate).toBe('2026-08-01T05:00:00.0000000+03:00')
})

test.each([
  [{ access: 2, expirationDate: '2036-07-14T12:00:01Z' }, 'error'],
  [{ access: 2, password: 'short' }, 'error'],
  [{ access: 2, expirationDate: 1785585600000 }, 'response'],
  [{ access: 2, expirationDate: { utcTime: '2026-08-01' } }, 'response'],
  [{ access: 2, title: 'x'.repeat(256) }, 'response'],
  [{ access: 2, linkId: 'not-a-uuid' }, 'response'],
  [{ access: 2, internal: 'yes' }, 'response'],
  ['{"access":', 'response'],
])('%j is refused with 400 in the shape of %s', async (body, shape) => {
  const portal = await portalForTest()
  const got = await client(portal).putLink(FILES.report, body)
  expect(got.status).toBe(400)
  expect(got.json).toMatchObject({ status: 1, statusCode: 400 })
  expect('error' in got.json).toBe(shape === 'error')
  if (shape === 'error') expect(got.json.error.type).toBe('System.ArgumentException')
  else expect(got.json.response.title).toBe('One or more validation errors occurred.')
  expect(portal.links(FILES.report)).toEqual([])
})

test('six additional links and no more; expired ones hold their place; deleting the unknown is refused too', async () => {
  let time = new Date('2026-07-14T12:00:00Z')
  const portal = await portalForTest({ now: () => time })
  const api = client(portal)
  for (let n = 0; n < 6; n++)
    await api.putLink(FILES.report, { access: 2, expirationDate: '2026-07-14T13:00:00Z' })
  time = new Date('2026-07-14T14:00:00Z')
  const seventh = await api.putLink(FILES.report, { linkId: ID, access: 2 })
  expect(seventh.status).toBe(403)
  expect(seventh.json.error.message).toBe('The maximum number of links may not exceed 6')
  expect((await api.putLink(FILES.report, { linkId: ID, access: 0 })).status).toBe(403)
  const [expired] = portal.links(FILES.report)
  expect((await api.putLink(FILES.report, { linkId: expired?.id, access: 2 })).status).toBe(200)
  expect((await api.putLink(FILES.report, { linkId: expired?.id, access: 0 })).status).toBe(200)
  expect((await api.putLink(FILES.report, { linkId: ID, access: 2 })).status).toBe(200)
})

test('who may not share is refused: reader, admin outside the room, guest, file nobody may share', async () => {
  const portal = await portalForTest()
  const put = (key: string, file: string) => client(portal, key).putLink(file, { access: 2 })
  const cases: [string, string, number][] = [
    [KEYS.member, FILES.roomDocx, 403],
    [KEYS.admin, FILES.roomDocx, 403],
    [KEYS.guest, FILES.roomDocx, 403],
    [KEYS.roomAdmin, FILES.roomDocx, 200],
    [KEYS.member, FILES.nested, 200],
    [KEYS.owner, FILES.unshareable, 403],
    [KEYS.owner, FILES.archivedFile, 403],
    [KEYS.owner, FILES.thirdParty, 200],
  ]
  for (const [key, file, status] of cases)
    expect([file, (await put(key, file)).status]).toEqual([file, status])
  const refused = await put(KEYS.member, FILES.roomDocx)
  expect(refused.json.error.message).toBe('Access denied')
  expect((await put(KEYS.owner, '999999')).json.error.message).toBe('Item not found')
})
