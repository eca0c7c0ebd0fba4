import { expect, test } from 'vitest'
import { FILES, KEYS, USERS } from '../../../portal/seed-ids.ts'
import { client, portalForTest } from './portal-under-test.ts'

test('the share key carries the link id for everybody to read, 111 characters, never changing', async () => {
  const portal = await portalForTest()
  const link = portal.addLink(FILES.report)
  const token = portal.requestToken(link.id)
  expect(token).toMatch(/^[\w-]{111}$/)
  const text = Buffer.from(token, 'base64url').toString()
  expect(text.indexOf('?')).toBe(44)
  expect(JSON.parse(text.slice(45))).toBe(link.id)
  const [listed] = (await client(portal).links(FILES.report)).json.response
  expect(listed.sharedLink.requestToken).toBe(token)
})

test.each([
  [FILES.report, '/doceditor?fileid=4821&share=KEY'],
  [FILES.pdf, '/doceditor?fileid=4822&share=KEY'],
  [FILES.oldDoc, '/doceditor?fileid=4826&share=KEY&action=view'],
  [FILES.png, '/share/preview/4823?share=KEY'],
  [FILES.video, '/share/preview/4832?share=KEY'],
  [FILES.zip, '/filehandler.ashx?action=download&fileid=4824&share=KEY'],
  [FILES.thirdParty, '/doceditor?fileid=sbox-12-abc&share=KEY'],
])('the short address of %s leads to %s', async (file, target) => {
  const portal = await portalForTest()
  const link = portal.addLink(file)
  const got = await fetch(portal.shareLink(link), { redirect: 'manual' })
  expect(got.status).toBe(302)
  expect(got.headers.get('location')).toBe(portal.url + target.replace('KEY', portal.requestToken(link.id)))
})

test('an unknown short address leads to the start page', async () => {
  const portal = await portalForTest()
  const got = await client(portal, null).get('/s/abcdefghijklmno')
  expect([got.status, got.headers.get('location')]).toEqual([302, `${portal.url}/`])
})

test('the check of a key: every status, always 200', async () => {
  const portal = await portalForTest()
  const visitor = client(portal, null)
  const check = async (linkId: string) => {
    const got = await visitor.share(portal.requestToken(linkId))
    expect(got.status).toBe(200)
    return got.json.response
  }
  const live = portal.addLink(FILES.report)
  expect(await check(live.id)).toEqual({
    status: 0,
    id: '4821',
    title: 'Q3.docx',
    type: 2,
    tenantId: 1,
    shared: false,
    linkId: live.id,
    isAuthenticated: false,
    isRoomMember: false,
  })
  expect((await check('00000000-1111-4222-8333-444444444444')).status).toBe(1)
  expect((await visitor.share('garbage')).json.response.status).toBe(1)
  const old = portal.addLink(FILES.report, { expirationDate: '2026-07-01T00:00:00Z' })
  expect((await check(old.id)).status).toBe(2)
  const locked = portal.addLink(FILES.report, { password: 'secret word' })
  expect((await check(locked.id)).status).toBe(3)
  const internal = portal.addLink(FILES.report, { internal: true })
  expect((await check(internal.id)).status).toBe(5)
  const member = await client(portal, KEYS.member).share(portal.requestToken(internal.id))
  expect(member.json.response).toMatchObject({ status: 0, isAuthenticated: true, isRoomMember: false })
  portal.configure({ externalSharing: 'blocked' })
  expect((await check(live.id)).status).toBe(5)
  portal.configure({ externalSharing: 'allowed' })
  portal.trashFile(FILES.report)
  expect((await check(live.id)).status).toBe(1)
})

test('a check with a key marks the file as opened by that user', async () => {
  const portal = await portalForTest()
  const token = portal.requestToken(portal.addLink(FILES.report).id)
  await client(portal, null).share(token)
  expect(portal.state.files[FILES.report]?.openedBy).toEqual([])
  await client(portal, KEYS.member).share(token)
  expect(portal.state.files[FILES.report]?.openedBy).toEqual([USERS.member])
})

test('a password opens the way to the bytes, a wrong one is told apart', async () => {
  const portal = await portalForTest()
  const link = portal.addLink(FILES.zip, { password: 'secret word' })
  const visitor = client(portal, null)
  const path = portal.directLink(FILES.zip, link.id).slice(portal.url.length)
  const type = (password: string) =>
    visitor.send('POST', `/api/2.0/files/share/${portal.requestToken(link.id)}/password`, { password })
  expect((await visitor.get(path)).status).toBe(403)
  expect((await type('wrong word')).json.response.status).toBe(4)
  const right = await type('secret word')
  expect(right.json.response.status).toBe(0)
  const cookie = right.headers.get('set-cookie')?.split(';')[0] ?? ''
  expect((await visitor.get(path, { cookie })).status).toBe(200)
  const key = cookie.slice(cookie.indexOf('=') + 1)
  const inner = JSON.parse(Buffer.from(key, 'base64url').toString().slice(45))
  expect(JSON.parse(inner).Id).toBe(link.id)
  expect((await visitor.share(key)).json.response.status).toBe(0)
})
