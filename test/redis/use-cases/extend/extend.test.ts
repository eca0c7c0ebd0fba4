import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import type { ShareLink } from '../../../../src/domain/share.ts'
import { NO_TERMS } from '../../../../src/domain/terms.ts'
import { endShare } from '../../../../src/use-cases/end/end-share.ts'
import {
  type ExtendDeps,
  extendShare,
  offerExtension,
} from '../../../../src/use-cases/extend/extend-share.ts'
import type { Person } from '../../../../src/use-cases/ports.ts'
import { aPolicy, aReply, aRevokedShare, aShare, DAY, NOW, rulesOf } from '../../../support/builders.ts'
import { keepShare, LIVE, storedShare } from '../../../support/kept-shares.ts'
import { createTestWorld, type TestWorld } from '../../../support/test-world.ts'

/** A worker has it. */
const UNDER_WAY = { ok: true, answer: { kind: 'under-way', doing: expect.anything() } }

let world: TestWorld
beforeEach(() => {
  world = createTestWorld(inject('redisSocket'))
})
afterEach(() => world.close())

const person = (over: Partial<Person> = {}): Person => ({
  id: 'U0BOB',
  name: 'Bob',
  timeZone: 'UTC',
  isAdmin: false,
  isGuest: false,
  isOutsider: false,
  workspaces: [],
  ...over,
})

const deps = (found: Partial<Person> = {}, adminUsers: string[] = []): ExtendDeps => ({
  ...world.shared,
  directory: {
    person: async () => person(found),
    channel: async () => null,
    channelNamed: async () => null,
    isMember: async () => true,
    guests: async () => null,
  } as unknown as ExtendDeps['directory'],
  adminUsers,
  policyFor: rulesOf(),
  pause: async () => {},
})

const FOR_A_DAY = { ...NO_TERMS, end: { kind: 'for', ms: DAY } } as const
const extend = (
  userId: string,
  terms: Parameters<ReturnType<typeof extendShare>>[0]['terms'] = FOR_A_DAY,
  given = deps(),
  reference = 'REF23456',
) => extendShare(given)({ ref: LIVE, userId, terms, replyTo: aReply(), reference })

const names = () => world.asked.map(({ name }) => name)

describe('who may extend', () => {
  const NOT_YOURS = { ok: false, refusal: { reason: 'not-yours', to: 'extend', creator: 'U0ALICE' } }
  const cases: [string, string, Partial<Person>, string[], boolean][] = [
    ['the creator', 'U0ALICE', {}, [], true],
    ['somebody else', 'U0BOB', {}, [], false],
    ['an admin of the workspace', 'U0BOB', { isAdmin: true }, [], true],
    ['a named admin', 'U0BOB', {}, ['U0BOB'], true],
    ['an outsider who says to be an admin', 'U0BOB', { isAdmin: true, isOutsider: true }, [], false],
  ]

  it.each(cases)('%s', async (_, userId, found, admins, may) => {
    const share = await keepShare(world)
    const said = await extend(userId, FOR_A_DAY, deps(found, admins))
    expect(said).toEqual(may ? UNDER_WAY : NOT_YOURS)
    expect(names()).toEqual(may ? ['extend'] : [])
    expect((await storedShare(world)).extending?.by).toBe(may ? userId : undefined)
    if (!may) expect(await storedShare(world)).toEqual(share)
  })

  it.each(cases)('opens the form: %s', async (_, userId, found, admins, may) => {
    const share = await keepShare(world)
    const said = await offerExtension(deps(found, admins))(LIVE, userId)
    expect(said).toEqual(
      may ? { ok: true, answer: { kind: 'extend-form', share, policy: aPolicy(), at: NOW } } : NOT_YOURS,
    )
  })
})

describe('a rule that lets no such link live on', () => {
  it.each([
    [{ requirePassword: true }, 'REQUIRE_PASSWORD'],
    [{ allowedChannels: ['C0ELSE'] }, 'ALLOWED_CHANNELS'],
  ])('%j: neither is it extended, nor is there a form', async (rule, named) => {
    const share = await keepShare(world)
    const given = { ...deps(), policyFor: rulesOf(rule) }
    const refused = { ok: false, refusal: { reason: 'policy', rule: named } }
    expect(await extend('U0ALICE', FOR_A_DAY, given)).toMatchObject(refused)
    expect(await offerExtension(given)(LIVE, 'U0ALICE')).toMatchObject(refused)
    expect(await storedShare(world)).toEqual(share)
  })
})

describe('the announcement', () => {
  it('says what is granted, by whom and when, before the portal hears of it', async () => {
    const share = await keepShare(world)
    await extend('U0ALICE')
    expect(await storedShare(world)).toEqual({
      ...share,
      extending: {
        expiresAt: share.terms.expiresAt + DAY,
        limit: 3,
        by: 'U0ALICE',
        askedAt: NOW,
        reference: 'REF23456',
        replyTo: aReply(),
        refusal: null,
      },
    })
    expect(world.portal.asked).toEqual([])
  })

  it('of twenty at a time one is announced, and the others hear of it', async () => {
    await keepShare(world)
    const said = await Promise.all(
      Array.from({ length: 20 }, (_, index) => extend('U0ALICE', FOR_A_DAY, deps(), `REF${index}`)),
    )
    expect(said.filter(({ ok }) => ok)).toHaveLength(1)
    expect(said.filter((one) => !one.ok && one.refusal.reason === 'extension-under-way')).toHaveLength(19)
    expect(names()).toEqual(['extend'])
  })

  it('carried out again, since a crash has left open how far it came, it extends once', async () => {
    const { terms } = await keepShare(world)
    for (const step of ['announced', 'carried out']) {
      expect(await extend('U0ALICE'), step).toEqual(UNDER_WAY)
      expect(await extend('U0ALICE'), step).toEqual(UNDER_WAY)
      await world.drain()
    }
    const { extensions, terms: after } = await storedShare(world)
    expect([extensions.length, after.expiresAt - terms.expiresAt]).toEqual([1, DAY])
  })

  it.each<[string, ShareLink | null, string]>([
    ['unknown', null, 'unknown-share'],
    ['revoked by a person', aRevokedShare({ end: { reason: 'manual' } }), 'cannot-extend'],
    ['deleted in the portal', aRevokedShare({ end: { reason: 'removed' } }), 'cannot-extend'],
    ['still being made', aShare({ state: 'creating', step: 'linking' }), 'not-ready'],
  ])('nothing changes for a share that is %s, by command or by form', async (_, share, reason) => {
    if (share !== null) await keepShare(world, share)
    expect(await extend('U0ALICE')).toMatchObject({ ok: false, refusal: { reason } })
    expect(await offerExtension(deps())(LIVE, 'U0ALICE')).toMatchObject({ ok: false, refusal: { reason } })
    expect(await world.store.shares.get(LIVE)).toEqual(share)
    expect(names()).toEqual([])
  })

  it('a share that was used up needs a higher limit; the form may ask for one', async () => {
    const over = await keepShare(world, aRevokedShare({ downloads: 3, end: { reason: 'limit' } }))
    expect(await extend('U0ALICE')).toMatchObject({ refusal: { reason: 'needs-higher-limit' } })
    expect(await offerExtension(deps())(over, 'U0ALICE')).toMatchObject({ answer: { kind: 'extend-form' } })
    expect(await extend('U0ALICE', { ...NO_TERMS, limit: 4 })).toEqual(UNDER_WAY)
    expect((await storedShare(world)).extending?.limit).toBe(4)
  })
})

describe('reconciling', () => {
  it('takes up an extension whose job was lost, and whoever asked has their answer', async () => {
    await keepShare(world)
    await extend('U0ALICE')
    world.asked.splice(0)
    await world.reconcile()
    expect(names()).toContain('extend')
    await world.drain()
    expect((await storedShare(world)).terms.expiresAt).toBe(LIVE.terms.expiresAt + DAY)
    expect(world.answers).toEqual([
      { replyTo: aReply(), answer: expect.objectContaining({ kind: 'extended' }) },
    ])
  })

  it('of two that follow each other each is answered to whoever asked for it, whatever job runs', async () => {
    await keepShare(world)
    await extend('U0ALICE')
    // Carried out, but the process dies before it has answered.
    const answer = () => Promise.reject(new Error('killed'))
    await expect(world.carryOut(null, { answer }).run(LIVE)).rejects.toThrow('killed')
    const again = (url: string) =>
      extendShare(deps())({
        ref: LIVE,
        userId: 'U0ALICE',
        terms: FOR_A_DAY,
        replyTo: aReply(url),
        reference: url,
      })
    expect(await again('early')).toMatchObject({ refusal: { reason: 'extension-under-way' } })
    await world.carryOut().run(LIVE)
    expect(await again('second')).toEqual(UNDER_WAY)
    // Whatever else asks for the same work in between.
    await world.reconcile()
    await world.drain()
    expect(world.answers.map(({ replyTo, answer }) => [replyTo, answer.kind])).toEqual([
      [aReply(), 'extended'],
      [aReply('second'), 'extended'],
    ])
    expect((await storedShare(world)).terms.expiresAt).toBe(LIVE.terms.expiresAt + 2 * DAY)
  })
})

describe('a person who says that it is over', () => {
  it('is heard even where the share was about to come back', async () => {
    const over = await keepShare(
      world,
      aRevokedShare({ sealedPassword: 'sealed', downloads: 3, end: { reason: 'limit' } }),
    )
    await extend('U0ALICE', { ...NO_TERMS, limit: 4 })
    const said = await endShare(world.shared)(over, { revokedBy: 'U0CAROL' })
    expect(said.changed).toBe(true)
    await world.drain()
    expect(await storedShare(world)).toMatchObject({
      state: 'revoked',
      end: { reason: 'manual', by: 'U0CAROL' },
      sealedPassword: null,
      extending: null,
      extensions: [],
    })
    expect(world.answers).toMatchObject([
      { answer: { kind: 'refused', refusal: { reason: 'cannot-extend' } } },
    ])
  })

  it('changes nothing where it is over and stays so', async () => {
    const over = await keepShare(world, aRevokedShare({ end: { reason: 'limit' } }))
    expect((await endShare(world.shared)(over, { revokedBy: 'U0CAROL' })).changed).toBe(false)
    expect(await storedShare(world)).toEqual(over)
  })
})
