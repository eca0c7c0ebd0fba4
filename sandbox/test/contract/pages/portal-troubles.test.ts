import { expect, onTestFinished, test } from 'vitest'
import type { Trouble } from '../../../pages/contract.ts'
import { TROUBLES } from '../../../pages/contract.ts'
import { createTroubles } from '../../../pages/portal/troubles.ts'
import { FILES } from '../../../portal/seed-ids.ts'
import { startPortal } from '../../../portal/server.ts'
import { startPortalPage, TRAIL } from './portal-world.ts'

const FILE = `/api/2.0/files/file/${FILES.report}/links`
/** Answered by everybody's events when the plan has no audit trail, and by none when it has. */
const PROBE = `${TRAIL}&from=2999-01-01T00:00:00Z`

/** What the bot meets: each of its keys, and the probe of the trail. */
const meet = async ({ ask, eventsIn }: Awaited<ReturnType<typeof startPortalPage>>) => {
  const status = async (key: Parameters<typeof ask>[0], path: string) => {
    try {
      return (await ask(key, path)).status
    } catch {
      return 'cut'
    }
  }
  const trail = await ask('adminReadOnly', PROBE).catch(() => undefined)
  return {
    links: await status('ownerFilesOnly', FILE),
    trail: await status('adminReadOnly', TRAIL),
    isFiltered: trail?.status === 200 ? (await eventsIn(trail)).length === 0 : undefined,
  }
}

const WELL = { links: 200, trail: 200, isFiltered: true }

test.each<[Trouble, object]>([
  ['down', { links: 'cut', trail: 'cut', isFiltered: undefined }],
  ['rate-limited', { links: 429, trail: 429, isFiltered: undefined }],
  ['audit-missing', { links: 200, trail: 200, isFiltered: false }],
  ['audit-hidden', { links: 200, trail: 402, isFiltered: undefined }],
  ['audit-key-demoted', { links: 200, trail: 403, isFiltered: undefined }],
  ['audit-key-narrow', { links: 200, trail: 403, isFiltered: undefined }],
  ['key-revoked', { links: 401, trail: 200, isFiltered: true }],
  ['audit-key-revoked', { links: 200, trail: 401, isFiltered: undefined }],
])('%s is met by the bot until it is switched off', async (name, met) => {
  const page = await startPortalPage()
  page.portal.addLink(FILES.report)
  const { until } = await page.screens()
  await page.act({ act: 'trouble', name, on: true })
  await until(({ troubles }) => troubles.length === 1)
  expect(await meet(page)).toEqual(met)
  await page.act({ act: 'trouble', name, on: false })
  expect(await meet(page)).toEqual(WELL)
})

test('the two ways to lack the right differ in what 403 says', async () => {
  const { ask, act } = await startPortalPage()
  const said = async () => (await ask('adminReadOnly', TRAIL)).text()
  await act({ act: 'trouble', name: 'audit-key-demoted', on: true })
  expect(JSON.parse(await said())).toMatchObject({ error: { message: 'Access denied' }, statusCode: 403 })
  await act({ act: 'trouble', name: 'audit-key-narrow', on: true })
  expect(await said()).toBe('')
})

test('of two that change the same thing the worse one is so, whichever goes first', async () => {
  const { portal, act } = await startPortalPage({ settings: { clockSkewMs: 60_000 } })
  const turn = (name: Trouble, on: boolean) => act({ act: 'trouble', name, on })
  const { settings } = portal.state
  await turn('audit-missing', true)
  await turn('audit-hidden', true)
  await turn('clock-behind', true)
  await turn('clock-ahead', true)
  expect([settings.audit, settings.clockSkewMs]).toEqual(['hidden', 3_600_000])
  await turn('audit-hidden', false)
  await turn('clock-behind', false)
  expect([settings.audit, settings.clockSkewMs]).toEqual(['none', 3_600_000])
  await turn('audit-missing', false)
  await turn('clock-ahead', false)
  expect([settings.audit, settings.clockSkewMs]).toEqual(['full', 60_000])
})

test('with the clock ahead a link ends an hour before the true time, on the page too', async () => {
  const { portal, act, screens } = await startPortalPage()
  portal.addLink(FILES.zip, { expirationDate: new Date(Date.now() + 1_800_000).toISOString() })
  const { until } = await screens(FILES.zip)
  await until(({ file }) => file?.links[0]?.state === 'live')
  await act({ act: 'trouble', name: 'clock-ahead', on: true })
  const shown = await until(({ file }) => file?.links[0]?.state === 'expired')
  expect(shown.now).toBeGreaterThan(Date.now() + 3_500_000)
})

test('the wait that 429 asks for reaches visitors too', async () => {
  const { portal, act, visit } = await startPortalPage()
  await act({ act: 'trouble', name: 'rate-limited', on: true })
  const got = await visit(portal.shareLink(portal.addLink(FILES.zip)))
  expect([got.status, got.headers.get('retry-after')]).toEqual([429, '5'])
  // The portal's own people still get at it.
  expect((await fetch(`${portal.url}/__control/state`)).status).toBe(200)
})

test('slow: a visitor waits for four seconds', async () => {
  const { portal, act, visit } = await startPortalPage()
  const address = portal.directLink(FILES.zip, portal.addLink(FILES.zip).id)
  await act({ act: 'trouble', name: 'slow', on: true })
  const since = performance.now()
  expect((await visit(address)).status).toBe(200)
  expect(performance.now() - since).toBeGreaterThan(3900)
})

test('late: events take from 10 to 30 seconds', async () => {
  let now = Date.parse('2026-07-14T12:00:00Z')
  const { portal, act } = await startPortalPage({ now: () => new Date(now) })
  await act({ act: 'trouble', name: 'audit-late', on: true })
  for (let n = 0; n < 20; n++) portal.emit({ target: FILES.zip })
  now += 9_999
  expect(portal.events()).toEqual([])
  now += 20_001
  expect(portal.events()).toHaveLength(20)
})

test('the worst of several is met, and the others stay when it goes', async () => {
  const page = await startPortalPage()
  for (const name of ['slow', 'rate-limited', 'down', 'key-revoked'] as const)
    await page.act({ act: 'trouble', name, on: true })
  expect((await meet(page)).links).toBe('cut')
  await page.act({ act: 'trouble', name: 'down', on: false })
  expect((await meet(page)).links).toBe(429)
  for (const name of ['rate-limited', 'slow'] as const) await page.act({ act: 'trouble', name, on: false })
  expect((await meet(page)).links).toBe(401)
})

test('all well again: as before, and what was held has arrived in order', async () => {
  const page = await startPortalPage({ settings: { auditDelayMs: { min: 1, max: 2 } } })
  const before = structuredClone({ settings: page.portal.state.settings, keys: page.portal.state.keys })
  for (const name of TROUBLES) await page.act({ act: 'trouble', name, on: true })
  for (const ip of ['192.0.2.1', '192.0.2.2']) page.portal.emit({ target: FILES.zip, ip })
  const { until } = await page.screens()
  expect((await until(() => true)).troubles).toEqual(TROUBLES)
  await page.act({ act: 'calm' })
  const calm = await until(({ troubles, waitingEvents }) => troubles.length === 0 && waitingEvents === 0)
  expect(page.portal.events().map(({ ip }) => ip)).toEqual(['192.0.2.1', '192.0.2.2'])
  expect({ settings: calm.settings, keys: page.portal.state.keys }).toEqual(before)
  expect(await meet(page)).toEqual(WELL)
})

test('what was left on is on after a restart, and goes as if there had been none', async () => {
  const first = await startPortal()
  onTestFinished(() => first.close())
  const untroubled = structuredClone({ ...first.state.settings, origin: '' })
  const troubles = createTroubles(first)
  for (const name of TROUBLES) troubles.set(name, true)
  const state = JSON.parse(JSON.stringify(first.state))
  const page = await startPortalPage({ state, troublesOn: troubles.list() })
  expect((await page.see()).troubles).toEqual(TROUBLES)
  expect((await meet(page)).links).toBe('cut')
  await page.act({ act: 'calm' })
  expect(await meet(page)).toEqual(WELL)
  expect({ ...state.settings, origin: '' }).toEqual(untroubled)
})
