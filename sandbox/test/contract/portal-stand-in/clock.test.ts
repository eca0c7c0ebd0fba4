import { expect, test } from 'vitest'
import { FILES } from '../../../portal/seed-ids.ts'
import { client, portalForTest } from './portal-under-test.ts'

const HOUR = 3_600_000
const probe = '?actionType=Download'

test('every answer tells the portal’s own time, in whole seconds cut off', async () => {
  const portal = await portalForTest({ now: () => new Date('2026-07-14T12:00:00.999Z') })
  const api = client(portal)
  const answers = [
    await api.audit(probe),
    await api.get('/api/2.0/files/file/nothing'),
    await client(portal, null).audit(probe),
    await api.get('/filehandler.ashx'),
  ]
  expect(answers.map(({ status }) => status)).toEqual([200, 404, 401, 400])
  for (const { headers } of answers) expect(headers.get('date')).toBe('Tue, 14 Jul 2026 12:00:00 GMT')
})

test('a clock that is wrong is wrong in all that the portal believes', async () => {
  const portal = await portalForTest()
  const api = client(portal)
  const link = portal.addLink(FILES.zip, { expirationDate: '2026-07-14T12:30:00Z' })
  const address = portal.directLink(FILES.zip, link.id)
  portal.configure({ clockSkewMs: HOUR })
  expect((await fetch(address)).status).toBe(403)
  portal.configure({ clockSkewMs: -HOUR })
  expect((await fetch(address)).status).toBe(200)
  const got = await api.audit(probe)
  expect(got.headers.get('date')).toBe('Tue, 14 Jul 2026 11:00:00 GMT')
  expect(got.json.response).toMatchObject([{ date: '2026-07-14T11:00:00.0000000Z' }])
  // An end that is past by the true time is not for this portal.
  const body = { access: 2, expirationDate: '2026-07-14T11:30:00Z' }
  const made = await api.putLink(FILES.report, body)
  expect(made.json.response.sharedLink.expirationDate).toBe('2026-07-14T11:30:00.0000000Z')
})

test('rows arrive after their delay, whatever the clock is set to meanwhile', async () => {
  let time = new Date('2026-07-14T12:00:00Z')
  const settings = { auditDelayMs: { min: 3000, max: 3000 }, clockSkewMs: HOUR }
  const portal = await portalForTest({ now: () => time, settings })
  portal.emit({ target: FILES.report })
  portal.configure({ clockSkewMs: 0 })
  expect(portal.events()).toEqual([])
  time = new Date('2026-07-14T12:00:03Z')
  expect(portal.events()).toMatchObject([{ date: '2026-07-14T13:00:00.000Z' }])
})
