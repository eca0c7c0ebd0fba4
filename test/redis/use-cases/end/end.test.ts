import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import { IN_DOUBT_MS } from '../../../../src/domain/in-doubt.ts'
import { PortalError } from '../../../../src/domain/portal-error.ts'
import { endShare, expireShare } from '../../../../src/use-cases/end/end-share.ts'
import { revokeLink } from '../../../../src/use-cases/end/revoke-link.ts'
import { cleanLinks } from '../../../../src/use-cases/link/clean-links.ts'
import {
  aFile,
  aLink,
  aRevokedShare,
  aShare,
  DAY,
  FILE_ID,
  LINK_ID,
  NOW,
  OTHER_LINK_ID,
  SECOND,
} from '../../../support/builders.ts'
import { keepShare, LIVE } from '../../../support/kept-shares.ts'
import { createTestWorld, type TestWorld } from '../../../support/test-world.ts'

let world: TestWorld
beforeEach(() => {
  world = createTestWorld(inject('redisSocket'))
})
afterEach(() => world.close())

const names = () => world.asked.map(({ name }) => name)
const stateOf = async (share = SHARE) => (await world.store.shares.get(share))?.state
const SHARE = LIVE

const keep = (share = SHARE) => keepShare(world, share)

describe('endShare', () => {
  it('decides once: of twenty ends at a time the first reason stands', async () => {
    await keep()
    const ends = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        endShare(world.shared)(
          SHARE,
          index % 2 ? { deletedBy: { portalUser: null } } : { revokedBy: `U${index}` },
        ),
      ),
    )
    const winners = ends.filter(({ changed }) => changed)
    expect(winners).toHaveLength(1)
    const stored = await world.store.shares.get(SHARE)
    expect(stored?.end).toEqual(winners[0]?.share?.end)
    expect(names()).toEqual(['revoke', 'tell'])
  })

  it('is taken up by reconcileShares after a crash between the decision and the job', async () => {
    await keep()
    const jobs = {
      ...world.jobs,
      revoke: () => {
        throw new Error('crash')
      },
    }
    await expect(endShare({ ...world.shared, jobs })(SHARE, { revokedBy: 'U0BOB' })).rejects.toThrow()
    expect(await stateOf()).toBe('revoking')
    await world.reconcile()
    await world.drain()
    expect(await stateOf()).toBe('revoked')
    expect(world.portal.links.size).toBe(0)
  })
})

describe('expireShare', () => {
  it('waits on when it comes early', async () => {
    await keep()
    await expireShare(world.shared)(SHARE)
    expect(await stateOf()).toBe('active')
    expect(names()).toEqual(['end'])
  })

  it('ends at the very moment', async () => {
    await keep()
    world.clock.advance(SHARE.terms.expiresAt - NOW)
    await expireShare(world.shared)(SHARE)
    expect(await stateOf()).toBe('revoking')
    expect((await world.store.shares.get(SHARE))?.end?.reason).toBe('expired')
  })

  it('does nothing about a share that is over, or gone', async () => {
    const over = aRevokedShare()
    await world.store.shares.create(over)
    world.clock.advance(30 * DAY)
    await expireShare(world.shared)(over)
    await expireShare(world.shared)({ team: 'T0NONE', id: 'NONE22' })
    expect(names()).toEqual([])
    expect(await world.store.shares.get(over)).toEqual(over)
  })
})

describe('revokeLink', () => {
  const ENDING = {
    ...SHARE,
    state: 'revoking' as const,
    end: { reason: 'limit' as const, by: null, decidedAt: NOW, verifiedAt: null },
  }
  const ending = () => keep(ENDING)

  it('deletes, then says when it was seen to be gone, and forgets address and password', async () => {
    const share = await ending()
    world.clock.advance(5 * SECOND)
    await revokeLink(world.shared)(share)
    expect(world.portal.links.size).toBe(0)
    expect(await world.store.shares.get(share)).toMatchObject({
      state: 'revoked',
      address: null,
      sealedPassword: null,
      end: { reason: 'limit', decidedAt: NOW, verifiedAt: NOW + 5 * SECOND },
    })
    expect(names()).toEqual(['tell'])
  })

  it('of a young share keeps the link loose, and removes what a slow portal makes of it late', async () => {
    const share = await keep({ ...ENDING, bornAt: NOW })
    world.clock.advance(IN_DOUBT_MS - 1)
    await revokeLink(world.shared)(share)
    expect(await world.store.shares.get(share)).toMatchObject({ state: 'revoked', looseLinkIds: [LINK_ID] })
    expect(names()).toEqual(['tell', 'cleanLater'])
    world.portal.links.set(LINK_ID, { ...aLink(), fileId: FILE_ID })
    await world.asked.find(({ name }) => name === 'cleanLater')?.work()
    expect(world.clock.now()).toBe(NOW + IN_DOUBT_MS)
    expect(world.portal.links.size).toBe(0)
    expect((await world.store.shares.get(share))?.looseLinkIds).toEqual([])
  })

  it('of a share that is old enough leaves nothing loose', async () => {
    const share = await keep({ ...ENDING, bornAt: NOW })
    world.clock.advance(IN_DOUBT_MS)
    await revokeLink(world.shared)(share)
    expect(await world.store.shares.get(share)).toMatchObject({ state: 'revoked', looseLinkIds: [] })
    expect(names()).toEqual(['tell'])
  })

  it('stays revoking while the portal fails, and the message has lost its address before it is asked', async () => {
    const share = await keep()
    await endShare(world.shared)(share, { revokedBy: 'U0BOB' })
    expect(world.asked.shift()?.name).toBe('revoke')
    world.portal.failures.endLink = [new PortalError('unavailable', 'x')]
    await world.drain()
    expect(world.notices.rewrites.map(({ state }) => state)).toEqual(['revoking'])
    await expect(revokeLink(world.shared)(share)).rejects.toThrow(PortalError)
    expect(await stateOf()).toBe('revoking')
    expect(world.portal.links.size).toBe(1)
    await revokeLink(world.shared)(share)
    expect(await stateOf()).toBe('revoked')
  })

  it('tells the end after a crash right behind the deletion', async () => {
    const share = await ending()
    const shares = {
      ...world.store.shares,
      change: () => {
        throw new Error('crash')
      },
    }
    await expect(revokeLink({ ...world.shared, shares })(share)).rejects.toThrow('crash')
    await revokeLink(world.shared)(share)
    await world.drain()
    expect(world.notices.replies.filter(({ kind }) => kind === 'end')).toHaveLength(1)
  })

  it('tells the end by reconcileShares after a crash before the telling', async () => {
    const share = await ending()
    const jobs = {
      ...world.jobs,
      tell: () => {
        throw new Error('crash')
      },
    }
    await expect(revokeLink({ ...world.shared, jobs })(share)).rejects.toThrow('crash')
    expect(await stateOf()).toBe('revoked')
    await world.reconcile()
    await world.drain()
    expect(world.notices.rewrites.at(-1)?.state).toBe('revoked')
    expect(world.notices.replies.map(({ kind }) => kind)).toEqual(['end'])
  })

  it.each(['active', 'revoked', 'creating', 'failed'] as const)(
    'leaves a share that is %s alone',
    async (state) => {
      const share = await keep({ ...SHARE, state, step: state === 'creating' ? 'linking' : null })
      await revokeLink(world.shared)(share)
      expect(world.portal.asked).toEqual([])
    },
  )

  it('is one effect when two workers do it at once', async () => {
    const share = await ending()
    await Promise.all([revokeLink(world.shared)(share), revokeLink(world.shared)(share)])
    await world.drain()
    expect(world.notices.replies.filter(({ kind }) => kind === 'end')).toHaveLength(1)
  })
})

describe('cleanLinks', () => {
  const failed = aShare({
    state: 'failed',
    address: null,
    message: null,
    bornAt: NOW,
    looseLinkIds: [LINK_ID, OTHER_LINK_ID],
  })

  const atPortal = (...ids: string[]) => {
    for (const id of ids) world.portal.links.set(id, { ...aLink({ id }), fileId: FILE_ID })
  }
  const deletions = () => world.portal.asked.filter((call) => call.startsWith('deleteLink'))

  it('looks again for links that a slow portal may still make', async () => {
    await world.store.shares.create(failed)
    await cleanLinks(world.shared)(failed)
    expect((await world.store.shares.get(failed))?.looseLinkIds).toHaveLength(2)
    expect(names()).toEqual(['cleanLater'])
    world.portal.links.set(LINK_ID, { ...aLink(), fileId: FILE_ID })
    await world.drain()
    expect(world.portal.links.size).toBe(0)
    expect((await world.store.shares.get(failed))?.looseLinkIds).toEqual([])
    expect(await world.store.shares.unfinished(failed.team, 10)).toEqual([])
  })

  it('keeps what it could not remove', async () => {
    await world.store.shares.create(failed)
    atPortal(LINK_ID, OTHER_LINK_ID)
    world.clock.advance(IN_DOUBT_MS)
    world.portal.failures.deleteLink = [null, new PortalError('unavailable', 'x')]
    await expect(cleanLinks(world.shared)(failed)).rejects.toThrow(PortalError)
    expect((await world.store.shares.get(failed))?.looseLinkIds).toEqual([OTHER_LINK_ID])
    expect([...world.portal.links.keys()]).toEqual([OTHER_LINK_ID])
    await cleanLinks(world.shared)(failed)
    expect((await world.store.shares.get(failed))?.looseLinkIds).toEqual([])
    expect(world.portal.links.size).toBe(0)
  })

  it('deletes only what the portal lists: the rest would be a false line in its trail', async () => {
    await world.store.shares.create(failed)
    world.portal.links.set(OTHER_LINK_ID, { ...aLink({ id: OTHER_LINK_ID.toUpperCase() }), fileId: FILE_ID })
    world.clock.advance(IN_DOUBT_MS)
    await cleanLinks(world.shared)(failed)
    expect(deletions()).toEqual([`deleteLink ${OTHER_LINK_ID}`])
    expect((await world.store.shares.get(failed))?.looseLinkIds).toEqual([])
    expect(names()).toEqual([])
  })

  it('deletes all where the list proves nothing, because links of the file may not be seen', async () => {
    await world.store.shares.create(failed)
    world.portal.files.set(FILE_ID, aFile({ canShare: false }))
    await cleanLinks(world.shared)(failed)
    expect(deletions()).toEqual([`deleteLink ${LINK_ID}`, `deleteLink ${OTHER_LINK_ID}`])
  })

  it.each(['not-found', 'forbidden'] as const)('deletes all where the file is %s', async (kind) => {
    await world.store.shares.create(failed)
    world.portal.failures.file = [new PortalError(kind, 'x')]
    await cleanLinks(world.shared)(failed)
    expect(deletions()).toEqual([`deleteLink ${LINK_ID}`, `deleteLink ${OTHER_LINK_ID}`])
  })

  it.each(['file', 'links'] as const)('keeps all while the portal does not answer (%s)', async (call) => {
    await world.store.shares.create(failed)
    world.clock.advance(IN_DOUBT_MS)
    world.portal.failures[call] = [new PortalError('unavailable', 'x')]
    await expect(cleanLinks(world.shared)(failed)).rejects.toThrow(PortalError)
    expect(deletions()).toEqual([])
    expect((await world.store.shares.get(failed))?.looseLinkIds).toEqual([LINK_ID, OTHER_LINK_ID])
  })

  it('comes back at the moment from which no late link is to be feared', async () => {
    await world.store.shares.create({ ...failed, failure: { refusal: { reason: 'bug' }, at: NOW + SECOND } })
    world.clock.advance(10 * SECOND)
    await cleanLinks(world.shared)(failed)
    await world.drain()
    expect(world.clock.now()).toBe(NOW + SECOND + IN_DOUBT_MS)
    expect((await world.store.shares.get(failed))?.looseLinkIds).toEqual([])
  })

  it('asks nothing of the portal where nothing is loose', async () => {
    await world.store.shares.create({ ...failed, looseLinkIds: [] })
    await cleanLinks(world.shared)(failed)
    expect(world.portal.asked).toEqual([])
  })

  it('never touches what is still being made', async () => {
    const making = { ...failed, state: 'creating' as const, step: 'linking' as const }
    await world.store.shares.create(making)
    await cleanLinks(world.shared)(making)
    expect(world.portal.asked).toEqual([])
  })
})
