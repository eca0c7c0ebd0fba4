import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { ANONYMOUS_ID, FILES, USERS } from '../../../portal/seed-ids.ts'
import type { Portal } from '../../../portal/types.ts'
import { actionIds, client, portalForTest } from './portal-under-test.ts'

const sharing = async (file: string, change = {}) => {
  const portal = await portalForTest()
  const link = portal.addLink(file, change)
  portal.state.events = []
  return { portal, link, url: portal.directLink(file, link.id) }
}

const fetched = async (url: string, init: RequestInit = {}) => {
  const got = await fetch(url, { redirect: 'manual', ...init })
  return { status: got.status, headers: got.headers, bytes: Buffer.from(await got.arrayBuffer()) }
}

const last = (portal: Portal) => portal.events().at(-1)

test.each([FILES.report, FILES.pdf, FILES.png, FILES.zip, FILES.oddName, FILES.thirdParty])(
  'file %s comes whole and leaves one event with its key in page',
  async (file) => {
    const { portal, url } = await sharing(file)
    const { status, bytes } = await fetched(url, {
      headers: { 'user-agent': 'Mozilla/5.0 (Windows NT 10.0) Chrome/138.0' },
    })
    expect(status).toBe(200)
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    expect({ bytes: bytes.length, sha256 }).toEqual(portal.digest(file))
    expect(portal.events()).toMatchObject([
      {
        actionId: 5009,
        target: [file],
        page: url,
        userId: ANONYMOUS_ID,
        browser: 'Chrome 138',
        platform: 'Windows 10',
      },
    ])
  },
)

test('a revision is 5062, a view 5064, a stream nothing', async () => {
  const { portal, url } = await sharing(FILES.png)
  await fetched(`${url}&version=1`)
  await fetched(url.replace('download', 'view'))
  await fetched(url.replace('download', 'stream'))
  expect(actionIds(portal)).toEqual([5062, 5064])
})

test('HEAD counts, a Range only from byte 0, 304 too', async () => {
  const { portal, url } = await sharing(FILES.zip)
  const head = await fetched(url, { method: 'HEAD' })
  expect([head.status, head.bytes.length]).toEqual([200, 0])
  expect(Number(head.headers.get('content-length'))).toBe(portal.digest(FILES.zip).bytes)
  expect(actionIds(portal)).toEqual([5009])
  const part = await fetched(url, { headers: { range: 'bytes=0-9' } })
  expect([part.status, part.bytes.length]).toEqual([206, 10])
  expect(actionIds(portal)).toHaveLength(2)
  expect((await fetched(url, { headers: { range: 'bytes=10-' } })).status).toBe(206)
  for (const range of ['bytes=-5', 'bytes=999999-', 'bytes=9-5', 'bytes=1-2,4-5'])
    expect((await fetched(url, { headers: { range } })).status).toBe(400)
  expect(actionIds(portal)).toHaveLength(2)
  const etag = head.headers.get('etag') ?? ''
  expect((await fetched(url, { headers: { 'if-none-match': etag } })).status).toBe(304)
  expect(actionIds(portal)).toHaveLength(3)
})

test('a view sends the same bytes, and leaves its event by the same rules, which the filter finds by name', async () => {
  const { portal, url } = await sharing(FILES.report)
  const view = url.replace('download', 'view')
  const { status, bytes } = await fetched(view)
  expect([status, createHash('sha256').update(bytes).digest('hex')]).toEqual([
    200,
    portal.digest(FILES.report).sha256,
  ])
  expect((await fetched(view, { headers: { range: 'bytes=0-' } })).status).toBe(200)
  const most = await fetched(view, { headers: { range: 'bytes=1-' } })
  expect([most.status, most.bytes.length]).toEqual([206, bytes.length - 1])
  const api = client(portal)
  for (const action of ['FileReaded', '5064']) {
    // `actionType` is ignored next to it.
    const found = (await api.audit(`?action=${action}&actionType=Download`)).json.response
    expect(found).toHaveLength(2)
    expect(found[0]).toMatchObject({
      actionId: 5064,
      actionType: 2,
      action: '',
      page: view,
      target: ['4821'],
    })
  }
  expect((await api.audit('?actionType=Download')).json.response).toEqual([])
})

test('the event is there although the body never came', async () => {
  const { portal, url } = await sharing(FILES.zip)
  portal.fault({ path: '/filehandler.ashx', action: { kind: 'drop', when: 'after' } })
  await expect(fetched(url)).rejects.toThrow()
  expect(actionIds(portal)).toEqual([5009])
})

test('refused downloads leave nothing: expired, revoked, internal, view only, unknown file', async () => {
  const { portal, url, link } = await sharing(FILES.report)
  const refuse = async (change: object) => {
    portal.editLink(FILES.report, link.id, {
      internal: false,
      denyDownload: false,
      expirationDate: null,
      ...change,
    })
    portal.state.events = []
    const got = await fetched(url)
    expect(got.bytes.length).toBe(0)
    expect(portal.events()).toEqual([])
    return got.status
  }
  expect(await refuse({ expirationDate: '2026-07-01T00:00:00Z' })).toBe(403)
  expect(await refuse({ internal: true })).toBe(403)
  expect(await refuse({ denyDownload: true })).toBe(403)
  portal.deleteLink(FILES.report, link.id)
  portal.state.events = []
  expect((await fetched(url)).status).toBe(403)
  expect((await fetched(url.replace('4821', '999999'))).status).toBe(404)
  expect(portal.events()).toEqual([])
})

test('view only leaves images downloadable', async () => {
  const { portal, url } = await sharing(FILES.png, { denyDownload: true })
  expect((await fetched(url)).status).toBe(200)
  expect(actionIds(portal)).toEqual([5009])
})

test('a key of another file opens nothing', async () => {
  const { portal, url, link } = await sharing(FILES.report)
  expect((await fetched(portal.directLink(FILES.pdf, link.id))).status).toBe(403)
  expect((await fetched(url)).status).toBe(200)
})

test('page is the Referer when there is one; ip and agent can be forged', async () => {
  const { portal, url } = await sharing(FILES.report)
  const referer = 'https://mail.example/inbox'
  await fetched(url, { headers: { referer } })
  expect(last(portal)?.page).toBe(referer)
  await fetched(
    `${url}&request-x-real-ip=203.0.113.9&request-user-agent=${encodeURIComponent('Slackbot-LinkExpanding 1.0')}`,
  )
  expect(last(portal)).toMatchObject({ ip: '203.0.113.9', browser: 'Slackbot-LinkExpanding 1' })
  // An empty one is none.
  const headers = { 'x-real-ip': '198.51.100.4', 'user-agent': 'curl/8.5.0' }
  await fetched(`${url}&request-x-real-ip=&request-user-agent=`, { headers })
  expect(last(portal)).toMatchObject({ ip: '198.51.100.4', browser: 'curl 8' })
})

test.each([4096, 300])('page keeps so many characters: %i', async (auditPageLength) => {
  const { portal, url } = await sharing(FILES.report)
  portal.configure({ auditPageLength })
  const long = `${url}&x=${'y'.repeat(5_000)}`
  await fetched(long)
  expect(last(portal)?.page).toBe(long.slice(0, auditPageLength))
  await fetched(url)
  expect(last(portal)?.page).toBe(url)
})

test('a signed-in visitor leaves their own id, by link and without', async () => {
  const { portal, url } = await sharing(FILES.roomDocx)
  const cookie = `asc_auth_key=${portal.signIn(USERS.guest)}`
  await fetched(url, { headers: { cookie } })
  expect(last(portal)).toMatchObject({ userId: USERS.guest, page: url, room: 'Marketing' })
  const plain = `${portal.url}/filehandler.ashx?action=download&fileid=${FILES.roomDocx}`
  expect((await fetched(plain, { headers: { cookie } })).status).toBe(200)
  expect(last(portal)).toMatchObject({ userId: USERS.guest, page: plain })
  expect((await fetched(plain)).status).toBe(403)
})

test('a link of the room opens its files too', async () => {
  const portal = await portalForTest()
  const room = portal.state.links.find((link) => link.holder.kind === 'room')
  const got = await fetched(portal.directLink(FILES.publicFile, room?.id ?? ''))
  expect(got.status).toBe(200)
  expect(last(portal)?.page).toContain(portal.requestToken(room?.id ?? ''))
})

test('looking at a document and its download-as leave nothing', async () => {
  const { portal, link } = await sharing(FILES.report)
  const page = await fetch(portal.shareLink(link))
  expect(page.status).toBe(200)
  expect(page.headers.get('referrer-policy')).toBe('same-origin')
  expect(await page.text()).toContain('Q3.docx')
  const share = portal.requestToken(link.id)
  const saved = await fetched(`${portal.url}/doceditor/downloadas?fileid=${FILES.report}&share=${share}`)
  expect(saved.bytes.length).toBe(portal.digest(FILES.report).bytes)
  expect(portal.events()).toEqual([])
})

test('opening the short address of a zip is the download', async () => {
  const { portal, link } = await sharing(FILES.zip)
  const got = await fetch(portal.shareLink(link))
  expect(got.status).toBe(200)
  await got.arrayBuffer()
  expect(actionIds(portal)).toEqual([5009])
})

test('the guest account has no key: an anonymous API caller sees no link file', async () => {
  const { portal } = await sharing(FILES.report)
  expect((await client(portal, null).get(`/api/2.0/files/file/${FILES.report}`)).status).toBe(403)
})
