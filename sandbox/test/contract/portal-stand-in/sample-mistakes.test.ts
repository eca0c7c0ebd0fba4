import { expect, test } from 'vitest'
import { FILES, KEYS } from '../../../portal/seed-ids.ts'
import { actionIds, client, portalForTest } from './portal-under-test.ts'

/**
 * The public sample's calls, as it makes them, and what the portal does with each (docs/portal.md, The sample).
 * One test a row, named for the mistake.
 */
const SAMPLE_CREATE = { expirationDate: '2025-06-30', access: 1, maxDownloads: 3 }

const sampleRevoke = (id: string) => ({ sharedTo: { id, isExpired: true } })

const countsAsSample = (events: { action?: string }[]) =>
  events.filter((event) => String(event.action || '').includes('Download')).length

test('POST link as "create a link": two people get one link, and revoking it breaks the older share', async () => {
  const portal = await portalForTest()
  const api = client(portal)
  const older = await api.primary('POST', FILES.report, { access: 2, expirationDate: '2026-08-01T00:00:00Z' })
  const newer = await api.primary('POST', FILES.report, SAMPLE_CREATE)
  expect(newer.status).toBe(200)
  expect(newer.json.response).toEqual(older.json.response)
  await api.putLink(FILES.report, { linkId: newer.json.response.sharedLink.id, access: 0 })
  const check = await client(portal, null).share(older.json.response.sharedLink.requestToken)
  expect(check.json.response.status).toBe(1)
})

test('access 1 is not "read only": refused, and ignored once a primary link exists', async () => {
  const api = client(await portalForTest())
  const refused = await api.primary('POST', FILES.report, SAMPLE_CREATE)
  expect(refused.status).toBe(403)
  expect(refused.json.error.message).toBe('The role is not available for this user type')
  await api.primary('POST', FILES.report, { access: 2 })
  const ignored = await api.primary('POST', FILES.report, SAMPLE_CREATE)
  expect([ignored.status, ignored.json.response.access]).toEqual([200, 2])
})

test.each(['POST', 'PUT'] as const)(
  'access left out (%s): 200 without response, no link, a bogus event',
  async (verb) => {
    const portal = await portalForTest()
    const api = client(portal)
    const body = { expirationDate: '2026-08-01T00:00:00Z' }
    const got = await (verb === 'PUT'
      ? api.putLink(FILES.report, body)
      : api.primary('POST', FILES.report, body))
    expect(got.status).toBe(200)
    expect(got.json).not.toHaveProperty('response')
    expect(portal.links(FILES.report)).toEqual([])
    expect(actionIds(portal)).toEqual([5091])
  },
)

test('maxDownloads is dropped: the link goes on working after any number of downloads', async () => {
  const portal = await portalForTest()
  const made = await client(portal).putLink(FILES.zip, { access: 2, maxDownloads: 1 })
  const { sharedLink } = made.json.response
  expect(sharedLink).not.toHaveProperty('maxDownloads')
  expect(sharedLink).not.toHaveProperty('maxUseCount')
  const url = portal.directLink(FILES.zip, sharedLink.id)
  for (let n = 0; n < 3; n++) expect((await fetch(url)).status).toBe(200)
})

test('an end of YYYY-MM-DD is the start of that day, and a past one is no end at all', async () => {
  const portal = await portalForTest()
  const api = client(portal)
  const end = async (expirationDate: string) =>
    (await api.putLink(FILES.report, { access: 2, expirationDate })).json.response.sharedLink.expirationDate
  expect(await end('2026-07-20')).toBe('2026-07-20T00:00:00.0000000Z')
  // Today's date, at noon: already past.
  expect(await end('2026-07-14')).toBeUndefined()
  expect(await end(SAMPLE_CREATE.expirationDate)).toBeUndefined()
  expect(await end('30.06.2027')).toBeUndefined()
})

test('sharedLink.id is right since 3.5, before it only sharedTo.id', async () => {
  const portal = await portalForTest()
  const api = client(portal)
  const now = (await api.putLink(FILES.report, { access: 2 })).json.response
  expect(now.sharedLink.id).toBe(now.sharedTo.id)
  portal.configure({ version: '3.2.1' })
  const before = (await api.putLink(FILES.report, { access: 2 })).json.response
  expect(before.sharedLink).toBeUndefined()
  expect(before.sharedTo.id).toMatch(/^[0-9a-f-]{36}$/)
})

test('targetId filters nothing: the answer is the whole portal', async () => {
  const portal = await portalForTest()
  for (const target of [FILES.report, FILES.pdf, FILES.zip]) portal.emit({ target })
  const api = client(portal)
  expect((await api.audit(`?targetId=${FILES.report}`)).json.count).toBe(3)
  expect((await api.audit(`?target=${FILES.report}`)).json.count).toBe(3)
  const right = await api.audit(`?entryType=File&actionType=Download&target=${FILES.report}`)
  expect(right.json.response.map((event: { target: string[] }) => event.target)).toEqual([[FILES.report]])
})

test('counting by the word Download: everybody counts, and in another language nobody', async () => {
  const portal = await portalForTest()
  const link = portal.addLink(FILES.report)
  const other = portal.addLink(FILES.report)
  portal.emit({ target: FILES.report, page: portal.directLink(FILES.report, link.id) })
  portal.emit({ target: FILES.report, page: portal.directLink(FILES.report, other.id) })
  portal.emit({ target: FILES.report, userId: portal.state.files[FILES.report]?.ownerId ?? '' })
  portal.emit({ target: FILES.pdf })
  const api = client(portal)
  const sample = async () => countsAsSample((await api.audit(`?targetId=${FILES.report}`)).json.response)
  expect(await sample()).toBe(4)
  portal.configure({ culture: 'de-DE' })
  expect(await sample()).toBe(0)
  const events = (await api.audit('?actionType=Download')).json.response
  const ours = events.filter((event: { page?: string }) => event.page?.includes(portal.requestToken(link.id)))
  expect(ours).toHaveLength(1)
})

test('no check of plan and rights: unfiltered events, or a refusal', async () => {
  const portal = await portalForTest()
  portal.emit({ target: FILES.pdf })
  const probe = '?actionType=Download&from=2999-01-01T00:00:00Z'
  expect((await client(portal).audit(probe)).json.response).toEqual([])
  portal.configure({ audit: 'none' })
  expect((await client(portal).audit(probe)).json.count).toBe(1)
  expect((await client(portal, KEYS.member).audit(probe)).status).toBe(403)
  expect((await client(portal, KEYS.ownerFilesOnly).audit(probe)).status).toBe(403)
})

test('revoking by sharedTo.isExpired: success is answered, the link lives on', async () => {
  const portal = await portalForTest()
  const api = client(portal)
  const { sharedLink } = (await api.putLink(FILES.zip, { access: 2 })).json.response
  const got = await api.putLink(FILES.zip, sampleRevoke(sharedLink.id))
  expect(got.status).toBe(200)
  expect(got.json).not.toHaveProperty('response')
  expect(actionIds(portal)).toEqual([5091, 5091])
  expect((await fetch(portal.directLink(FILES.zip, sharedLink.id))).status).toBe(200)
  const full = await api.putLink(FILES.quotaFull, sampleRevoke(portal.links(FILES.quotaFull)[0]?.id ?? ''))
  expect(full.status).toBe(403)
  await api.putLink(FILES.zip, { linkId: sharedLink.id, access: 0 })
  expect((await api.links(FILES.zip)).json.response).toEqual([])
  expect((await fetch(portal.directLink(FILES.zip, sharedLink.id))).status).toBe(403)
})

test('ending it by a past expirationDate makes it unlimited', async () => {
  const portal = await portalForTest()
  const api = client(portal)
  const made = await api.putLink(FILES.zip, { access: 2, expirationDate: '2026-08-01T00:00:00Z' })
  const linkId = made.json.response.sharedLink.id
  const ended = await api.putLink(FILES.zip, { linkId, access: 2, expirationDate: '2025-01-01' })
  expect(ended.json.response.sharedLink).toMatchObject({ id: linkId, isExpired: false })
  expect(ended.json.response.sharedLink).not.toHaveProperty('expirationDate')
  expect((await fetch(portal.directLink(FILES.zip, linkId))).status).toBe(200)
})

test('GET link "to check" after a revoke publishes the file again, without an end', async () => {
  const portal = await portalForTest()
  const api = client(portal)
  const body = { access: 2, expirationDate: '2026-08-01T00:00:00Z' }
  const first = (await api.primary('POST', FILES.report, body)).json.response.sharedLink
  await api.putLink(FILES.report, { linkId: first.id, access: 0 })
  expect((await api.links(FILES.report)).json.response).toEqual([])
  const again = (await api.primary('GET', FILES.report)).json.response.sharedLink
  expect(again).toMatchObject({ primary: true, internal: false })
  expect(again).not.toHaveProperty('expirationDate')
  expect((await client(portal, null).share(again.requestToken)).json.response.status).toBe(0)
})
