import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { FILES, KEYS, USERS } from '../../../sandbox/portal/seed-ids.ts'
import { startPortal } from '../../../sandbox/portal/server.ts'
import { createPortal } from '../../../src/portal/portal.ts'
import {
  AUDIT,
  AUDIT_KEY,
  failureOf,
  good,
  IMPATIENT,
  type PortalPair,
  problem,
  refused,
  startPortalPair,
} from './portal-fixture.ts'
import { row } from './trail-fixture.ts'

describe('the probe, against the stand-in', () => {
  let standIn: Awaited<ReturnType<typeof startPortal>>
  let opened: ReturnType<typeof createPortal>[]

  const probe = (auditApiKey: string = KEYS.adminReadOnly): Promise<void> => {
    const portal = createPortal({
      origin: standIn.url,
      apiKey: KEYS.owner,
      auditApiKey,
      now: Date.now,
      random: Math.random,
    })
    opened.push(portal)
    return portal.probeTrail()
  }
  const kindOf = async (key?: string) => (await failureOf(probe(key))).kind

  beforeEach(async () => {
    standIn = await startPortal()
    standIn.emit({ target: FILES.report })
    opened = []
  })
  afterEach(async () => {
    await Promise.all(opened.map((portal) => portal.close()))
    await standIn.close()
  })

  it('is content with a trail that heeds its filters', async () => {
    await probe()
    expect(standIn.requests({ path: AUDIT })).toMatchObject([
      { query: { actionType: 'Download', from: '2999-01-01T00:00:00Z' }, status: 200 },
    ])
  })

  it('tells a plan without the trail, however it shows', async () => {
    standIn.configure({ audit: 'none' })
    expect(await kindOf()).toBe('plan')
    standIn.configure({ audit: 'hidden' })
    expect(await kindOf()).toBe('plan')
    standIn.configure({ audit: 'full', unpaid: true })
    expect(await kindOf()).toBe('plan')
    standIn.configure({ unpaid: false })
    await probe()
  })

  it('tells a key that lacks the permission from an owner who is no admin, and both from a key that is not taken', async () => {
    expect(await kindOf(KEYS.ownerFilesOnly)).toBe('scope')
    expect(await kindOf(KEYS.member)).toBe('forbidden')
    standIn.setUserKind(USERS.admin, 'user')
    expect(await kindOf()).toBe('forbidden')
    standIn.setUserKind(USERS.admin, 'admin')
    await probe()
    standIn.revokeKey(KEYS.adminReadOnly)
    expect(await kindOf()).toBe('unauthorized')
    standIn.restoreKey(KEYS.adminReadOnly)
    await probe()
  })

  it('tells a portal that is down, or not there', async () => {
    standIn.fault({ times: 'always', action: { kind: 'status', status: 503 } })
    expect(await kindOf()).toBe('unavailable')
    standIn.clearFaults()
    standIn.fault({ action: { kind: 'drop' } })
    expect(await kindOf()).toBe('unavailable')
    standIn.configure({ gone: true })
    expect(await kindOf()).toBe('unavailable')
  })
})

describe('the probe, answer by answer', () => {
  let pair: PortalPair
  beforeEach(async () => {
    pair = await startPortalPair(IMPATIENT)
  })
  afterEach(() => pair.close())
  const answered = (...answers: Parameters<PortalPair['server']['on']>[1][]) =>
    pair.server.on(`GET ${AUDIT}`, ...answers)

  it('asks once, with the key for the trail', async () => {
    answered(good([]))
    await pair.portal.probeTrail()
    expect(pair.server.hits).toHaveLength(1)
    expect(pair.server.hits[0]?.headers.authorization).toBe(`Bearer ${AUDIT_KEY}`)
  })

  it.each([
    ['a download of today', row(1)],
    ['a row of another kind', row(1, { actionType: 7 })],
    ['a row that even fits', row(1, { date: '2999-01-01T09:31:22.0000000+03:00' })],
    ['a row of another shape', { eventId: 1 }],
    ['something that is no row', 'x'],
    ['nothing in a row', null],
  ])('takes %s as filters that are not heeded', async (_, found) => {
    answered(good([found]))
    expect((await failureOf(pair.portal.probeTrail())).kind).toBe('plan')
  })

  it.each([
    ['no list', good()],
    ['a list by another name', good(undefined, { items: [] })],
    ['something else than a list', good({ total: 0 })],
    ['a page of a proxy', { body: '<html>log in</html>' }],
    ['a redirect', { status: 302, headers: { location: '/login' } }],
  ])('takes %s for an odd answer, which proves nothing', async (_, answer) => {
    answered(answer)
    expect((await failureOf(pair.portal.probeTrail())).kind).toBe('bad-response')
  })

  it.each([
    ['unauthorized', { status: 401 }],
    ['plan', { status: 402 }],
    ['forbidden', refused(403)],
    ['scope', problem(403)],
    ['rate-limited', { status: 429 }],
    ['unavailable', { status: 500 }],
    ['unavailable', { fault: 'hang' as const }],
  ])('gives the reason after one try: %s', async (kind, answer) => {
    answered(answer)
    expect((await failureOf(pair.portal.probeTrail())).kind).toBe(kind)
    expect(pair.server.hits).toHaveLength(1)
  })
})
