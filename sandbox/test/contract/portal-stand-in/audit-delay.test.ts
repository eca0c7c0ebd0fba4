import { expect, test } from 'vitest'
import { FILES } from '../../../portal/seed-ids.ts'
import { client, portalForTest } from './portal-under-test.ts'

const downloads = '?actionType=Download'

test('an event is seen only after its delay, with the date of the download', async () => {
  let time = new Date('2026-07-14T12:00:00Z')
  const portal = await portalForTest({
    now: () => time,
    settings: { auditDelayMs: { min: 3000, max: 3000 } },
  })
  const link = portal.addLink(FILES.zip)
  await fetch(portal.directLink(FILES.zip, link.id))
  const api = client(portal)
  time = new Date('2026-07-14T12:00:02.999Z')
  expect((await api.audit(downloads)).json.count).toBe(0)
  time = new Date('2026-07-14T12:00:03Z')
  const { json } = await api.audit(downloads)
  expect(json.response[0].date).toBe('2026-07-14T12:00:00.0000000Z')
})

test('late rows arrive behind newer ones, with higher ids', async () => {
  let time = new Date('2026-07-14T12:00:00Z')
  let roll = 1
  const portal = await portalForTest({
    now: () => time,
    random: () => roll,
    settings: { auditDelayMs: { min: 0, max: 10_000 } },
  })
  const slow = portal.emit({ target: FILES.report })
  roll = 0
  time = new Date('2026-07-14T12:00:05Z')
  const quick = portal.emit({ target: FILES.report })
  expect([slow.id, quick.id > 0]).toEqual([0, true])
  time = new Date('2026-07-14T12:00:10Z')
  const { json } = await client(portal).audit(downloads)
  expect(json.response.map((event: { id: number }) => event.id)).toEqual([quick.id, slow.id])
  expect(slow.id).toBeGreaterThan(quick.id)
})

test('held events wait for the word, and come in the order asked for', async () => {
  const portal = await portalForTest({ settings: { auditHeld: true } })
  const first = portal.emit({ target: FILES.report })
  const second = portal.emit({ target: FILES.report })
  expect((await client(portal).audit(downloads)).json.count).toBe(0)
  expect(portal.releaseEvents('reverse')).toBe(2)
  expect(second.id).toBeLessThan(first.id)
  expect((await client(portal).audit(downloads)).json.count).toBe(2)
})

test('a new event shifts the pages of those who are reading', async () => {
  const portal = await portalForTest()
  const old = portal.emit({ target: FILES.report, at: new Date('2026-07-14T11:00:00Z') })
  const api = client(portal)
  expect((await api.audit(`${downloads}&count=1`)).json.response[0].id).toBe(old.id)
  portal.emit({ target: FILES.report })
  expect((await api.audit(`${downloads}&count=1&startIndex=1`)).json.response[0].id).toBe(old.id)
})

test('in a German portal no text says Download', async () => {
  const portal = await portalForTest({ settings: { culture: 'de-DE' } })
  portal.emit({ target: FILES.roomDocx })
  const [event] = (await client(portal).audit(downloads)).json.response
  expect(event).toMatchObject({
    user: 'Anonym',
    action: 'Datei heruntergeladen: Campaign.docx',
    context: 'Räume: Marketing',
    actionId: 5009,
  })
})

test('the hand of others: links edited and deleted in the portal leave 5092 and 5093', async () => {
  const portal = await portalForTest()
  const link = portal.addLink(FILES.report, { title: 'Ours', expirationDate: '2026-08-01T00:00:00Z' })
  portal.editLink(FILES.report, link.id, { expirationDate: null })
  const [listed] = (await client(portal).links(FILES.report)).json.response
  expect(listed.sharedLink).not.toHaveProperty('expirationDate')
  portal.deleteLink(FILES.report, link.id)
  const found = async (action: number) => (await client(portal).audit(`?action=${action}`)).json.response
  expect(await found(5092)).toMatchObject([{ actionType: 2, target: [FILES.report], user: 'Olga Owner' }])
  const [deleted] = await found(5093)
  expect(deleted.action).toBe('External link deleted: Q3.docx. Ours')
  expect(JSON.stringify(deleted)).not.toContain(link.id)
})
