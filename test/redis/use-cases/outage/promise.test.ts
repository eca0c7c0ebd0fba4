import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import { PortalError } from '../../../../src/domain/portal-error.ts'
import { NO_TERMS } from '../../../../src/domain/terms.ts'
import { type ExtensionAsked, extendShare } from '../../../../src/use-cases/extend/extend-share.ts'
import { freshAuditStatus } from '../../../../src/use-cases/outage/probe-audit.ts'
import type { Vault } from '../../../../src/use-cases/ports.ts'
import {
  aFile,
  aPolicy,
  aReply,
  aRequest,
  aRevokedShare,
  aShare,
  DAY,
  FILE_ID,
  HOUR,
  MINUTE,
  NOW,
  rulesOf,
  TEAM,
} from '../../../support/builders.ts'
import { aChannel, aDirectory } from '../../../support/directory.ts'
import { keepShare, storedShare } from '../../../support/kept-shares.ts'
import { requestIn } from '../../../support/requests.ts'
import { createTestWorld, type TestWorld } from '../../../support/test-world.ts'

/** A worker has it. */
const UNDER_WAY = { ok: true, answer: { kind: 'under-way', doing: expect.anything() } }

let world: TestWorld
beforeEach(() => {
  world = createTestWorld(inject('redisSocket'))
})
afterEach(() => world.close())

const blind = () =>
  world.store.auditStatus.change((kept) => ({
    ...kept,
    state: 'blind',
    cause: 'plan',
    since: NOW - HOUR,
    probedAt: NOW,
  }))
const REFUSED = { reason: 'blind', cause: 'plan', since: NOW - HOUR, noLimitAllowed: true }
const asked = () => world.asked.map(({ name }) => name)

describe('a request, while blind', () => {
  const request = (terms: Partial<typeof NO_TERMS>, policy = aPolicy(), guests = 0) =>
    requestIn(world, { terms, policy, known: { channel: aChannel({ isPrivate: false }), guests } })

  it('with a limit is refused at once, and nobody is asked about the audience', async () => {
    await blind()
    expect(await request({ limit: 3 })).toEqual({ ok: false, refusal: { ...REFUSED, share: null } })
    // The usual limit is one too.
    expect(await request({})).toMatchObject({ ok: false, refusal: REFUSED })
    expect(await request({ limit: 3 }, aPolicy(), 5)).toMatchObject({ ok: false, refusal: REFUSED })
    expect([asked(), world.portal.asked]).toEqual([[], []])
  })

  it('without one goes on', async () => {
    await blind()
    expect(await request({ limit: 'none' })).toEqual(UNDER_WAY)
    expect(await request({ viewOnly: true })).toEqual(UNDER_WAY)
    expect(asked()).toEqual(['make', 'make'])
  })

  it('with an exact limit goes on, which needs no trail', async () => {
    await blind()
    expect(await request({ limit: 3, enforcement: 'exact' })).toEqual(UNDER_WAY)
    expect(await request({}, aPolicy({ enforcement: 'exact' }))).toEqual(UNDER_WAY)
    expect(asked()).toEqual(['make', 'make'])
  })

  it('is told whether a link without one would be allowed', async () => {
    await blind()
    expect(await request({ limit: 3 }, aPolicy({ highestLimit: 20 }))).toMatchObject({
      refusal: { reason: 'blind', noLimitAllowed: false },
    })
    expect(await request({ viewOnly: true }, aPolicy({ highestLimit: 20 }))).toMatchObject({ ok: true })
  })

  it('that breaks a rule is told that first', async () => {
    await blind()
    expect(await request({ limit: 50 }, aPolicy({ highestLimit: 20 }))).toMatchObject({
      refusal: { reason: 'policy', rule: 'MAX_DOWNLOADS_LIMIT' },
    })
  })

  it('with a limit goes on when nothing is known: whoever makes it looks', async () => {
    expect(await request({ limit: 3 })).toEqual(UNDER_WAY)
    expect(asked()).toEqual(['make'])
  })
})

describe('a share that is made', () => {
  const make = () =>
    world.make(null, {
      freshAuditStatus: freshAuditStatus({
        ...world.shared,
        cursor: world.store.cursor,
        isReadingOverdue: () => false,
      }),
    })
  const refusals = () =>
    world.answers.map(({ answer }) => (answer.kind === 'refused' ? answer.refusal.reason : answer.kind))
  const writes = () => world.portal.asked.filter((call) => !/^(probeTrail|file|links) ?/.test(call))

  it('is looked for before the portal is asked to make one', async () => {
    world.portal.failures.probeTrail = [new PortalError('plan', 'x')]
    await make().run(aRequest())
    expect(refusals()).toEqual(['blind'])
    expect([writes(), world.notices.posts]).toEqual([[], []])
    expect(await world.store.shares.get({ team: TEAM, id: aRequest().shareId })).toBeNull()
    expect(await world.store.auditStatus.read()).toMatchObject({ state: 'blind', cause: 'plan' })
  })

  it('is refused what was asked for just before it turned blind', async () => {
    await blind()
    await make().run(aRequest())
    expect([refusals(), writes()]).toEqual([['blind'], []])
  })

  it.each([
    ['no limit', { limit: null }],
    ['view only', { limit: null, viewOnly: true }],
  ])('with %s is made all the same, and nothing is looked for', async (_, terms) => {
    await blind()
    await make().run(aRequest({ terms: { ...aRequest().terms, ...terms } }))
    expect(refusals()).toEqual(['shared'])
    expect(world.portal.asked.some((call) => call.startsWith('probeTrail'))).toBe(false)
  })

  it('while the portal does not say is refused for that', async () => {
    world.portal.failures.probeTrail = [new PortalError('unavailable', 'x')]
    await make().run(aRequest())
    expect([refusals(), writes()]).toEqual([['portal-down'], []])
  })

  it('whose making was cut off is given up when it is blind by then, and its link deleted', async () => {
    world.portal.failures.putLink = [new Error('killed')]
    await expect(make().run(aRequest())).rejects.toThrow('killed')
    await blind()
    await make().run(aRequest())
    expect(refusals()).toEqual(['blind'])
    expect(asked()).toEqual(['clean'])
    expect(await storedShare(world, { team: TEAM, id: aRequest().shareId })).toMatchObject({
      state: 'failed',
      failure: { refusal: { reason: 'blind' } },
    })
    await make().run(aRequest())
    expect(refusals()).toEqual(['blind', 'blind'])
  })
})

describe('an extension, while blind', () => {
  const extend = (terms: Partial<ExtensionAsked['terms']>) =>
    extendShare({ ...world.shared, directory: aDirectory(), adminUsers: [], policyFor: rulesOf() })({
      ref: aShare(),
      userId: 'U0ALICE',
      terms: { ...NO_TERMS, ...terms },
      replyTo: aReply(),
      reference: 'REF23456',
    })

  it('of a live link goes on, also to a higher limit', async () => {
    await keepShare(world, aShare({ downloads: 1 }))
    await blind()
    expect(await extend({ limit: 9 })).toEqual(UNDER_WAY)
    expect(asked()).toEqual(['extend'])
  })

  it('of a live link without a limit is refused one, and taken without', async () => {
    await keepShare(world, aShare({ terms: { limit: null } }))
    await blind()
    expect(await extend({ limit: 9 })).toMatchObject({ ok: false, refusal: REFUSED })
    expect(await extend({ end: { kind: 'for', ms: DAY } })).toEqual(UNDER_WAY)
    expect(asked()).toEqual(['extend'])
  })

  it.each([
    ['of a live one without a limit', aShare({ terms: { limit: null } }), true],
    ['of one that has ended', aRevokedShare({ terms: { expiresAt: NOW - MINUTE } }), true],
    ['of a live one that has a limit', aShare(), false],
  ])(
    '%s that nobody knew of when it was asked for is looked into when it is written',
    async (_, share, isRefused) => {
      await keepShare(world, share)
      expect(await extend({ end: { kind: 'for', ms: DAY }, limit: 9 })).toEqual(UNDER_WAY)
      world.portal.failures.probeTrail = [new PortalError('plan', 'x')]
      const carryOut = world.carryOut(null, {
        freshAuditStatus: freshAuditStatus({
          ...world.shared,
          cursor: world.store.cursor,
          isReadingOverdue: () => false,
        }),
      })
      await carryOut.run(share)
      expect(
        world.answers.map(({ answer }) => (answer.kind === 'refused' ? answer.refusal : answer.kind)),
      ).toMatchObject(isRefused ? [{ reason: 'blind', cause: 'plan' }] : ['extended'])
      expect(world.portal.asked.some((call) => call.startsWith('putLink'))).toBe(!isRefused)
      expect(await storedShare(world, share)).toMatchObject({
        state: isRefused ? share.state : 'active',
        extending: null,
      })
    },
  )

  it.each([
    ['its time', aRevokedShare({ terms: { expiresAt: NOW - MINUTE } })],
    ['its limit', aRevokedShare({ downloads: 3, end: { reason: 'limit' } })],
  ])('of one that ended by %s is refused with a limit, and taken without', async (_, share) => {
    await keepShare(world, share)
    await blind()
    const terms = { end: { kind: 'for', ms: DAY }, limit: 9 } as const
    expect(await extend(terms)).toMatchObject({
      ok: false,
      refusal: { ...REFUSED, share: { id: share.id } },
    })
    expect(await storedShare(world, share)).toMatchObject({ state: 'revoked', extending: null })
    expect(await extend({ ...terms, limit: 'none' })).toEqual(UNDER_WAY)
    expect(asked()).toEqual(['extend'])
  })
})

describe('where the trail may cut the key off', () => {
  const LONG = `sbox-12-${'x'.repeat(200)}`
  const PASSWORD = 'x'.repeat(120)
  const vault: Vault = { seal: (text) => `sealed ${text}`, open: (sealed) => sealed.replace('sealed ', '') }
  const answers = () =>
    world.answers.map(({ answer }) => (answer.kind === 'refused' ? answer.refusal : answer.kind))
  const refused = (hadPassword: boolean) => ({ reason: 'key-cut-off', hadPassword })

  it.each<[string, string, string | null, number | null, unknown]>([
    ['a limit by the direct address, which has the key first', LONG, null, 3, 'shared'],
    ['a long id and no limit', LONG, null, null, 'shared'],
    ['a limit on the portal’s page of a long id', LONG, 'eight888', 3, refused(true)],
    ['a limit and a long password', FILE_ID, PASSWORD, 3, refused(true)],
    ['a long password and no limit', FILE_ID, PASSWORD, null, 'shared'],
    ['a limit and a usual password', FILE_ID, 'correct horse', 3, 'shared'],
  ])('a link with %s is made, or it is said why not', async (_, fileId, password, limit, outcome) => {
    world.portal.files.set(fileId, aFile({ id: fileId }))
    const sealedPassword = password === null ? null : `sealed ${password}`
    const terms = { ...aRequest().terms, limit }
    await world.make(null, { vault }).run(aRequest({ fileId, sealedPassword, terms }))
    expect(answers()).toEqual([outcome])
    expect(world.portal.asked.some((call) => call.startsWith('putLink'))).toBe(outcome === 'shared')
  })

  it.each<[string, string, string | null]>([
    ['a long id', LONG, null],
    ['a long password', FILE_ID, PASSWORD],
  ])('a link with %s keeps no limit, though one is asked for later', async (_, id, password) => {
    const sealedPassword = password === null ? null : `sealed ${password}`
    const share = aShare({
      file: { id, title: 'Notes.docx' },
      direct: false,
      sealedPassword,
      terms: { limit: null },
    })
    const extending = {
      expiresAt: NOW + 9 * DAY,
      limit: 5,
      by: 'U0ALICE',
      askedAt: NOW,
      reference: 'REF23456',
      replyTo: aReply(),
      refusal: null,
    }
    await keepShare(world, { ...share, extending })
    await world.carryOut(null, { vault }).run(share)
    expect(answers()).toEqual([refused(password !== null)])
    expect(await storedShare(world, share)).toMatchObject({ state: 'active', terms: share.terms })
  })
})
