import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import { fingerprintOf } from '../../../../src/domain/fingerprint.ts'
import { isFinished } from '../../../../src/domain/pending-notice.ts'
import { PortalError, type PortalErrorKind } from '../../../../src/domain/portal-error.ts'
import { revokeLink } from '../../../../src/use-cases/end/revoke-link.ts'
import { cleanLinks } from '../../../../src/use-cases/link/clean-links.ts'
import { aLink, aShare, DAY, FILE_ID, keyOf, LINK_ID, NOW, SECOND } from '../../../support/builders.ts'
import { createTestWorld, type TestWorld } from '../../../support/test-world.ts'

let world: TestWorld
beforeEach(() => {
  world = createTestWorld(inject('redisSocket'))
})
afterEach(() => world.close())

const LIVE = aShare()
const ENDING = aShare({
  state: 'revoking',
  sealedPassword: 'sealed',
  end: { reason: 'manual', by: 'U0BOB', decidedAt: NOW },
  notified: { fingerprint: fingerprintOf(LIVE) },
})
const keep = async (share = ENDING) => {
  await world.store.shares.create(share)
  world.portal.links.set(share.linkId, { ...aLink({ id: share.linkId }), fileId: share.file.id })
  return share
}
const stored = async () => {
  const found = await world.store.shares.get(ENDING)
  if (found === null) throw new Error('no share')
  return found
}
const names = () => world.asked.map(({ name }) => name)
/** Does what was asked of one kind. */
const run = async (...kinds: string[]) => {
  for (const one of world.asked.splice(0)) if (kinds.includes(one.name)) await one.work()
}
const asked = (name: string) => world.portal.asked.filter((call) => call.startsWith(name))

describe('a file in the trash', () => {
  beforeEach(() => void world.portal.trash.add(FILE_ID))

  it('ends its share: nobody can follow the link, and it is kept loose to be removed', async () => {
    await keep()
    world.clock.advance(SECOND)
    await revokeLink(world.shared)(ENDING)
    expect(await stored()).toMatchObject({
      state: 'revoked',
      address: null,
      key: null,
      sealedPassword: null,
      looseLinkIds: [LINK_ID],
      end: { reason: 'manual', by: 'U0BOB', decidedAt: NOW, verifiedAt: NOW + SECOND },
    })
    expect(asked('linkIsDead')).toEqual([`linkIsDead ${keyOf(LINK_ID)}`])
    expect(names()).toEqual(['tell', 'cleanLater'])
  })

  it('is told like every other end, once', async () => {
    await keep()
    await revokeLink(world.shared)(ENDING)
    await run('tell')
    await run('post')
    expect(world.notices.rewrites.map(({ state }) => state)).toEqual(['revoked'])
    expect(world.notices.replies.map(({ kind }) => kind)).toEqual(['end'])
    await world.reconcile()
    expect(names()).toEqual(['clean'])
  })

  it('keeps its link on the list until it can be removed, and not longer', async () => {
    await keep()
    await revokeLink(world.shared)(ENDING)
    await run('tell')
    await run('post')
    await expect(cleanLinks(world.shared)(ENDING)).rejects.toThrow(PortalError)
    expect((await stored()).looseLinkIds).toEqual([LINK_ID])
    expect(isFinished(await stored())).toBe(false)
    // It would be live again the moment the file is put back.
    world.portal.trash.clear()
    expect(await world.portal.port.linkIsDead(keyOf(LINK_ID), { lane: 'first' })).toBe(false)
    await cleanLinks(world.shared)(ENDING)
    expect(world.portal.links.size).toBe(0)
    expect((await stored()).looseLinkIds).toEqual([])
    expect(isFinished(await stored())).toBe(true)
  })

  it('is not forgotten with the history while its link is there', async () => {
    await keep()
    await revokeLink(world.shared)(ENDING)
    await run('tell')
    await run('post')
    await world.store.shares.forgetEndedBefore(ENDING.team, NOW + DAY, { skip: 0, most: 100 })
    expect((await stored()).looseLinkIds).toEqual([LINK_ID])
  })

  it('has its link found by reconcileShares when the job was lost', async () => {
    await keep()
    const jobs = {
      ...world.jobs,
      cleanLater: () => {
        throw new Error('crash')
      },
    }
    await expect(revokeLink({ ...world.shared, jobs })(ENDING)).rejects.toThrow('crash')
    world.portal.trash.clear()
    await world.reconcile()
    await world.drain()
    expect(world.portal.links.size).toBe(0)
    expect(isFinished(await stored())).toBe(true)
  })
})

describe('a link that may not be deleted', () => {
  const stays = async () => {
    expect(await stored()).toMatchObject({
      state: 'revoking',
      key: ENDING.key,
      address: ENDING.address,
      looseLinkIds: [],
      end: { verifiedAt: null },
    })
  }
  const forbidden = () => {
    world.portal.failures.endLink = [new PortalError('forbidden', 'may not', { status: 403 })]
  }

  it('and lets visitors in stays to be revoked', async () => {
    await keep()
    forbidden()
    await expect(revokeLink(world.shared)(ENDING)).rejects.toMatchObject({ kind: 'forbidden' })
    expect(asked('linkIsDead')).toHaveLength(1)
    await stays()
  })

  it('and of which nobody says whether it lets visitors in stays to be revoked', async () => {
    await keep()
    forbidden()
    world.portal.failures.linkIsDead = [new PortalError('unavailable', 'x')]
    await expect(revokeLink(world.shared)(ENDING)).rejects.toMatchObject({ kind: 'unavailable' })
    await stays()
  })

  it.each(['scope', 'unauthorized', 'unavailable', 'plan', 'bad-response'] as const)(
    '%s: is no reason to ask whether it is dead',
    async (kind: PortalErrorKind) => {
      await keep()
      world.portal.trash.add(FILE_ID)
      world.portal.failures.endLink = [new PortalError(kind, 'x', { status: 403 })]
      await expect(revokeLink(world.shared)(ENDING)).rejects.toMatchObject({ kind })
      expect(asked('linkIsDead')).toEqual([])
      await stays()
    },
  )

  it('and whose key is not known is not taken for dead', async () => {
    await keep({ ...ENDING, key: null })
    world.portal.trash.add(FILE_ID)
    await expect(revokeLink(world.shared)(ENDING)).rejects.toMatchObject({ kind: 'forbidden' })
    expect(asked('linkIsDead')).toEqual([])
    expect((await stored()).state).toBe('revoking')
  })
})
