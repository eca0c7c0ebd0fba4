import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import { PortalError } from '../../../../src/domain/portal-error.ts'
import type { ShareLink } from '../../../../src/domain/share.ts'
import { endShare, expireShare } from '../../../../src/use-cases/end/end-share.ts'
import { revokeLink } from '../../../../src/use-cases/end/revoke-link.ts'
import type { CarryOutDeps } from '../../../../src/use-cases/extend/carry-out-extension.ts'
import { cleanLinks } from '../../../../src/use-cases/link/clean-links.ts'
import {
  aLink,
  aReply,
  aRevokedShare,
  aShare,
  DAY,
  FILE_ID,
  HOUR,
  LINK_ID,
  MINUTE,
  NOW,
  ORIGIN,
  SECOND,
} from '../../../support/builders.ts'
import { addToTrail, LIVE, storedShare } from '../../../support/kept-shares.ts'
import { Crash, type CrashPoint, createTestWorld, type TestWorld } from '../../../support/test-world.ts'

let world: TestWorld
beforeEach(() => {
  world = createTestWorld(inject('redisSocket'))
})
afterEach(() => world.close())
const afresh = () => {
  world.close()
  world = createTestWorld(inject('redisSocket'))
}

const LATER = NOW + 9 * DAY
const extending = {
  expiresAt: LATER,
  limit: 5,
  by: 'U0BOB',
  askedAt: NOW,
  reference: 'REF23456',
  replyTo: aReply(),
  refusal: null,
}
/** Ends in an hour, 3 downloads; granted 9 days and 5. */
const ACTIVE = aShare({ extending, terms: { expiresAt: NOW + HOUR } })
const dead = (reason: 'expired' | 'limit' | 'manual') =>
  aRevokedShare({
    extending,
    terms: { expiresAt: NOW - MINUTE },
    downloads: reason === 'limit' ? 3 : 1,
    end: { reason, decidedAt: NOW - MINUTE, verifiedAt: NOW - MINUTE },
    notified: { end: 'notified' },
  })
const SCENES: [string, ShareLink][] = [
  ['a live share', ACTIVE],
  ['a share that ended by its time', dead('expired')],
  ['a share that ended by its limit', dead('limit')],
]

const keep = async (share: ShareLink): Promise<void> => {
  await world.store.shares.create(share)
  if (share.state !== 'revoked') world.portal.links.set(LINK_ID, { ...aLink(), fileId: FILE_ID })
}
const linksAtPortal = () => [...world.portal.links.keys()]
const kinds = () =>
  world.answers.map(({ answer }) => (answer.kind === 'refused' ? answer.refusal.reason : answer.kind))

/** Everything that is still to come comes, as long as it takes. */
const comeToRest = async () => {
  await world.drain()
  for (let pass = 0; pass < 3; pass += 1) {
    world.clock.advance(MINUTE)
    await world.reconcile()
    await world.drain()
  }
}

/** Runs the job as BullMQ would: again while it throws, after what it waits for had its turn. */
const runToEnd = async (changes: Partial<CarryOutDeps> = {}) => {
  for (let attempt = 0; attempt < 5; attempt += 1) {
    const failed = await world
      .carryOut(null, attempt === 0 ? changes : {})
      .run(LIVE)
      .then(
        () => false,
        () => true,
      )
    if (!failed) return
    await world.drain()
  }
  throw new Error('the job never ends')
}

const callsOf = async (share: ShareLink): Promise<string[]> => {
  await keep(share)
  const plain = world.carryOut()
  await plain.run(LIVE)
  const { calls } = plain
  afresh()
  return calls
}

const expectExtended = async (share: ShareLink, where?: string) => {
  const after = await storedShare(world)
  expect(after, where).toMatchObject({
    state: 'active',
    terms: { expiresAt: LATER, limit: 5 },
    extending: null,
    extensions: [{ reference: 'REF23456' }],
    looseLinkIds: [],
    bornAt: share.bornAt,
  })
  expect(after.address, where).not.toBeNull()
  expect(linksAtPortal(), where).toEqual([LINK_ID])
  expect(world.portal.links.get(LINK_ID), where).toMatchObject({ expiresAt: LATER })
}

const POINTS = (calls: readonly string[]): (CrashPoint & { where: string })[] =>
  calls.flatMap((call, index) =>
    (['before', 'after'] as const).map((when) => ({
      at: index + 1,
      when,
      where: `${when} ${index + 1} ${call}`,
    })),
  )

describe.each(SCENES)('killed at every outward call: %s', (_, share) => {
  const crash = async (point: CrashPoint) => {
    await keep(share)
    await world
      .carryOut(point)
      .run(LIVE)
      .catch((error: unknown) => {
        if (!(error instanceof Crash)) throw error
      })
  }

  it('run again, it is carried out once and told', async () => {
    for (const { where, ...point } of POINTS(await callsOf(share))) {
      await crash(point)
      await runToEnd()
      const isPast = share.state === 'revoked'
      await comeToRest()
      await expectExtended(share, where)
      expect((await storedShare(world)).pastEnds, where).toHaveLength(isPast ? 1 : 0)
      expect(new Set(kinds()), where).toEqual(new Set(['extended']))
      expect(
        world.answers.map(({ replyTo }) => replyTo),
        where,
      ).toContainEqual(aReply())
      expect(world.answers.length, where).toBeLessThanOrEqual(2)
      afresh()
    }
  })

  it('its job lost, it is taken up by reconcileShares', async () => {
    for (const { where, ...point } of POINTS(await callsOf(share))) {
      await crash(point)
      world.asked.splice(0)
      await comeToRest()
      await expectExtended(share, where)
      // Who waits is in the record, until they have their answer.
      expect(
        world.answers.map(({ replyTo }) => replyTo),
        where,
      ).toContainEqual(aReply())
      afresh()
    }
  })
})

describe('killed while nothing comes of it', () => {
  it.each<[string, ShareLink]>([
    ['live', ACTIVE],
    ['dead', dead('expired')],
  ])(
    '%s: run again, the person is told all the same, and no link is left that should not be',
    async (_, share) => {
      const refusing = () => world.portal.set((link) => ({ ...link, expiresAt: NOW + DAY }))
      refusing()
      for (const { where, ...point } of POINTS(await callsOf(share))) {
        refusing()
        await keep(share)
        await world
          .carryOut(point)
          .run(LIVE)
          .catch(() => {})
        await runToEnd()
        world.portal.set((link) => link)
        await comeToRest()
        expect(new Set(kinds()), where).toEqual(new Set(['not-extended']))
        const ends = [...world.portal.links.values()].map(({ expiresAt }) => expiresAt)
        expect(ends, where).toEqual(share.state === 'active' ? [share.terms.expiresAt] : [])
        const { state, terms, extensions } = share
        expect(await storedShare(world), where).toMatchObject({ state, terms, extensions, looseLinkIds: [] })
        expect(linksAtPortal(), where).toEqual(state === 'active' ? [LINK_ID] : [])
        expect((await storedShare(world)).extending, where).toBeNull()
        afresh()
      }
    },
  )
})

/** Ports that do something else, once, before or after the n-th call of theirs. */
const meanwhile = (point: CrashPoint, act: () => Promise<void>): Partial<CarryOutDeps> => {
  let calls = 0
  const wrap =
    (call: (...given: unknown[]) => unknown) =>
    async (...given: unknown[]): Promise<unknown> => {
      calls += 1
      const here = calls === point.at
      if (here && point.when === 'before') await act()
      const result = await call(...given)
      if (here && point.when === 'after') await act()
      return result
    }
  const port = <T extends object>(given: T): T =>
    Object.fromEntries(Object.entries(given).map(([key, call]) => [key, wrap(call as never)])) as T
  return {
    portal: port(world.portal.port),
    shares: port(world.store.shares),
    jobs: port(world.jobs),
    recount: wrap(world.recount as never) as never,
    answer: wrap(async (replyTo, answer) => void world.answers.push({ replyTo, answer } as never)) as never,
  }
}

describe.each(SCENES)('at every moment of %s', (_, share) => {
  const end = endShare
  const everyMoment = async (
    act: () => Promise<void>,
    expectation: (where: string) => Promise<void>,
    prepare: () => void = () => {},
  ) => {
    for (const { where, ...point } of POINTS(await callsOf(share))) {
      prepare()
      await keep(share)
      await runToEnd(meanwhile(point, act))
      await comeToRest()
      await expectation(where)
      afresh()
    }
  }

  const expectOver = async (where: string) => {
    const after = await storedShare(world)
    expect(after, where).toMatchObject({
      state: 'revoked',
      end: { reason: 'manual', by: 'U0CAROL' },
      extending: null,
      looseLinkIds: [],
      address: null,
      sealedPassword: null,
    })
    expect(linksAtPortal(), where).toEqual([])
    expect(
      world.answers.map(({ replyTo }) => replyTo),
      where,
    ).toContainEqual(aReply())
    for (const kind of kinds()) expect(['extended', 'cannot-extend', 'already-over'], where).toContain(kind)
  }
  const byHand = async () => {
    await end(world.shared)(LIVE, { revokedBy: 'U0CAROL' })
  }

  it('a person revokes it, and the link is gone at once', () =>
    everyMoment(async () => {
      await byHand()
      await revokeLink(world.shared)(LIVE)
    }, expectOver))

  it('a person revokes it, and the link is removed later', () => everyMoment(byHand, expectOver))

  it('its old end comes', () =>
    everyMoment(
      async () => {
        world.clock.advance(2 * HOUR)
        await expireShare(world.shared)(LIVE)
        await revokeLink(world.shared)(LIVE)
      },
      (where) => expectExtended(share, where),
    ))

  it('its old end comes, and the link is removed later', () =>
    everyMoment(
      async () => {
        world.clock.advance(2 * HOUR)
        await world.reconcile()
      },
      (where) => expectExtended(share, where),
    ))

  it('its link is used as often as it could be', () =>
    everyMoment(
      async () => {
        await world.sweep()()
        await world.drain()
      },
      async (where) => {
        await expectExtended(share, where)
        if (share.state === 'active') expect((await storedShare(world)).downloads, where).toBe(3)
      },
      () => {
        if (share.state === 'active') {
          addToTrail(world, {}, { at: NOW - 40 * SECOND }, { at: NOW - 20 * SECOND })
        }
      },
    ))

  it('its link is cleaned away by somebody who has not heard', () =>
    everyMoment(
      async () => {
        // As it was when they looked: over, and its link still to be removed.
        const stale = { ...dead('expired'), extending: null, looseLinkIds: [LINK_ID] }
        let looked = false
        const shares = {
          ...world.store.shares,
          get: async (ref: typeof LIVE) => {
            const first = !looked
            looked = true
            return first ? stale : world.store.shares.get(ref)
          },
        }
        await cleanLinks({ ...world.shared, shares: shares as typeof world.store.shares })(LIVE)
      },
      (where) => expectExtended(share, where),
    ))

  it('its link is removed by a second run of its revocation', () =>
    everyMoment(
      async () => {
        const stale = { ...dead('expired'), state: 'revoking' as const }
        const shares = { ...world.store.shares, get: async () => stale }
        await revokeLink({ ...world.shared, shares })(LIVE)
      },
      (where) => expectExtended(share, where),
    ))
})

describe('two runs at once', () => {
  it.each(SCENES)('carry it out once: %s', async (_, share) => {
    await keep(share)
    await Promise.all([world.carryOut().run(LIVE), world.carryOut().run(LIVE)])
    await comeToRest()
    await expectExtended(share)
    expect(world.portal.asked.filter((call) => call.startsWith('putLink')).length).toBeLessThanOrEqual(2)
  })
})

describe('a slow portal', () => {
  it.each(SCENES)(
    'that writes the link once more after its end is cleaned up after: %s',
    async (_, share) => {
      await keep(share)
      await runToEnd()
      await endShare(world.shared)(LIVE, { revokedBy: 'U0CAROL' })
      await revokeLink(world.shared)(LIVE)
      expect(linksAtPortal()).toEqual([])
      world.portal.links.set(LINK_ID, { ...aLink(), fileId: FILE_ID })
      await world.drain()
      expect(linksAtPortal()).toEqual([])
      expect((await storedShare(world)).looseLinkIds).toEqual([])
    },
  )
})

describe('a link that is to live', () => {
  it('is never cleaned away while it is being extended', async () => {
    const over = { ...dead('expired'), looseLinkIds: [LINK_ID] }
    await keep(over)
    world.portal.links.set(LINK_ID, { ...aLink(), fileId: FILE_ID })
    world.clock.advance(HOUR)
    await cleanLinks(world.shared)(over)
    expect(world.portal.asked).toEqual([])
    expect(await storedShare(world)).toEqual(over)
  })

  it('is cleaned away when a person has ended the share, whoever extends it', async () => {
    const over = { ...dead('manual'), looseLinkIds: [LINK_ID] }
    await keep(over)
    world.portal.links.set(LINK_ID, { ...aLink(), fileId: FILE_ID })
    world.clock.advance(HOUR)
    await cleanLinks(world.shared)(over)
    expect(linksAtPortal()).toEqual([])
  })

  it('is put back where a list without it was the first that was heard', async () => {
    await keep(dead('limit'))
    const links = async (fileId: string) => {
      world.portal.links.clear()
      return world.portal.port.links(fileId)
    }
    // The list before the link is made is right; the one after it shows what a late removal did.
    let asked = 0
    const portal = {
      ...world.portal.port,
      links: (fileId: string) => {
        asked += 1
        return asked === 1 ? world.portal.port.links(fileId) : links(fileId)
      },
    }
    await runToEnd({ portal })
    await expectExtended(dead('limit'))
  })

  describe.each<[string, (ref: typeof LIVE) => Promise<void>]>([
    ['revocation', (ref) => revokeLink(world.shared)(ref)],
    ['cleaning', (ref) => cleanLinks(world.shared)(ref)],
  ])('a %s that died right after the link was removed', (_, runAgain) => {
    it('has it put back when it is run again', async () => {
      await keep(dead('expired'))
      await runToEnd()
      await comeToRest()
      world.portal.links.clear()
      await runAgain(LIVE)
      await world.drain()
      await expectExtended(dead('expired'))
    })

    it('leaves alone what never ended', async () => {
      await keep(ACTIVE)
      await runToEnd()
      await comeToRest()
      await runAgain(LIVE)
      expect(world.asked).toEqual([])
    })
  })

  it('is looked at once more when no late removal need be feared', async () => {
    await keep(dead('expired'))
    await runToEnd()
    for (const one of world.asked.splice(0)) if (one.name === 'repair') await one.work()
    const later = world.asked.splice(0)
    expect(later.map(({ name }) => name)).toEqual(['repairLater'])
    world.portal.links.clear()
    await later[0]?.work()
    await expectExtended(dead('expired'))
  })

  it('is put back however often that fails, and its message follows where the address is another', async () => {
    const share = aShare({ direct: false, address: `${ORIGIN}/s/other` })
    await world.store.shares.create(share)
    world.portal.failures.putLink = [new PortalError('unavailable', 'x'), new PortalError('forbidden', 'x')]
    for (const kind of ['unavailable', 'forbidden']) {
      await world.jobs.repair(LIVE)
      await expect(world.drain()).rejects.toMatchObject({ kind })
    }
    await world.jobs.repair(LIVE)
    await world.drain()
    expect(linksAtPortal()).toEqual([LINK_ID])
    expect((await storedShare(world)).address).toBe(aLink().shareLink)
    expect(world.notices.rewrites.at(-1)?.address).toBe(aLink().shareLink)
  })

  it.each<[string, Partial<ShareLink>]>([
    ['is over', { state: 'revoking' }],
    ['is about to be', { terms: { ...aShare().terms, expiresAt: NOW } }],
  ])('is not put back when its share %s', async (_, over) => {
    await world.store.shares.create({ ...aShare(), ...over })
    await world.jobs.repair(LIVE)
    await world.drain()
    expect(world.portal.asked).toEqual([])
  })

  it('is not put back without its file, nor while it is being written', async () => {
    await world.store.shares.create(ACTIVE)
    await world.jobs.repair(LIVE)
    await world.asked.shift()?.work()
    expect(world.portal.asked).toEqual([])
    expect(world.asked.splice(0).map(({ name }) => name)).toEqual(['repairLater'])
    await world.store.shares.change(LIVE, (share) => ({ ...share, extending: null }))
    world.portal.failures.links = [new PortalError('not-found', 'x')]
    await world.jobs.repair(LIVE)
    await world.drain()
    expect(linksAtPortal()).toEqual([])
  })
})
