import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import type { PortalAct } from '../../../pages/contract.ts'
import { FILES, ROOMS, USERS } from '../../../portal/seed-ids.ts'
import { startPortalPage, TRAIL } from './portal-world.ts'

const IN_AN_HOUR = () => new Date(Date.now() + 3_600_000).toISOString()

test('a link, who came by it, and what the trail says of that', async () => {
  const { portal, screens, visit } = await startPortalPage()
  const link = portal.addLink(FILES.report, { title: 'For Acme', expirationDate: IN_AN_HOUR() })
  const address = portal.directLink(FILES.report, link.id)
  const { until } = await screens(FILES.report)
  await until(({ file }) => file?.links[0]?.state === 'live')

  const got = await visit(address, 'anonymous', 2)
  const bytes = Buffer.from(await got.arrayBuffer())
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  expect({ bytes: bytes.length, sha256 }).toEqual(portal.digest(FILES.report))
  await visit(address, USERS.member, 9)

  const { file, events } = await until((screen) => screen.file?.links[0]?.downloads === 2)
  expect(file?.links).toMatchObject([
    { id: link.id, title: 'For Acme', hasPassword: false, directAddress: address },
  ])
  expect(events[0]).toMatchObject({
    action: 'File Downloaded',
    user: 'Mark Member',
    titles: ['Q3.docx'],
    linkId: link.id,
    ip: '198.51.100.9',
  })
  expect(events[1]).toMatchObject({
    user: 'Anonymous',
    targets: [FILES.report],
    linkId: link.id,
    browser: 'Mobile Safari 18, iOS 18 Apple iPhone',
    ip: '198.51.100.2',
  })
  expect(events[2]).toMatchObject({
    action: 'External link created',
    titles: ['Q3.docx', 'For Acme', 'Read'],
  })
})

test('the downloads of one link are not those of another, nor those of members without a link', async () => {
  const { portal, see, visit } = await startPortalPage()
  const [one, other] = [portal.addLink(FILES.zip), portal.addLink(FILES.zip)]
  // The short address of a zip is the download.
  await visit(portal.shareLink(one))
  await visit(`${portal.url}/filehandler.ashx?action=download&fileid=${FILES.zip}`, USERS.owner)
  const { file, events } = await see(FILES.zip)
  expect(file?.links.map(({ id, downloads }) => [id, downloads])).toEqual([
    [other.id, 0],
    [one.id, 1],
  ])
  expect(events.map(({ linkId }) => linkId).filter(Boolean)).toEqual([one.id])
})

test('files with their places; the trash makes links invalid', async () => {
  const { portal, act, see } = await startPortalPage()
  portal.addLink(FILES.nested)
  const find = async (id: string) => (await see()).files.find((file) => file.id === id)
  expect(await find(FILES.nested)).toMatchObject({
    title: 'Lease.docx',
    place: 'Finance & Legal / Contracts',
    isTrashed: false,
    linkCount: 1,
    address: `${portal.url}/doceditor?fileid=${FILES.nested}`,
  })
  expect((await find(FILES.memberFile))?.place).toBe('My documents of Mark Member')
  expect(await act({ act: 'trash-file', fileId: FILES.nested })).toEqual({ ok: true })
  expect(await find(FILES.nested)).toMatchObject({ place: 'Trash', isTrashed: true })
  expect((await see(FILES.nested)).file?.links[0]?.state).toBe('invalid')
})

test('somebody edits a link, and deletes it', async () => {
  const { portal, act, screens, visit } = await startPortalPage()
  const link = portal.addLink(FILES.report, { expirationDate: IN_AN_HOUR() })
  const target = { fileId: FILES.report, linkId: link.id }
  const address = portal.directLink(FILES.report, link.id)
  const { until } = await screens(FILES.report)
  await act({ act: 'edit-link', ...target, change: { expirationDate: null } })
  const changed = await until(({ file }) => file?.links[0]?.expirationDate === null)
  expect(changed.file?.links[0]).toMatchObject({ state: 'live', denyDownload: false, internal: false })
  await act({ act: 'edit-link', ...target, change: { internal: true } })
  expect((await visit(address)).status).toBe(403)
  expect((await visit(address, USERS.guest)).status).toBe(200)
  await act({ act: 'edit-link', ...target, change: { denyDownload: true } })
  expect((await visit(address, USERS.guest)).status).toBe(403)
  // An end that comes while the page is looked at is seen without anybody acting.
  const soon = new Date(Date.now() + 300).toISOString()
  await act({ act: 'edit-link', ...target, change: { expirationDate: soon } })
  await until(({ file }) => file?.links[0]?.state === 'expired')
  await act({ act: 'delete-link', ...target })
  await until(({ file }) => file?.links.length === 0)
  expect(await act({ act: 'delete-link', ...target })).toEqual({
    ok: false,
    error: 'There is no such link (any more).',
  })
})

test('who changes things in the portal is named in the trail', async () => {
  const { portal, act, see, visit } = await startPortalPage()
  const link = portal.addLink(FILES.report)
  const target = { fileId: FILES.report, linkId: link.id, by: USERS.roomAdmin }
  await act({ act: 'edit-link', ...target, change: { password: 'let-me-in' } })
  expect((await see(FILES.report)).file?.links).toMatchObject([{ hasPassword: true }])
  expect((await visit(portal.directLink(FILES.report, link.id))).status).toBe(403)
  await act({ act: 'edit-link', ...target, change: { password: null } })
  await act({ act: 'move-file', fileId: FILES.report, folderId: ROOMS.marketing, by: USERS.admin })
  await act({ act: 'trash-file', fileId: FILES.report, by: USERS.member })
  await act({ act: 'restore-file', fileId: FILES.report })
  await act({ act: 'delete-link', ...target })
  const { events, file } = await see(FILES.report)
  expect(events.map(({ actionId, user }) => [actionId, user]).sort()).toEqual([
    [5015, 'Adam Admin'],
    [5015, 'Olga Owner'],
    [5017, 'Mark Member'],
    [5091, 'Olga Owner'],
    [5092, 'Rita Roomadmin'],
    [5092, 'Rita Roomadmin'],
    [5093, 'Rita Roomadmin'],
  ])
  expect(file).toMatchObject({ place: 'Marketing', folderId: ROOMS.marketing, isTrashed: false })
})

test.each<[string, PortalAct]>([
  ['account', { act: 'trash-file', fileId: FILES.zip, by: 'nobody' }],
  ['folder', { act: 'move-file', fileId: FILES.zip, folderId: '9999' }],
  ['file in the trash', { act: 'restore-file', fileId: FILES.zip }],
  ['file', { act: 'trash-file', fileId: '9999' }],
  ['webhook', { act: 'webhook', on: false }],
])('what is not there is told: no such %s', async (what, asked) => {
  const { act, see } = await startPortalPage()
  expect(await act(asked)).toEqual({ ok: false, error: `There is no such ${what} (any more).` })
  expect((await see()).events).toEqual([])
})

test('where a file can go: rooms, folders and everybody’s documents', async () => {
  const names = (await (await startPortalPage()).see()).places.map(({ name }) => name)
  expect(names).toEqual(
    expect.arrayContaining(['Marketing', 'Finance & Legal / Contracts', 'My documents of Mark Member']),
  )
  for (const wrong of ['Rooms', 'Archive', 'Trash', 'Team Dropbox']) expect(names).not.toContain(wrong)
})

test('the webhook can be switched off, and shows how its last deliveries went', async () => {
  const page = await startPortalPage({ settings: { webhookDelayMs: { min: 0, max: 0 } } })
  const { portal, act, screens } = page
  expect((await page.see()).webhook).toBeUndefined()
  // Somebody who answers 404.
  const uri = `${portal.url}/hook`
  await portal.addWebhook({ uri, secretKey: 'secret-of-the-hook' })
  portal.emit({ target: FILES.zip })
  const { until } = await screens()
  const { webhook } = await until(({ webhook }) => webhook?.deliveries[0]?.attempts === 1)
  expect(webhook).toMatchObject({
    enabled: true,
    uri,
    check: { status: 404 },
    deliveries: [{ title: 'Press kit.zip', state: 'waiting', status: 404 }],
  })
  await act({ act: 'webhook', on: false })
  portal.emit({ target: FILES.zip })
  const off = await until(({ events }) => events.length === 2)
  expect(off.webhook).toMatchObject({ enabled: false, deliveries: [{ id: 1 }] })
})

test('events that were held come in the order that is chosen, and are marked until then', async () => {
  const { portal, act, screens, ask, eventsIn, visit } = await startPortalPage()
  const link = portal.addLink(FILES.zip)
  await act({ act: 'trouble', name: 'audit-held', on: true })
  await visit(portal.directLink(FILES.zip, link.id), 'anonymous', 1)
  await visit(portal.directLink(FILES.zip, link.id), 'anonymous', 2)
  const { until } = await screens(FILES.zip)
  const held = await until(({ waitingEvents }) => waitingEvents === 2)
  expect(held.events.map(({ id, ip }) => [id, ip]).slice(0, 2)).toEqual([
    [0, '198.51.100.2'],
    [0, '198.51.100.1'],
  ])
  expect(held.file?.links[0]?.downloads).toBe(2)
  expect(await eventsIn(await ask('adminReadOnly', TRAIL))).toEqual([])
  await act({ act: 'release-events', order: 'reverse' })
  await until(({ waitingEvents }) => waitingEvents === 0)
  const arrived = portal.events().slice(-2)
  expect(arrived.map(({ ip }) => ip)).toEqual(['198.51.100.2', '198.51.100.1'])
})

test('the bell rings for every change behind the API, and not for looking', async () => {
  const { portal } = await startPortalPage()
  let rings = 0
  portal.onChange(() => {
    rings += 1
  })
  const link = portal.addLink(FILES.zip)
  portal.trashFile(FILES.zip)
  portal.configure({ auditHeld: true })
  expect(rings).toBe(3)
  portal.links()
  portal.events()
  portal.shareLink(link)
  portal.directLink(FILES.zip, link.id)
  expect(rings).toBe(3)
})

test.each([
  { act: 'trouble', name: 'earthquake', on: true },
  { act: 'edit-link', fileId: '4821', linkId: 'x', change: { expirationDate: 'tomorrow' } },
  { act: 'edit-link', fileId: '4821', linkId: 'x', change: { access: 10 } },
  { act: 'release-events' },
  { act: 'destroy' },
  'calm',
])('the act %j is refused', async (body) => {
  const { post, see } = await startPortalPage()
  expect((await post(body)).status).toBe(400)
  expect((await see()).troubles).toEqual([])
})
