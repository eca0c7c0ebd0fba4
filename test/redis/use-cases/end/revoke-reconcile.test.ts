import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import { fingerprintOf } from '../../../../src/domain/fingerprint.ts'
import { PortalError } from '../../../../src/domain/portal-error.ts'
import { revokeShare } from '../../../../src/use-cases/end/revoke-share.ts'
import type { Directory, Person } from '../../../../src/use-cases/ports.ts'
import { reconcileShares } from '../../../../src/use-cases/upkeep/reconcile-shares.ts'
import {
  aRevokedShare,
  DAY,
  HOUR,
  LINK_ID,
  NOTHING_NOTIFIED,
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

const OVER = {
  ...aRevokedShare({ message: null, notified: { end: 'notified' } }),
  state: 'revoked' as const,
}

const keep = (share = SHARE) => keepShare(world, share)

describe('revokeShare', () => {
  const person = (over: Partial<Person> = {}): Person => ({
    id: 'U0BOB',
    name: 'Bob',
    timeZone: 'UTC',
    isAdmin: false,
    isOutsider: false,
    workspaces: [],
    isGuest: false,
    ...over,
  })
  const revoke = (found: Person, adminUsers: string[] = []) => {
    const directory: Directory = {
      person: async () => found,
      channel: async () => null,
      channelNamed: async () => null,
      isMember: async () => true,
      companyOf: async () => 'Acme',
      guestsIn: async () => 0,
      isInGroup: async () => false,
      companiesIn: async () => [],
    }
    return revokeShare({ ...world.shared, directory, adminUsers })
  }

  it.each<[string, string, Partial<Person>, string[], string]>([
    ['the creator', 'U0ALICE', {}, [], 'revoking'],
    ['somebody else', 'U0BOB', {}, [], 'active'],
    ['an admin of the workspace', 'U0BOB', { isAdmin: true }, [], 'revoking'],
    ['a named admin', 'U0BOB', {}, ['U0BOB'], 'revoking'],
    ['an outsider who says to be an admin', 'U0BOB', { isAdmin: true, isOutsider: true }, [], 'active'],
  ])('by %s', async (_, userId, over, admins, state) => {
    await keep()
    const said = await revoke(person(over), admins)(SHARE, userId)
    expect(await stateOf()).toBe(state)
    expect(said.ok).toBe(state === 'revoking')
    if (state === 'revoking') expect((await world.store.shares.get(SHARE))?.end?.by).toBe(userId)
  })

  it('says so when it is unknown, still being made, or over', async () => {
    expect(await revoke(person())(SHARE, 'U0ALICE')).toMatchObject({ refusal: { reason: 'unknown-share' } })
    await keep({ ...SHARE, state: 'creating', step: 'posting' })
    expect(await revoke(person())(SHARE, 'U0ALICE')).toMatchObject({ refusal: { reason: 'not-ready' } })
    await keep(aRevokedShare({ id: 'ABCDEF' }))
    expect(await revoke(person())({ team: SHARE.team, id: 'ABCDEF' }, 'U0ALICE')).toMatchObject({
      refusal: { reason: 'already-over' },
    })
  })

  it('of two clicks at once one ends it and the other hears that it is over', async () => {
    await keep()
    const said = await Promise.all([revoke(person())(SHARE, 'U0ALICE'), revoke(person())(SHARE, 'U0ALICE')])
    expect(said.map(({ ok }) => ok).sort()).toEqual([false, true])
  })
})

describe('reconcileShares', () => {
  it('asks for nothing when all is finished', async () => {
    await keep()
    await world.store.shares.create(
      aRevokedShare({ id: 'ABCDEF', message: null, notified: { end: 'notified' } }),
    )
    await world.reconcile()
    expect(names()).toEqual([])
  })

  it.each([
    ['creating', { state: 'creating' as const, step: 'linking' as const }, ['make']],
    [
      'revoking and untold',
      {
        state: 'revoking' as const,
        notified: { ...NOTHING_NOTIFIED, fingerprint: null, downloads: 0, end: 'no' as const },
      },
      ['revoke', 'tell'],
    ],
    ['failed with links left', { state: 'failed' as const, looseLinkIds: [LINK_ID] }, ['clean']],
    ['revoked with a link left', { ...OVER, looseLinkIds: [LINK_ID] }, ['clean']],
    [
      'active with a stale message',
      { notified: { ...NOTHING_NOTIFIED, fingerprint: 'old', downloads: 0, end: 'no' as const } },
      ['tell'],
    ],
    [
      'active with downloads untold',
      {
        downloads: 2,
        notified: {
          ...NOTHING_NOTIFIED,
          fingerprint: fingerprintOf({ ...SHARE, downloads: 2 }),
          downloads: 1,
          end: 'no' as const,
        },
      },
      ['tell', 'post'],
    ],
  ])('%s', async (_, over, asked) => {
    await keep({ ...SHARE, ...over })
    await world.reconcile()
    expect(names()).toEqual(asked)
  })
})

describe('R1: reconcileShares after an outage', () => {
  it('ends every share whose time is over, however many', async () => {
    const over = Array.from({ length: 620 }, (_, index) => ({ ...SHARE, id: `OVER${index}` }))
    await Promise.all(over.map((share) => world.store.shares.create(share)))
    world.clock.advance(SHARE.terms.expiresAt - NOW)
    await world.reconcile()
    expect(await world.store.shares.due(SHARE.team, world.clock.now(), 1)).toEqual([])
    const revoked = world.asked.filter(({ name }) => name === 'revoke').map(({ ref }) => ref.id)
    expect(new Set(revoked).size).toBe(620)
  })
})

describe('reconcileShares, of links that a slow portal may still make', () => {
  const failed = { ...SHARE, state: 'failed' as const, bornAt: NOW, looseLinkIds: [OTHER_LINK_ID] }

  it('leaves them to the job that waits for them, and has them looked for when the portal will make none any more', async () => {
    await keep(failed)
    world.clock.advance(SECOND)
    await world.reconcile()
    expect(names()).toEqual(['clean'])
    await world.asked.shift()?.work()
    expect(names()).toEqual(['cleanLater'])
    for (let look = 0; look < 2; look += 1) {
      world.clock.advance(10 * SECOND)
      await world.reconcile()
    }
    expect(names()).toEqual(['cleanLater'])
    // As if that job had been lost.
    world.asked.length = 0
    world.clock.advance(10 * SECOND)
    await world.reconcile()
    expect(names()).toEqual(['clean'])
    await world.drain()
    expect((await world.store.shares.get(failed))?.looseLinkIds).toEqual([])
  })

  it('has them looked for anew when the portal was asked to write again, and when the look failed', async () => {
    await keep({ ...failed, cleanedAt: NOW + SECOND, rewrittenAt: NOW + 2 * SECOND })
    world.clock.advance(3 * SECOND)
    world.portal.failures.file = [new PortalError('unavailable', 'x')]
    for (let look = 0; look < 2; look += 1) {
      await world.reconcile()
      expect(names()).toEqual(['clean'])
      await world.asked
        .shift()
        ?.work()
        .catch(() => {})
    }
    expect(names()).toEqual(['cleanLater'])
  })

  it('leaves the link of a share alone that is about to live again', async () => {
    await keep({ ...SHARE, bornAt: NOW - HOUR, looseLinkIds: [LINK_ID] })
    await world.reconcile()
    expect(names()).toEqual([])
  })
})

describe('reconcileShares, of passed ends', () => {
  it('ends what is due, without a word from the portal, and sees it through', async () => {
    await keep({ ...SHARE, terms: { ...SHARE.terms, expiresAt: NOW } })
    await keep({ ...SHARE, team: 'T0OTHER', terms: { ...SHARE.terms, expiresAt: NOW - DAY } })
    await world.reconcile()
    expect(world.portal.asked).toEqual([])
    for (const team of [SHARE.team, 'T0OTHER']) {
      expect(await world.store.shares.get({ team, id: SHARE.id })).toMatchObject({
        state: 'revoking',
        end: { reason: 'expired', by: null, decidedAt: NOW },
      })
      const mine = world.asked.filter(({ ref }) => ref.team === team).map(({ name }) => name)
      expect(new Set(mine)).toEqual(new Set(['revoke', 'tell']))
    }
    await world.drain()
    expect(await stateOf()).toBe('revoked')
    expect(world.portal.links.size).toBe(0)
    expect(world.notices.replies.map(({ kind, share }) => [kind, share.end?.reason])).toEqual([
      ['end', 'expired'],
      ['end', 'expired'],
    ])
  })

  it('leaves alone what has a moment left', async () => {
    const soon = { ...SHARE, terms: { ...SHARE.terms, expiresAt: NOW + 1 } }
    const share = await keep({ ...soon, notified: { ...SHARE.notified, fingerprint: fingerprintOf(soon) } })
    await world.reconcile()
    expect(await world.store.shares.get(share)).toEqual(share)
    expect(names()).toEqual([])
    world.clock.advance(1)
    await world.reconcile()
    expect(await stateOf()).toBe('revoking')
  })

  it('leaves the reason of an end that was decided before', async () => {
    const end = { reason: 'manual' as const, by: 'U0BOB', decidedAt: NOW - SECOND, verifiedAt: null }
    await keep({ ...SHARE, state: 'revoking', end, terms: { ...SHARE.terms, expiresAt: NOW } })
    await world.reconcile()
    expect((await world.store.shares.get(SHARE))?.end).toEqual(end)
  })
})

it('one share that fails keeps nobody from the others, and is told of', async () => {
  const bad = { ...SHARE, id: 'AAAAAA', terms: { ...SHARE.terms, expiresAt: NOW - SECOND } }
  const due = { ...SHARE, id: 'BBBBBB', terms: { ...SHARE.terms, expiresAt: NOW } }
  const badToo = { ...OVER, id: 'CCCCCC', looseLinkIds: [LINK_ID] }
  const owing = { ...OVER, team: 'T0OTHER', looseLinkIds: [LINK_ID] }
  for (const share of [bad, due, badToo, owing]) await keep(share)
  const shares = {
    ...world.store.shares,
    change: ((ref, decide) =>
      ref.id === bad.id
        ? Promise.reject(new Error('bad'))
        : world.store.shares.change(ref, decide)) as typeof world.store.shares.change,
  }
  const clean: typeof world.jobs.clean = async (ref) =>
    ref.id === badToo.id ? Promise.reject(new Error('bad too')) : world.jobs.clean(ref)
  const jobs = { ...world.jobs, clean }
  await expect(
    reconcileShares({ ...world.store, shares, jobs, unlessQueued: jobs, now: world.clock.now })(),
  ).rejects.toThrow('bad')
  expect(await stateOf(due)).toBe('revoking')
  expect(world.asked.filter(({ ref }) => ref.team === 'T0OTHER').map(({ name }) => name)).toEqual(['clean'])
})
