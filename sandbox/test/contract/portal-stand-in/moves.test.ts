import { expect, test } from 'vitest'
import { FILES, KEYS, ROOMS, ROOTS, USERS } from '../../../portal/seed-ids.ts'
import { client, portalForTest } from './portal-under-test.ts'

const MOVED = '?actionType=Move'

test('a move names the file and the folder, and who it was', async () => {
  const portal = await portalForTest()
  portal.moveFile(FILES.report, ROOMS.marketing, USERS.roomAdmin)
  const api = client(portal)
  expect((await api.audit(MOVED)).json.response).toMatchObject([
    {
      actionId: 5015,
      actionType: 15,
      user: 'Rita Roomadmin',
      target: [FILES.report, ROOMS.marketing],
      entries: [1, 2],
      action: 'File Moved: Q3.docx. From My documents to Marketing',
    },
  ])
  expect((await api.get(`/api/2.0/files/file/${FILES.report}`)).json.response).toMatchObject({
    folderId: Number(ROOMS.marketing),
    parentRoomType: 19,
  })
})

test('links stay on a file that is moved, and are not valid in the trash', async () => {
  const portal = await portalForTest()
  const link = portal.addLink(FILES.nested)
  const api = client(portal)
  const status = async () => (await api.share(portal.requestToken(link.id))).json.response.status
  portal.moveFile(FILES.nested, ROOTS.myOwner)
  expect(await status()).toBe(0)
  portal.trashFile(FILES.nested, USERS.member)
  expect([await status(), (await fetch(portal.directLink(FILES.nested, link.id))).status]).toEqual([1, 403])
  portal.restoreFile(FILES.nested)
  expect([await status(), portal.state.files[FILES.nested]?.folderId]).toEqual([0, ROOTS.myOwner])
  const { response } = (await api.audit('?action=5017')).json
  expect(response).toMatchObject([
    { user: 'Mark Member', target: [FILES.nested], action: 'File Moved to Trash: Lease.docx', entries: [1] },
  ])
  expect((await api.audit('?action=FileMoved')).json.response).toHaveLength(2)
})

test('a control that makes no sense is told at once', async () => {
  const portal = await portalForTest()
  expect(() => portal.restoreFile(FILES.report)).toThrow(`no file ${FILES.report} in the trash`)
  expect(() => portal.moveFile(FILES.report, 'nowhere')).toThrow('no folder nowhere')
  const { id } = portal.addLink(FILES.report)
  expect(() => portal.deleteLink(FILES.report, id, 'nobody')).toThrow('no user nobody')
  expect(portal.links(FILES.report)).toHaveLength(1)
  expect(() => portal.editLink(FILES.report, id, { internal: true }, 'nobody')).toThrow('no user nobody')
  expect(portal.links(FILES.report)).toMatchObject([{ internal: false }])
})

test('the trail says who edited and who deleted a link', async () => {
  const portal = await portalForTest()
  const { id } = portal.addLink(FILES.roomDocx)
  portal.editLink(FILES.roomDocx, id, { internal: true }, USERS.roomAdmin)
  portal.deleteLink(FILES.roomDocx, id, USERS.member)
  const who = async (action: number) =>
    (await client(portal).audit(`?action=${action}`)).json.response[0].user
  expect([await who(5092), await who(5093)]).toEqual(['Rita Roomadmin', 'Mark Member'])
})

test('rights that are taken away: the owner of a key no admin any more, a key without the right', async () => {
  const portal = await portalForTest()
  const auditor = client(portal, KEYS.adminReadOnly)
  portal.setUserKind(USERS.admin, 'room-admin')
  expect(await auditor.audit()).toMatchObject({ status: 403, json: { error: { message: 'Access denied' } } })
  portal.setUserKind(USERS.admin, 'admin')
  portal.setKeyPermissions(KEYS.adminReadOnly, ['files:read'])
  expect(await auditor.audit()).toMatchObject({ status: 403, text: '' })
  portal.setKeyPermissions(KEYS.adminReadOnly, ['*:read'])
  expect((await auditor.audit()).status).toBe(200)
})
