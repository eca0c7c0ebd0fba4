import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import { driftMark, type OnDrift } from '../../../../src/domain/drift.ts'
import { isFinished } from '../../../../src/domain/pending-notice.ts'
import { PortalError, type PortalErrorKind } from '../../../../src/domain/portal-error.ts'
import type { LinkRequest, PortalLink } from '../../../../src/domain/portal-facts.ts'
import type { ShareLink } from '../../../../src/domain/share.ts'
import { revokeLink } from '../../../../src/use-cases/end/revoke-link.ts'
import { aFile, aLink, DAY, FILE_ID, HOUR, LINK_ID, MINUTE, NOW, SECOND } from '../../../support/builders.ts'
import { keepShare, LIVE, repliesOf, storedShare, upToDate } from '../../../support/kept-shares.ts'
import { createTestWorld, type TestWorld } from '../../../support/test-world.ts'

let world: TestWorld
beforeEach(() => {
  world = createTestWorld(inject('redisSocket'))
})
afterEach(() => world.close())

const keep = (share: ShareLink = LIVE) => keepShare(world, share)
const stored = () => storedShare(world)
const puts = () => world.portal.asked.filter((call) => call.startsWith('putLink '))
const linkNow = () => world.portal.links.get(LINK_ID)

const happened = (actionId: number, user: string): void => {
  world.portal.changes.push({
    id: 500 + world.portal.changes.length,
    at: world.clock.now(),
    actionId,
    userId: user,
    user,
    fileId: FILE_ID,
  })
}
const edit = (change: Partial<PortalLink>, user = 'Olga'): void => {
  world.portal.links.set(LINK_ID, { ...aLink(), fileId: FILE_ID, ...change })
  happened(5092, user)
}
/** Looks, without what that asks of the jobs. */
const lookOnly = (onDrift: OnDrift = 'repair') => world.drift({ onDrift })()
/** Does what was asked of the jobs, but for what is put off. */
const work = async (): Promise<void> => {
  while (world.asked.some(({ name }) => name !== 'repairLater')) {
    const at = world.asked.findIndex(({ name }) => name !== 'repairLater')
    await world.asked.splice(at, 1)[0]?.work()
  }
}
const look = async (onDrift: OnDrift = 'repair') => {
  await lookOnly(onDrift)
  await work()
}
const drifts = () => world.notices.replies.map(({ share }) => share.drift)

describe('with ON_DRIFT=repair', () => {
  it('a changed link is put back as it was made, and that is told once, with who and what', async () => {
    await keep()
    edit({ expiresAt: NOW + 90 * DAY, denyDownload: true })
    await look()
    expect(linkNow()).toMatchObject({ expiresAt: LIVE.terms.expiresAt, denyDownload: false })
    expect(drifts()).toMatchObject([
      { by: 'Olga', repair: 'done', link: [{ what: 'end' }, { what: 'denyDownload' }] },
    ])
    // The writing is in the trail too.
    happened(5092, 'the bot')
    await look()
    world.clock.advance(MINUTE)
    await world.drain()
    expect(puts()).toHaveLength(1)
    expect(repliesOf(world)).toEqual(['drift'])
    expect(world.notices.rewrites).toEqual([])
    expect(isFinished(await stored())).toBe(true)
  })

  it('what is changed again is put back and told again, also within a moment', async () => {
    await keep()
    edit({ internal: true })
    await look()
    world.clock.advance(SECOND)
    edit({ internal: true }, 'Fred')
    // Looked at again because a late writing might come: that is not its affair.
    await world.drain()
    expect(linkNow()?.internal).toBe(true)
    await look()
    expect(linkNow()?.internal).toBe(false)
    expect(drifts().map((drift) => drift?.by)).toEqual(['Olga', 'Fred'])
  })

  it('a deleted link is not made again, not even one that was just put back', async () => {
    await keep()
    edit({ internal: true })
    await look()
    world.portal.links.delete(LINK_ID)
    happened(5093, 'Olga')
    await work()
    await world.drain()
    await lookOnly()
    await world.drain()
    expect([...world.portal.links.keys()]).toEqual([])
    expect((await stored()).end).toMatchObject({ reason: 'removed', portalUser: 'Olga' })
    expect(repliesOf(world)).toEqual(['drift', 'end'])
  })

  it('one that is deleted before it is put back is not made again', async () => {
    await keep()
    edit({ internal: true })
    await lookOnly()
    world.portal.links.delete(LINK_ID)
    happened(5093, 'Olga')
    await work()
    expect(puts()).toEqual([])
    await look()
    expect((await stored()).end?.reason).toBe('removed')
  })

  it('one that somebody else puts right is told as put back', async () => {
    await keep()
    edit({ internal: true })
    await lookOnly()
    edit({})
    await work()
    expect(puts()).toEqual([])
    expect(drifts()).toMatchObject([{ repair: 'done' }])
    expect(isFinished(await stored())).toBe(true)
  })

  it('what was only told so far is put back when the setting changes', async () => {
    await keep()
    edit({ internal: true })
    await look('tell')
    expect(puts()).toEqual([])
    happened(5092, 'Fred')
    await look()
    expect(linkNow()?.internal).toBe(false)
    expect(drifts()).toMatchObject([
      { by: 'Olga', repair: 'none' },
      { by: 'Olga', repair: 'done' },
    ])
    expect(world.notices.rewrites).toHaveLength(2)
  })

  it('of a file in the trash nothing is written until it is back', async () => {
    await keep()
    edit({ internal: true })
    world.portal.files.set(FILE_ID, aFile({ rootType: 3, canShare: false }))
    happened(5017, 'Olga')
    await look()
    expect(puts()).toEqual([])
    world.portal.files.set(FILE_ID, aFile())
    happened(5015, 'Olga')
    await look()
    expect(linkNow()?.internal).toBe(false)
  })
})

describe('with ON_DRIFT=guard', () => {
  const guard = () => look('guard')

  it('what opens the link further is put back and told once, with who and what', async () => {
    await keep()
    edit({ expiresAt: null, access: 10 })
    await guard()
    expect(linkNow()).toMatchObject({ expiresAt: LIVE.terms.expiresAt, access: 2 })
    expect(drifts()).toMatchObject([
      { by: 'Olga', repair: 'done', link: [{ what: 'end' }, { what: 'access' }], kept: [] },
    ])
    happened(5092, 'the bot')
    await guard()
    world.clock.advance(MINUTE)
    await world.drain()
    expect(puts()).toHaveLength(1)
    expect(repliesOf(world)).toEqual(['drift'])
    expect(isFinished(await stored())).toBe(true)
  })

  it('what only closes it stays and is told', async () => {
    await keep()
    const earlier = NOW + HOUR
    edit({ expiresAt: earlier, denyDownload: true, internal: true, hasPassword: true })
    await guard()
    expect(puts()).toEqual([])
    expect(drifts()).toMatchObject([{ by: 'Olga', repair: 'none' }])
    expect(linkNow()).toMatchObject({ expiresAt: earlier, denyDownload: true })
  })

  it('of what does both, only what opens it is put back; what closes it is written again', async () => {
    await keep()
    const earlier = NOW + HOUR
    const requests: LinkRequest[] = []
    const { putLink } = world.portal.port
    world.portal.port.putLink = (request) => {
      requests.push(request)
      return putLink(request)
    }
    edit({ expiresAt: earlier, access: 10, denyDownload: true, internal: true, hasPassword: true })
    await guard()
    expect(requests).toMatchObject([
      { expiresAt: earlier, denyDownload: true, internal: true, password: { kept: true } },
    ])
    const closed = { expiresAt: earlier, access: 2, denyDownload: true, internal: true, hasPassword: true }
    expect(linkNow()).toMatchObject(closed)
    expect(drifts()).toMatchObject([
      {
        repair: 'done',
        kept: [{ what: 'end' }, { what: 'internal' }, { what: 'denyDownload' }, { what: 'password' }],
      },
    ])
    // It stands in the message, and is looked at again without a word.
    expect(world.notices.rewrites.at(-1)?.drift?.kept).toHaveLength(4)
    happened(5092, 'the bot')
    for (let tick = 0; tick < 3; tick += 1) {
      await guard()
      await world.drain()
      await world.reconcile()
      world.clock.advance(MINUTE)
    }
    expect(requests).toHaveLength(1)
    expect(linkNow()).toMatchObject(closed)
    expect(repliesOf(world)).toEqual(['drift'])
    edit({})
    await guard()
    expect((await stored()).drift).toBeNull()
    expect(repliesOf(world)).toEqual(['drift', 'drift'])
  })

  it('what is closed after it was noticed stays closed too', async () => {
    await keep()
    edit({ access: 10 })
    await lookOnly('guard')
    edit({ access: 10, denyDownload: true }, 'Fred')
    await work()
    expect(linkNow()).toMatchObject({ access: 2, denyDownload: true })
    expect(drifts()).toMatchObject([{ repair: 'done', kept: [{ what: 'denyDownload' }] }])
  })

  it('what is closed a moment after it was put back is told and stays, also when it is looked at again', async () => {
    await keep()
    edit({ access: 10 })
    await guard()
    world.clock.advance(SECOND)
    edit({ denyDownload: true }, 'Fred')
    await guard()
    world.clock.advance(MINUTE)
    await world.drain()
    expect(puts()).toHaveLength(1)
    expect(linkNow()?.denyDownload).toBe(true)
    expect(drifts().map((drift) => [drift?.by, drift?.repair])).toEqual([
      ['Olga', 'done'],
      ['Fred', 'none'],
    ])
  })

  it('of a link that is over there by an earlier end, nothing is written: that would open it', async () => {
    await keep()
    edit({ expiresAt: NOW - MINUTE, access: 10 })
    await guard()
    expect(puts()).toEqual([])
    expect(drifts()).toMatchObject([{ repair: 'none' }])
    expect(isFinished(await stored())).toBe(true)
  })

  it('nor of one whose earlier end comes before it is put back', async () => {
    await keep()
    edit({ expiresAt: NOW + MINUTE, access: 10 })
    await lookOnly('guard')
    world.clock.advance(MINUTE)
    await work()
    expect(puts()).toEqual([])
    expect(drifts()).toMatchObject([{ repair: 'none', link: [{ what: 'end' }, { what: 'access' }] }])
    expect(isFinished(await stored())).toBe(true)
  })

  it('an extension that was written meanwhile is not undone', async () => {
    await keep()
    edit({ expiresAt: NOW + HOUR, access: 10 })
    await lookOnly('guard')
    const later = LIVE.terms.expiresAt + DAY
    const { links } = world.portal.port
    world.portal.port.links = async (fileId) => {
      const listed = await links(fileId)
      await world.store.shares.change(LIVE, (share) => ({
        ...share,
        rewrittenAt: NOW,
        terms: { ...share.terms, expiresAt: later },
      }))
      return listed
    }
    await work()
    expect(puts()).toEqual([])
    expect((await stored()).drift?.repair).toBe('due')
  })

  it('killed after it was noted, or after the link was written, it is put back and told once', async () => {
    for (const dies of ['repair', 'mark'] as const) {
      await keep()
      edit({ access: 10, denyDownload: true })
      if (dies === 'repair') {
        const jobs = { ...world.jobs, repair: () => Promise.reject(new Error('killed')) }
        await expect(world.drift({ onDrift: 'guard', jobs })()).rejects.toThrow('killed')
      } else {
        await lookOnly('guard')
        edit({ denyDownload: true }, 'the bot')
      }
      await world.reconcile()
      await work()
      expect(linkNow()).toMatchObject({ access: 2, denyDownload: true })
      expect(drifts()).toMatchObject([{ repair: 'done', by: 'Olga', kept: [{ what: 'denyDownload' }] }])
      world.close()
      world = createTestWorld(inject('redisSocket'))
    }
  })

  it('a link that is opened as often as it is put back is put back each time, and told once an hour from the sixth', async () => {
    await keep(upToDate({ ...LIVE, terms: { ...LIVE.terms, expiresAt: NOW + DAY } }))
    const open = async () => {
      edit({ access: 10, expiresAt: NOW + DAY }, 'a robot')
      await guard()
      expect(linkNow()?.access).toBe(2)
      world.clock.advance(MINUTE)
    }
    for (let time = 0; time < 30; time += 1) await open()
    expect(puts()).toHaveLength(30)
    expect(drifts().map((drift) => drift?.fought)).toEqual([...Array(5).fill(undefined), true])
    expect(isFinished(await stored())).toBe(true)
    for (let time = 0; time < 60; time += 1) await open()
    expect(puts()).toHaveLength(90)
    expect(drifts()).toHaveLength(7)
    expect((await stored()).state).toBe('active')
    expect((await stored()).repairs).toHaveLength(5)
  })

  it('one that is opened now and then is put back each time', async () => {
    await keep(upToDate({ ...LIVE, terms: { ...LIVE.terms, expiresAt: NOW + DAY } }))
    for (let time = 0; time < 8; time += 1) {
      edit({ access: 10, expiresAt: NOW + DAY })
      await guard()
      world.clock.advance(HOUR / 4)
    }
    expect(puts()).toHaveLength(8)
    expect((await stored()).state).toBe('active')
  })
})

describe('a portal that will not have it so', () => {
  const force = () => world.portal.set((link) => ({ ...link, internal: true }))

  it('is asked once, told of, and not asked again until the link changes again', async () => {
    await keep()
    force()
    edit({ internal: true, denyDownload: true })
    await look()
    expect(puts()).toHaveLength(1)
    // What is left is what could not be put back.
    expect(drifts()).toMatchObject([{ repair: 'failed', link: [{ what: 'internal' }], by: 'Olga' }])
    expect((await stored()).state).toBe('active')
    happened(5092, 'the bot')
    for (let tick = 0; tick < 3; tick += 1) {
      await look()
      await world.drain()
      await world.reconcile()
      world.clock.advance(MINUTE)
    }
    expect(puts()).toHaveLength(1)
    expect(repliesOf(world)).toEqual(['drift'])
    expect(isFinished(await stored())).toBe(true)

    edit({ internal: true, access: 10 })
    await look()
    expect(puts()).toHaveLength(2)
    world.portal.set((link) => link)
    edit({ internal: false })
    await look()
    expect((await stored()).drift).toBeNull()
  })

  it.each<PortalErrorKind>(['forbidden', 'rejected'])('says so: %s', async (kind) => {
    await keep()
    edit({ internal: true })
    world.portal.failures.putLink = [new PortalError(kind, 'x')]
    await look()
    expect(drifts()).toMatchObject([{ repair: 'failed', link: [{ what: 'internal' }] }])
  })

  describe('and leaves it open further than it was made', () => {
    const ENDED = {
      state: 'revoked',
      end: { reason: 'policy', keptOpen: true, portalUser: 'Olga' },
    }
    const expectEnded = async (written: number) => {
      expect(puts()).toHaveLength(written)
      expect([...world.portal.links.keys()]).toEqual([])
      expect(await stored()).toMatchObject(ENDED)
      expect(repliesOf(world)).toEqual(['end'])
    }

    it.each(['guard', 'repair'] as const)('has its link ended, written twice: %s', async (onDrift) => {
      await keep()
      world.portal.set((link) => ({ ...link, access: 10 }))
      edit({ access: 10 })
      await look(onDrift)
      await expectEnded(2)
    })

    it('also where it says that it was put back', async () => {
      await keep()
      const { putLink } = world.portal.port
      world.portal.port.putLink = async (request) => {
        const answered = await putLink(request)
        world.portal.links.set(LINK_ID, { ...aLink(), access: 10, fileId: FILE_ID })
        return answered
      }
      edit({ access: 10 })
      await look('guard')
      await expectEnded(2)
    })

    it('also where the password that it was made with cannot be opened any more', async () => {
      await keep(upToDate({ ...LIVE, sealedPassword: 'sealed' }))
      edit({ hasPassword: false })
      await look('guard')
      await expectEnded(0)
    })

    it('also what an earlier version has left so', async () => {
      const link = [{ what: 'access' as const, access: 10 }]
      const drift = { link, kept: [], file: 'there', by: 'Olga', seenAt: NOW, repair: 'failed' } as const
      await keep(upToDate({ ...LIVE, drift, notified: { ...LIVE.notified, drift: driftMark({ drift }) } }))
      world.portal.set((link) => ({ ...link, access: 10 }))
      edit({ access: 10 })
      await look('guard')
      await expectEnded(2)
    })

    it('but not where the second writing is taken', async () => {
      await keep()
      edit({ access: 10 })
      world.portal.failures.putLink = [new PortalError('forbidden', 'x')]
      await look('guard')
      expect(linkNow()?.access).toBe(2)
      expect(drifts()).toMatchObject([{ repair: 'done' }])
    })

    it('has the ending tried until it is taken too', async () => {
      await keep()
      world.portal.set((link) => ({ ...link, access: 10 }))
      edit({ access: 10 })
      world.portal.failures.endLink = [new PortalError('forbidden', 'x')]
      await lookOnly('guard')
      await expect(work()).rejects.toMatchObject({ kind: 'forbidden' })
      expect((await stored()).state).toBe('revoking')
      await world.reconcile()
      await work()
      await expectEnded(2)
    })
  })

  it('at present is tried again; meanwhile the message says how it is', async () => {
    await keep()
    edit({ internal: true })
    world.portal.failures.putLink = [new PortalError('unavailable', 'x')]
    await lookOnly()
    await expect(work()).rejects.toMatchObject({ kind: 'unavailable' })
    expect(repliesOf(world)).toEqual([])
    expect(isFinished(await stored())).toBe(false)
    await world.reconcile()
    const show = world.asked.findIndex(({ name }) => name === 'tell')
    await world.asked.splice(show, 1)[0]?.work()
    expect(world.notices.rewrites.at(-1)?.drift?.repair).toBe('due')
    await work()
    expect(drifts()).toMatchObject([{ repair: 'done' }])
    expect(world.notices.rewrites.at(-1)?.drift?.repair).toBe('done')
  })
})

describe('killed', () => {
  it('after it was noted, it is put back all the same, by reconcileShares or by the next look', async () => {
    for (const again of [() => world.reconcile(), () => lookOnly()]) {
      await keep()
      edit({ internal: true })
      const jobs = { ...world.jobs, repair: () => Promise.reject(new Error('killed')) }
      await expect(world.drift({ onDrift: 'repair', jobs })()).rejects.toThrow('killed')
      await again()
      await work()
      expect(linkNow()?.internal).toBe(false)
      expect(drifts()).toMatchObject([{ repair: 'done', by: 'Olga' }])
      world.close()
      world = createTestWorld(inject('redisSocket'))
    }
  })

  it('after the link was written: it is told as put back', async () => {
    await keep()
    edit({ internal: true })
    await lookOnly()
    edit({}, 'the bot')
    await lookOnly()
    await work()
    expect(drifts()).toMatchObject([{ repair: 'done', by: 'Olga' }])
    expect(puts()).toEqual([])
  })
})

it('a share that comes back from its end has nothing of what was changed before', async () => {
  await keep()
  edit({ internal: true })
  await look('tell')
  await world.store.shares.change(LIVE, (share) => ({
    ...share,
    state: 'revoking',
    end: { reason: 'expired', by: null, decidedAt: NOW, verifiedAt: null },
  }))
  await revokeLink({ ...world.shared })(LIVE)
  await world.store.shares.change(LIVE, (share) => ({
    ...share,
    extending: {
      expiresAt: NOW + 9 * DAY,
      limit: 5,
      by: 'U0BOB',
      askedAt: NOW,
      reference: 'R',
      replyTo: null,
      refusal: null,
    },
  }))
  await world.carryOut().run(LIVE)
  expect(await stored()).toMatchObject({ state: 'active', drift: null, notified: { drift: null } })
})
