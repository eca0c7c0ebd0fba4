import { expect, onTestFinished, test } from 'vitest'
import { FILES } from '../../../portal/seed-ids.ts'
import { startPortal } from '../../../portal/server.ts'
import { startPortalPage } from './portal-world.ts'

const safe = (headers: Headers) => ({
  disposition: headers.get('content-disposition')?.split(';')[0],
  sniff: headers.get('x-content-type-options'),
  policy: headers.get('content-security-policy'),
})

test('what a file holds is saved at our address, never shown', async () => {
  const { portal, visit } = await startPortalPage()
  const page = portal.addFile({ title: 'ü "page".svg', content: '<svg onload="alert(1)"/>' })
  const direct = portal.directLink(page.id, portal.addLink(page.id).id)
  for (const address of [direct, direct.replace('action=download', 'action=view')]) {
    const got = await visit(address)
    expect(got.headers.get('content-type')).toBe('image/svg+xml')
    expect(got.headers.get('content-disposition')).toContain('%C3%BC%20%22page%22.svg')
    expect(safe(got.headers)).toEqual({ disposition: 'attachment', sniff: 'nosniff', policy: 'sandbox' })
  }
})

test('pages and refusals come as they are, and where they came from; they are not shown either', async () => {
  const { portal, visit } = await startPortalPage()
  const link = portal.addLink(FILES.report)
  const page = await visit(portal.shareLink(link))
  expect([page.status, page.headers.get('x-visit-address')]).toEqual([
    200,
    `${portal.url}/doceditor?fileid=${FILES.report}&share=${portal.requestToken(link.id)}`,
  ])
  expect(safe(page.headers)).toEqual({ disposition: 'attachment', sniff: 'nosniff', policy: 'sandbox' })
  portal.deleteLink(FILES.report, link.id)
  const refused = await visit(portal.directLink(FILES.report, link.id))
  expect([refused.status, refused.headers.get('content-disposition')]).toEqual([403, 'attachment'])
  expect(await refused.text()).toContain('This link is not valid')
})

test('only addresses of this portal are followed, and never its control', async () => {
  const { portal, visit, see } = await startPortalPage()
  const other = await startPortal()
  onTestFinished(() => other.close())
  const { port } = new URL(portal.url)
  const foreign = [
    other.url,
    `https://127.0.0.1:${port}/`,
    `http://localhost:${port}/`,
    `http://127.0.0.1:${port}@evil.example/`,
    `${portal.url}/__control/clearFaults`,
    `${portal.url}/s/../__control/state`,
    'file:///etc/passwd',
    'nonsense',
  ]
  for (const address of foreign) expect([address, (await visit(address)).status]).toEqual([address, 400])
  expect([other.requests(), portal.requests()]).toEqual([[], []])
  expect((await see()).events).toEqual([])
})

test.each([
  ['an unknown account', 'nobody', 1],
  ['computer 0', 'anonymous', 0],
  ['half a computer', 'anonymous', 1.5],
])('%s cannot visit', async (_, as, browser) => {
  const { portal, visit } = await startPortalPage()
  expect((await visit(portal.url, as, browser)).status).toBe(400)
  expect(portal.requests()).toEqual([])
})

test('a redirect out of the portal is not followed', async () => {
  const { portal, visit } = await startPortalPage()
  const other = await startPortal()
  onTestFinished(() => other.close())
  portal.fault({ path: '/s/*', action: { kind: 'answer', status: 302, headers: { location: other.url } } })
  const got = await visit(portal.shareLink(portal.addLink(FILES.zip)))
  expect([got.status, await got.text()]).toEqual([
    502,
    'The portal cannot be reached: it leads out of the portal',
  ])
  expect(other.requests()).toEqual([])
})

test('a portal that is down is told of', async () => {
  const { portal, act, visit } = await startPortalPage()
  await act({ act: 'trouble', name: 'down', on: true })
  const got = await visit(portal.url)
  expect(got.status).toBe(502)
  expect(await got.text()).toMatch(/^The portal cannot be reached: /)
  expect(safe(got.headers)).toEqual({ disposition: 'attachment', sniff: 'nosniff', policy: 'sandbox' })
})
