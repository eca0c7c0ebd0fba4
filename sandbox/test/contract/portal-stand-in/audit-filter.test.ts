import { expect, test } from 'vitest'
import { FILES, KEYS, ROOMS, USERS } from '../../../portal/seed-ids.ts'
import { client, portalForTest } from './portal-under-test.ts'

const ids = (json: { response: { id: number }[] }) => json.response.map((event) => event.id)

const at = (second: number) => new Date(Date.UTC(2026, 6, 14, 11, 0, second))

test('an event as the contract shows it', async () => {
  const portal = await portalForTest({ settings: { portalOffsetMinutes: 180 } })
  const link = portal.addLink(FILES.roomDocx)
  const page = portal.directLink(FILES.roomDocx, link.id)
  const { id } = portal.emit({ target: FILES.roomDocx, page, at: new Date('2026-07-14T06:31:21.600Z') })
  const { json } = await client(portal).audit('?actionType=Download')
  expect(json.response).toEqual([
    {
      id,
      date: '2026-07-14T09:31:22.0000000+03:00',
      user: 'Anonymous',
      userId: '712d9ec3-5d2b-4b13-824f-71f00191dcca',
      action: 'File Downloaded: Campaign.docx',
      actionId: 5009,
      ip: '198.51.100.7',
      country: '',
      city: '',
      browser: 'Chrome 138',
      platform: 'Windows 10',
      page,
      actionType: 12,
      product: 2,
      location: 1,
      target: [FILES.roomDocx],
      entries: [1],
      context: 'Rooms: Marketing',
    },
  ])
  expect(json).not.toHaveProperty('total')
})

test('targetId and target alone filter nothing', async () => {
  const portal = await portalForTest()
  for (const target of [FILES.report, FILES.pdf]) portal.emit({ target })
  for (const query of [
    '?targetId=4821',
    '?target=4821',
    '?entryType=File',
    '?actionType=Download&target=4821',
  ]) {
    expect([query, (await client(portal).audit(query)).json.count]).toEqual([query, 2])
  }
})

test('target is a substring beside entryType and exact beside action', async () => {
  const portal = await portalForTest()
  for (const id of ['12', '4123']) portal.addFile({ id, title: `${id}.docx` })
  const short = portal.emit({ target: '12', at: at(1) })
  const long = portal.emit({ target: '4123', at: at(2) })
  const api = client(portal)
  const found = async (query: string) => ids((await api.audit(query)).json)
  expect(await found('?entryType=File&target=12')).toEqual([long.id, short.id])
  expect(await found('?entryType=1&actionType=12&target=12')).toEqual([long.id, short.id])
  expect(await found('?entryType=Folder&target=12')).toEqual([])
  expect(await found('?action=FileDownloaded&target=12')).toEqual([short.id])
  expect(await found('?action=5009&target=1')).toEqual([])
})

test('action beats actionType; actions the server has no map for need action', async () => {
  const portal = await portalForTest()
  const down = portal.emit({ target: FILES.report, at: at(1) })
  const created = portal.emit({ target: FILES.report, actionId: 5091, at: at(2) })
  const unmapped = portal.emit({ target: FILES.report, actionId: 6999, at: at(3) })
  const api = client(portal)
  const found = async (query: string) => ids((await api.audit(query)).json)
  expect(await found('?action=FileExternalLinkCreated&actionType=Download')).toEqual([created.id])
  expect(await found('')).toEqual([created.id, down.id])
  expect(await found('?action=6999')).toEqual([unmapped.id])
  expect(await found('?actionType=download')).toEqual([down.id])
})

test('a download of each kind is found by actionType, with its own shape', async () => {
  const portal = await portalForTest()
  for (const actionId of [5009, 5010, 5062]) portal.emit({ target: FILES.report, actionId })
  portal.emit({ target: ROOMS.marketing, actionId: 5057, userId: USERS.member })
  portal.emit({ target: FILES.report, actionId: 5064 })
  const { json } = await client(portal).audit('?actionType=Download')
  const rows: { actionId: number; action: string; location: number; entries: number[] }[] = json.response
  const byId = Object.fromEntries(rows.map((row) => [row.actionId, row]))
  expect(Object.keys(byId)).toEqual(['5009', '5010', '5057', '5062'])
  expect(byId[5057]).toMatchObject({
    action: 'Folder Downloaded: Marketing',
    user: 'Mark Member',
    location: 2,
    entries: [2],
  })
  expect(byId[5062]?.action).toBe('')
  expect(byId[5009]).not.toHaveProperty('page')
})

test('from and to are inclusive and need a zone', async () => {
  const portal = await portalForTest()
  const events = [1, 2, 3].map((second) => portal.emit({ target: FILES.report, at: at(second) }))
  const api = client(portal)
  const got = await api.audit('?from=2026-07-14T11:00:02Z')
  expect(ids(got.json)).toEqual([events[2]?.id, events[1]?.id])
  const offset = encodeURIComponent('2026-07-14T14:00:02+03:00')
  expect(ids((await api.audit(`?to=${offset}`)).json)).toEqual([events[1]?.id, events[0]?.id])
  for (const from of ['2026-07-14T11:00:02', '2026-07-14', 'today', '2026-07-14T14:00:02+03:00']) {
    const refused = await api.audit(`?from=${from}`)
    expect([from, refused.status]).toEqual([from, 400])
    expect(refused.json.response.errors).toHaveProperty('from')
  }
})

test('what does not bind is 400, moduleType 500 unless action is there', async () => {
  const api = client(await portalForTest())
  for (const query of [
    'count=0',
    'count=101',
    'actionType=Fetch',
    'action=Nope',
    'userId=me',
    'startIndex=x',
  ]) {
    expect([query, (await api.audit(`?${query}`)).status]).toEqual([query, 400])
  }
  const broken = await api.audit('?moduleType=1')
  expect([broken.status, broken.json.status]).toEqual([500, 1])
  expect((await api.audit('?moduleType=Files&action=5009')).status).toBe(200)
})

test('newest first by pages; those of one second in any order', async () => {
  // Seven rolls against six events: no two answers draw alike.
  const rolls = [0.1, 0.9, 0.5, 0.2, 0.7, 0.4, 0.8]
  let turn = 0
  const portal = await portalForTest({ random: () => rolls[turn++ % rolls.length] ?? 0 })
  for (let n = 0; n < 5; n++) portal.emit({ target: FILES.report, at: at(7) })
  const newest = portal.emit({ target: FILES.report, at: at(8) })
  const api = client(portal)
  const orders = new Set<string>()
  for (let n = 0; n < 4; n++) {
    const found = ids((await api.audit('?actionType=12')).json)
    expect(found[0]).toBe(newest.id)
    expect(found.toSorted()).toEqual(portal.events().map((event) => event.id))
    orders.add(found.join())
  }
  expect(orders.size).toBeGreaterThan(1)
  const second = await api.audit('?actionType=12&count=2&startIndex=4')
  expect(second.json.count).toBe(2)
})

test('userId filters exactly', async () => {
  const portal = await portalForTest()
  portal.emit({ target: FILES.report })
  const own = portal.emit({ target: FILES.report, userId: USERS.member })
  expect(ids((await client(portal).audit(`?userId=${USERS.member}`)).json)).toEqual([own.id])
})

test('a plan without the trail: the 20 newest whatever was asked, long titles cut; a hidden one 402', async () => {
  const portal = await portalForTest({ settings: { audit: 'none' } })
  for (let n = 1; n <= 25; n++) portal.emit({ target: FILES.longName, at: at(n) })
  const got = await client(portal).audit('?actionType=Download&from=2999-01-01T00:00:00Z&count=5')
  expect(got.status).toBe(200)
  expect(got.json.response).toHaveLength(20)
  expect(got.json.response[0].date).toBe('2026-07-14T11:00:25.0000000Z')
  expect(got.json.response[0].action.length).toBeLessThan(80)
  portal.configure({ audit: 'full' })
  expect(
    (await client(portal).audit('?actionType=Download&from=2999-01-01T00:00:00Z')).json.response,
  ).toEqual([])
  portal.configure({ audit: 'hidden' })
  const hidden = await client(portal).audit()
  expect([hidden.status, hidden.text]).toEqual([402, ''])
})

test('who may read it: owner and admin with a global scope', async () => {
  const portal = await portalForTest()
  const member = await client(portal, KEYS.roomAdmin).audit()
  expect([member.status, member.json.error.message]).toEqual([403, 'Access denied'])
  const narrow = await client(portal, KEYS.ownerFilesOnly).audit()
  expect([narrow.status, narrow.text]).toEqual([403, ''])
  for (const key of [KEYS.owner, KEYS.admin, KEYS.adminReadOnly]) {
    expect((await client(portal, key).audit()).status).toBe(200)
  }
})

test('a third-party id with a comma arrives split', async () => {
  const portal = await portalForTest()
  portal.addFile({ id: 'sbox-12-a,b', title: 'a,b.docx', folderId: ROOMS.cloud })
  portal.emit({ target: 'sbox-12-a,b' })
  const api = client(portal)
  expect((await api.audit('?actionType=12')).json.response[0].target).toEqual(['sbox-12-a', 'b'])
  expect((await api.audit('?action=5009&target=sbox-12-a,b')).json.count).toBe(1)
})
