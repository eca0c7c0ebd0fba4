import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import { fingerprintOf } from '../../../../src/domain/fingerprint.ts'
import { PortalError } from '../../../../src/domain/portal-error.ts'
import type { ShareLink } from '../../../../src/domain/share.ts'
import { countClaims } from '../../../../src/use-cases/claims/count-claims.ts'
import { findLostClaims } from '../../../../src/use-cases/restore/find-lost-claims.ts'
import { findLostTime } from '../../../../src/use-cases/restore/find-lost-time.ts'
import { aShare, FILE_ID, LINK_ID, MINUTE, NOW, pageOf, SECOND, TEAM } from '../../../support/builders.ts'
import { addToTrail, keepShare, storedShare } from '../../../support/kept-shares.ts'
import { createTestWorld, type TestWorld } from '../../../support/test-world.ts'

const EXACT: ShareLink = aShare({
  address: null,
  terms: { exact: true, limit: 3 },
  notified: { fingerprint: fingerprintOf(aShare()) },
})
const WINDOW_MS = 10 * MINUTE
const OTHER_LINK = '22222222-3333-4444-8555-666666666666'

let world: TestWorld
beforeEach(async () => {
  world = createTestWorld(inject('redisSocket'))
  await keepShare(world, EXACT)
})
afterEach(() => world.close())

/** A claim that the records know, fetched once. */
const known = async (id = 'known') => {
  const taker = { kind: 'visitor', mark: id } as const
  await world.store.claims.take(EXACT, { id, taker, now: NOW, windowMs: WINDOW_MS })
  await world.store.claims.asking(EXACT)
  await world.store.claims.begin(EXACT, id, { now: NOW, bytes: 1, most: 9 })
  addToTrail(world, { page: pageOf(LINK_ID) })
}
/** A claim of the lost time: nothing is left of it but what the portal recorded. */
const lost = (...links: string[]) => addToTrail(world, ...links.map((link) => ({ page: pageOf(link) })))

const find = async ({ hasGate = true, wasPutBack = false } = {}) => {
  const { lifeSign, restores, events, claims } = world.store
  if (wasPutBack) await lifeSign.putBack()
  const deps = { ...world.shared, events, claims, isOurs: () => true, hasGate }
  const look = findLostTime({
    ...deps,
    lifeSign,
    restores,
    record: world.store.record,
    adminTeam: async () => TEAM,
    findLostClaims: findLostClaims(deps),
    admins: ['C0ADMINS'],
  })
  await look.look()
  await countClaims({ ...world.shared, claims, claimWindowMs: WINDOW_MS })(EXACT)
  return storedShare(world, EXACT)
}
const taken = async () => (await world.store.claims.count(EXACT, 0)).taken

describe('after records were lost', () => {
  it('each use of an exact link that has no record counts as a claim', async () => {
    await known()
    lost(LINK_ID)
    expect(await find({ wasPutBack: true })).toMatchObject({ state: 'active', downloads: 2 })
    expect(await world.store.restores.read()).toMatchObject({ claimed: 1, tell: ['C0ADMINS'] })
    // Once, however often it is looked.
    await find({ wasPutBack: true })
    expect(await taken()).toBe(2)
    const lines = await world.store.record.read(TEAM, null, 10)
    const claimed = { kind: 'claimed', share: EXACT.id, file: FILE_ID, channel: EXACT.channel.id }
    const ofLost = { ...claimed, actor: expect.stringMatching(/^visitor:lost-/), result: 'no-record' }
    expect(lines.filter(({ kind }) => kind === 'claimed')).toMatchObject([claimed, ofLost])
  })

  it('it ends where as many were used as it allows, and nobody gets another', async () => {
    lost(LINK_ID, LINK_ID, LINK_ID, LINK_ID)
    expect(await find({ wasPutBack: true })).toMatchObject({ state: 'revoking', end: { reason: 'limit' } })
    const taker = { kind: 'visitor', mark: 'x' } as const
    const asked = { id: 'x', taker, now: NOW, windowMs: WINDOW_MS }
    expect(await world.store.claims.take(EXACT, asked)).toEqual({ ok: false, why: 'used-up' })
  })

  it('nobody is told that its key is out, unless it is used without the gate again', async () => {
    await known()
    lost(LINK_ID)
    await find({ wasPutBack: true })
    await world.sweep()()
    expect(await storedShare(world, EXACT)).toMatchObject({ linkId: LINK_ID, downloads: 2 })
    world.clock.advance(SECOND)
    lost(LINK_ID)
    await world.sweep()()
    expect((await storedShare(world, EXACT)).keyOut).toMatchObject({ asked: 2, seen: 3 })
  })

  it('where that is not certain they count too, and the key is taken for one that is out', async () => {
    lost(LINK_ID)
    expect(await find()).toMatchObject({ downloads: 1 })
    await world.sweep()()
    expect((await storedShare(world, EXACT)).keyOut).toMatchObject({ asked: 0, seen: 1 })
  })

  it('without a gate uses of links that no record names count, with one other links do not', async () => {
    lost(OTHER_LINK)
    expect(await find({ wasPutBack: true })).toMatchObject({ downloads: 0 })
    expect(await find({ wasPutBack: true, hasGate: false })).toMatchObject({ downloads: 1 })
  })

  it('and the trail cannot be read, all that were left count as taken', async () => {
    await known()
    const { failures } = world.portal
    const noRight = () => new PortalError('forbidden', 'x', { status: 403 })
    failures.downloadsSince = [noRight()]
    expect(await find({ wasPutBack: true })).toMatchObject({ downloads: 3, end: { reason: 'limit' } })
    expect(await world.store.restores.read()).toMatchObject({ claimed: 1 })
  })
})

describe('in an ordinary absence', () => {
  it('nothing counts, whatever was fetched before', async () => {
    await known()
    expect(await find()).toMatchObject({ state: 'active', downloads: 1 })
    expect(await world.store.restores.read()).toBeNull()
  })

  it('without a readable trail nothing counts', async () => {
    world.portal.failures.downloadsSince = [new PortalError('forbidden', 'x', { status: 403 })]
    expect(await find()).toMatchObject({ state: 'active', downloads: 0 })
  })

  it('a trail that cannot be read just now is read at the next look', async () => {
    lost(LINK_ID)
    world.portal.failures.downloadsSince = [new PortalError('unavailable', 'x')]
    await expect(find({ wasPutBack: true })).rejects.toThrow('x')
    expect(await world.store.lifeSign.read()).toEqual({ aliveAt: null, wasPutBack: true })
    expect(await find()).toMatchObject({ downloads: 1 })
    expect((await world.store.lifeSign.read()).wasPutBack).toBe(false)
  })
})

it('of other files and other shares nothing counts', async () => {
  await world.store.shares.create(aShare({ id: 'WATCHD', linkId: OTHER_LINK, bornAt: NOW }))
  addToTrail(world, { target: ['77'], page: pageOf(LINK_ID) }, { page: null }, { page: pageOf(OTHER_LINK) })
  expect(await find({ wasPutBack: true, hasGate: false })).toMatchObject({ downloads: 0 })
  expect(FILE_ID).not.toBe('77')
})
