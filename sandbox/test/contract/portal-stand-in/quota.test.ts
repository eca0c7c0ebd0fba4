import { expect, test } from 'vitest'
import { KEYS } from '../../../portal/seed-ids.ts'
import { client, portalForTest } from './portal-under-test.ts'

const PATH = '/api/2.0/portal/quota'

test('the quota says whether the plan has the audit trail', async () => {
  const portal = await portalForTest()
  const read = async () => (await client(portal).get(PATH)).json.response
  expect(await read()).toMatchObject({ audit: true, free: false })
  portal.configure({ audit: 'none' })
  expect(await read()).toMatchObject({ audit: false, free: true })
})

test('it needs a key to everything', async () => {
  const portal = await portalForTest()
  expect((await client(portal, KEYS.adminReadOnly).get(PATH)).status).toBe(200)
  const narrow = await client(portal, KEYS.ownerFilesOnly).get(PATH)
  expect([narrow.status, narrow.text]).toEqual([403, ''])
  expect((await client(portal, null).get(PATH)).status).toBe(401)
})
