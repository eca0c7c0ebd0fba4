import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import { PortalError } from '../../../../src/domain/portal-error.ts'
import type { ShareLink } from '../../../../src/domain/share.ts'
import {
  addressByMinuteLink,
  type MinuteLinkDeps,
} from '../../../../src/use-cases/claims/address-by-minute-link.ts'
import { countClaims } from '../../../../src/use-cases/claims/count-claims.ts'
import { endShare } from '../../../../src/use-cases/end/end-share.ts'
import { findLostTime } from '../../../../src/use-cases/restore/find-lost-time.ts'
import {
  aFile,
  aLink,
  anEvent,
  aRequest,
  aShare,
  DAY,
  FILE_ID,
  keyOf,
  LINK_ID,
  MINUTE,
  NOW,
  ORIGIN,
  pageOf,
  SECOND,
  TEAM,
} from '../../../support/builders.ts'
import { Crash, createCrashing, createTestWorld, type TestWorld } from '../../../support/test-world.ts'

const WINDOW_MS = 10 * MINUTE
const TERMS = { expiresAt: NOW + 7 * DAY, limit: 2, viewOnly: false, note: null, exact: true as const }
const REQUEST = aRequest({ terms: TERMS })
const REF = { team: REQUEST.team, id: REQUEST.shareId }

let world: TestWorld
let ids: number
beforeEach(() => {
  world = createTestWorld(inject('redisSocket'))
  ids = 0
})
afterEach(() => world.close())

const idOf = (number: number): string => `00000000-0000-4000-8000-00000000000${number}`
const read = async (): Promise<ShareLink> => {
  const share = await world.store.shares.get(REF)
  if (share === null) throw new Error('the share is not there')
  return share
}
const make = async (terms = TERMS) => {
  await world.make().run({ ...REQUEST, terms })
  await world.drain()
}
const take = async (who: string) => {
  const taking = await world.store.claims.take(REF, {
    id: `claim-of-${who}`,
    taker: { kind: 'person', id: who, name: who },
    now: world.clock.now(),
    windowMs: WINDOW_MS,
  })
  if (!taking.ok) throw new Error(taking.why)
  return taking.claim
}
const deps = (changes: Partial<MinuteLinkDeps> = {}): MinuteLinkDeps => ({
  ...world.shared,
  claims: world.store.claims,
  portalOrigin: ORIGIN,
  newLinkId: () => {
    ids += 1
    return idOf(ids)
  },
  ...changes,
})
const addressFor = async (who: string, changes: Partial<MinuteLinkDeps> = {}) =>
  addressByMinuteLink(deps(changes))(await read(), await take(who))
const refusalOf = (asked: Promise<unknown>) =>
  asked.then(
    () => null,
    (error: { refusal?: unknown }) => error.refusal,
  )
const claimOf = async (who: string) => (await world.store.claims.look(REF, `claim-of-${who}`))?.claim
const atPortal = () => [...world.portal.links.keys()].sort()
const written = () => world.portal.asked.filter((call) => call.startsWith('putLink'))
const away = () => new PortalError('unavailable', 'x')

describe('the address of a claim without a gate', () => {
  it('is that of a portal link of its own, with an end two minutes later by the clock of the portal', async () => {
    await make()
    world.portal.setSkew(7 * SECOND)
    const { address, until } = await addressFor('U1')
    const link = world.portal.links.get(idOf(1))
    expect(address).toBe(
      `${ORIGIN}/filehandler.ashx?action=download&share=${link?.requestToken}&fileid=${FILE_ID}`,
    )
    expect(until).toBe(NOW + 2 * MINUTE)
    expect(link).toMatchObject({ expiresAt: NOW + 2 * MINUTE + 7 * SECOND, denyDownload: false })
    expect(link?.requestToken).not.toBe((await read()).key)
  })

  it('is the same for the claims of one minute, which cost one write', async () => {
    await make()
    const first = await addressFor('U1')
    world.clock.advance(MINUTE)
    expect(await addressFor('U2')).toEqual(first)
    expect(written()).toEqual([`putLink ${LINK_ID}`, `putLink ${idOf(1)}`])
  })

  it('is another one a moment later, also for a claim that is asked for again in its time', async () => {
    await make()
    await addressFor('U1')
    world.clock.advance(MINUTE + 1)
    await addressFor('U1')
    expect(atPortal()).toEqual([idOf(1), idOf(2), LINK_ID].sort())
    expect((await world.store.claims.count(REF, 0)).taken).toBe(1)
  })

  it('is of one link where two processes ask at the same time', async () => {
    await make()
    const found = await Promise.all(['U1', 'U2'].map((who) => addressFor(who)))
    expect(found[0]).toEqual(found[1])
    expect(atPortal()).toHaveLength(2)
    expect((await read()).minuteLinks).toHaveLength(1)
  })

  it('costs the portal one reading and one write for a crowd that comes at the same time', async () => {
    await make({ ...TERMS, limit: 100 })
    world.portal.asked.length = 0
    const addressOf = addressByMinuteLink(deps())
    const [share, crowd] = [await read(), [...'abcdefghijkl']]
    const taken = await Promise.all(crowd.map(take))
    const found = await Promise.all(taken.map((claim) => addressOf(share, claim)))
    expect(new Set(found.map(({ address }) => address)).size).toBe(1)
    expect(world.portal.asked).toEqual([`links ${FILE_ID}`, `putLink ${idOf(1)}`])
    expect((await Promise.all(crowd.map(claimOf))).filter((claim) => claim?.begunAt === NOW)).toHaveLength(12)
  })

  it('ends with the share, but never so soon that a slow portal would take its end for none', async () => {
    await make({ ...TERMS, expiresAt: NOW + 90 * SECOND })
    await addressFor('U1')
    expect(world.portal.links.get(idOf(1))?.expiresAt).toBe(NOW + 90 * SECOND)
    world.clock.advance(85 * SECOND)
    const { until } = await addressFor('U2')
    expect(world.portal.links.get(idOf(2))?.expiresAt).toBe(NOW + 165 * SECOND)
    expect(until).toBe(NOW + 90 * SECOND)
  })

  it('has the claim begun, so that it can not be given back and the share ends with the last one', async () => {
    await make()
    await addressFor('U1')
    await addressFor('U2')
    expect((await claimOf('U1'))?.begunAt).toBe(NOW)
    expect(await world.store.claims.giveBack(REF, 'claim-of-U1')).toBe(false)
    await countClaims({ ...world.shared, claims: world.store.claims, claimWindowMs: WINDOW_MS })(REF)
    expect(await read()).toMatchObject({ state: 'revoking', downloads: 2, end: { reason: 'limit' } })
  })

  it('is handed out again after the last download, while the claim may be fetched', async () => {
    await make({ ...TERMS, limit: 1 })
    await addressFor('U1')
    await countClaims({ ...world.shared, claims: world.store.claims, claimWindowMs: WINDOW_MS })(REF)
    await world.asked.find(({ name }) => name === 'revoke')?.work()
    expect(await read()).toMatchObject({ state: 'revoked', end: { reason: 'limit' } })
    expect(atPortal()).toContain(idOf(1))
    world.clock.advance(3 * MINUTE)
    expect((await addressFor('U1')).until).toBe(world.clock.now() + 2 * MINUTE)
  })
})

describe('a claim that gets no address is given back', () => {
  const isBack = async () => {
    expect(await claimOf('U1')).toBeNull()
    expect((await world.store.claims.count(REF, 0)).taken).toBe(0)
  }

  it('where the portal is away', async () => {
    await make()
    world.portal.failures.links = [away()]
    expect(await refusalOf(addressFor('U1'))).toEqual({ reason: 'portal-down' })
    await isBack()
    expect((await read()).minuteLinks).toBeUndefined()
  })

  it('where the portal does not answer the write; what it may have made is removed', async () => {
    await make()
    world.portal.failures.putLink = [new PortalError('unavailable', 'x', { late: true, unsure: true })]
    expect(await refusalOf(addressFor('U1'))).toEqual({ reason: 'portal-slow', unsure: true })
    await isBack()
    // It came late.
    world.portal.links.set(idOf(1), { ...aLink({ id: idOf(1) }), fileId: FILE_ID })
    await world.drain()
    expect(atPortal()).toEqual([LINK_ID])
  })

  it('where the file has all its links', async () => {
    await make()
    world.portal.files.set(FILE_ID, aFile({ linkQuota: 1 }))
    world.portal.failures.putLink = [new PortalError('forbidden', 'x', { status: 403 })]
    const { title } = aFile()
    expect(await refusalOf(addressFor('U1'))).toEqual({ reason: 'no-link-free', title, quota: 1 })
    await isBack()
  })

  it('where the writes of the day are used up', async () => {
    await make()
    const usedUp = new PortalError('used-up', 'x', { retryAfterMs: 5_000, notAsked: true })
    world.portal.failures.putLink = [usedUp]
    expect(await refusalOf(addressFor('U1'))).toEqual({ reason: 'portal-used-up', waitMs: 5_000 })
    await isBack()
  })

  it('where its share was revoked meanwhile, and its link is removed', async () => {
    await make()
    const { port } = world.portal
    const putLink: typeof port.putLink = async (asked) => {
      const made = await port.putLink(asked)
      await endShare(world.shared)(REF, { revokedBy: 'U0ALICE' })
      return made
    }
    const refusal = await refusalOf(addressFor('U1', { portal: { ...port, putLink } }))
    expect(refusal).toMatchObject({ reason: 'already-over' })
    await world.drain()
    expect(atPortal()).toEqual([])
  })

  it('where a revocation removed its link just before it was written, and others have its address', async () => {
    await make()
    const { port } = world.portal
    const putLink: typeof port.putLink = async (asked) => {
      await endShare(world.shared)(REF, { revokedBy: 'U0ALICE' })
      await world.asked.find(({ name }) => name === 'revoke')?.work()
      return port.putLink(asked)
    }
    const refusal = await refusalOf(addressFor('U1', { portal: { ...port, putLink } }))
    expect(refusal).toMatchObject({ reason: 'already-over' })
    expect(atPortal()).toEqual([])
  })

  it('but not where it has an address already', async () => {
    await make()
    await addressFor('U1')
    world.clock.advance(2 * MINUTE)
    world.portal.failures.links = [away()]
    expect(await refusalOf(addressFor('U1'))).toEqual({ reason: 'portal-down' })
    expect((await claimOf('U1'))?.begunAt).toBe(NOW)
  })
})

describe('a minute link', () => {
  it('is removed when its time is over, and forgotten', async () => {
    await make()
    await addressFor('U1')
    expect(atPortal()).toEqual([idOf(1), LINK_ID].sort())
    await world.drain()
    expect(world.clock.now()).toBe(NOW + 2 * MINUTE)
    expect(atPortal()).toEqual([LINK_ID])
    expect(await read()).not.toHaveProperty('minuteLinks')
  })

  it('is removed by the upkeep where its job was lost', async () => {
    await make()
    await addressFor('U1')
    world.asked.length = 0
    world.clock.advance(2 * MINUTE - 1)
    await world.reconcile()
    expect(world.asked.map(({ name }) => name)).not.toContain('removeMinuteLinks')
    world.clock.advance(1)
    await world.reconcile()
    await world.drain()
    expect(atPortal()).toEqual([LINK_ID])
  })

  it('is removed at once when somebody revokes its share', async () => {
    await make()
    await addressFor('U1')
    world.portal.asked.length = 0
    await endShare(world.shared)(REF, { revokedBy: 'U0ALICE' })
    const revoking = world.asked.find(({ name }) => name === 'revoke')
    await revoking?.work()
    expect(world.clock.now()).toBe(NOW)
    expect(atPortal()).toEqual([])
    expect(world.portal.asked).toEqual([`endLink ${idOf(1)}`, `endLink ${LINK_ID}`])
    await world.drain()
    expect(await read()).not.toHaveProperty('minuteLinks')
  })

  it('that a slow portal makes after its share was revoked is removed once more', async () => {
    await make()
    await addressFor('U1')
    await endShare(world.shared)(REF, { revokedBy: 'U0ALICE' })
    await world.asked.find(({ name }) => name === 'revoke')?.work()
    world.portal.links.set(idOf(1), { ...aLink({ id: idOf(1) }), fileId: FILE_ID })
    await world.drain()
    expect(atPortal()).toEqual([])
  })

  it('is left by no crash, whichever call it comes at', async () => {
    for (let at = 1; ; at += 1) {
      for (const when of ['before', 'after'] as const) {
        world.close()
        world = createTestWorld(inject('redisSocket'))
        await make()
        const { calls, port } = createCrashing({ at, when })
        const { portal, shares, jobs } = world.shared
        const asked = addressFor('U1', {
          portal: port('portal', portal),
          shares: port('shares', shares),
          jobs: port('jobs', jobs),
        }).catch((error: unknown) => error)
        const outcome = await asked
        world.asked.length = 0
        world.clock.advance(2 * MINUTE)
        await world.reconcile()
        await world.drain()
        expect(atPortal(), `${when} ${calls.at(-1)}`).toEqual([LINK_ID])
        expect(await read()).not.toHaveProperty('minuteLinks')
        if (!(outcome instanceof Crash)) return expect(at).toBeGreaterThan(4)
      }
    }
  })

  it('is known after a restore, so that it is no link without a record', async () => {
    await make()
    await addressFor('U1')
    world.portal.changes.push({ id: 1, at: NOW, actionId: 5091, userId: 'x', user: 'x', fileId: FILE_ID })
    const look = findLostTime({
      ...world.shared,
      lifeSign: world.store.lifeSign,
      restores: world.store.restores,
      record: world.store.record,
      adminTeam: async () => TEAM,
      isOurs: () => true,
      findLostClaims: async () => 0,
      admins: [],
    })
    await look.look()
    expect(atPortal()).toEqual([idOf(1), LINK_ID].sort())
  })

  it('counts for no share of its file, and is no change of theirs', async () => {
    await make()
    const watched = { id: 'WATCHD', linkId: idOf(9), address: pageOf(idOf(9)), key: keyOf(idOf(9)) }
    await world.store.shares.create(aShare({ ...watched, bornAt: NOW }))
    world.portal.links.set(idOf(9), { ...aLink({ id: idOf(9), expiresAt: NOW + 7 * DAY }), fileId: FILE_ID })
    await addressFor('U1')
    world.portal.trail.push(anEvent({ at: NOW + SECOND, page: pageOf(idOf(1)) }))
    world.portal.changes.push({ id: 1, at: NOW, actionId: 5091, userId: 'x', user: 'x', fileId: FILE_ID })
    world.clock.advance(2 * SECOND)
    await world.sweep()()
    await world.drift({ onDrift: 'repair' })()
    const other = await world.store.shares.get({ ...REF, id: 'WATCHD' })
    for (const share of [other, await read()]) {
      expect(share).toMatchObject({ state: 'active', drift: null, downloads: 0 })
      expect(share).not.toHaveProperty('keyOut')
    }
    expect(atPortal()).toEqual([idOf(1), idOf(9), LINK_ID].sort())
  })
})
