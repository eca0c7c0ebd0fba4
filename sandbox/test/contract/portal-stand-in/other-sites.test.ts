import { expect, test } from 'vitest'
import { FOLLOWED, foreignHeaders, sendRaw } from '../../../../test/support/raw-request.ts'
import { FILES, KEYS } from '../../../portal/seed-ids.ts'
import { portalForTest } from './portal-under-test.ts'

const pathOf = (address: string) => address.slice(new URL(address).origin.length)

test('pages of other sites press no buttons, use no key and spend no download', async () => {
  const portal = await portalForTest()
  const link = portal.addLink(FILES.zip)
  const before = structuredClone(portal.state)
  const share = portal.requestToken(link.id)
  const asked: [method: string, path: string, body?: string][] = [
    ['GET', '/__control/state'],
    ['GET', '/__control/clearRequests'],
    ['POST', '/__control/trashFile', JSON.stringify([FILES.zip])],
    ['PUT', `/api/2.0/files/file/${FILES.report}/links`, '{"access":2}'],
    ['POST', `/api/2.0/files/share/${share}/password`, '{"password":"x"}'],
    ['GET', `/api/2.0/files/file/${FILES.report}`],
    ['GET', pathOf(portal.directLink(FILES.zip, link.id))],
    ['GET', pathOf(portal.shareLink(link))],
    ['GET', '/'],
  ]
  for (const [method, path, body] of asked)
    for (const from of foreignHeaders(portal.url)) {
      const type = { 'content-type': method === 'PUT' ? 'application/json' : 'text/plain' }
      const headers = { authorization: `Bearer ${KEYS.owner}`, ...type, ...from }
      const got = await sendRaw(portal.url + path, { method, headers, ...(body ? { body } : {}) })
      expect([method, path, from, got.status]).toEqual([method, path, from, 403])
    }
  expect(portal.state).toEqual(before)
  expect(portal.requests()).toEqual([])
})

test('links of other sites lead to pages and downloads, not to the control', async () => {
  const portal = await portalForTest()
  const link = portal.addLink(FILES.zip)
  const follow = async (address: string, site: string) =>
    (await sendRaw(address, { headers: { ...FOLLOWED, 'sec-fetch-site': site } })).status
  for (const site of ['cross-site', 'same-site', 'none']) {
    expect(await follow(portal.shareLink(link), site)).toBe(302)
    expect(await follow(portal.directLink(FILES.zip, link.id), site)).toBe(200)
    expect(await follow(`${portal.url}/__control/state`, site)).toBe(403)
  }
})

test("the portal's own page posts a password", async () => {
  const portal = await portalForTest()
  const link = portal.addLink(FILES.report, { password: 'open sesame' })
  const { port } = new URL(portal.url)
  for (const name of ['127.0.0.1', 'localhost']) {
    const host = `${name}:${port}`
    const headers = {
      host,
      origin: `http://${host}`,
      'sec-fetch-site': 'same-origin',
      'sec-fetch-dest': 'empty',
    }
    const got = await sendRaw(`${portal.url}/api/2.0/files/share/${portal.requestToken(link.id)}/password`, {
      method: 'POST',
      headers,
      body: '{"password":"open sesame"}',
    })
    expect([got.status, JSON.parse(got.text).response.status]).toEqual([200, 0])
  }
})

test('what is no address is told so', async () => {
  expect((await sendRaw(`${(await portalForTest()).url}//`)).status).toBe(400)
})
