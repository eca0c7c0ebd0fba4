import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import type { ShareLink } from '../../../../src/domain/share.ts'
import type { RequestedTerms } from '../../../../src/domain/terms.ts'
import { extendShare } from '../../../../src/use-cases/extend/extend-share.ts'
import {
  aFile,
  aPolicy,
  aReply,
  aRequest,
  aRevokedShare,
  aShare,
  DAY,
  FILE_ID,
  rulesOf,
  SECOND,
  TEAM,
} from '../../../support/builders.ts'
import { aChannel, aDirectory, aPerson } from '../../../support/directory.ts'
import { requestIn } from '../../../support/requests.ts'
import { createTestWorld, type TestWorld } from '../../../support/test-world.ts'

let world: TestWorld
beforeEach(() => {
  world = createTestWorld(inject('redisSocket'))
})
afterEach(() => world.close())

const POLICY = aPolicy({ linksPerMinute: 2 })
const FEW = aPolicy({ maxLiveLinks: 2 })

const request = (
  policy = POLICY,
  { guests = 0, terms = {} }: { guests?: number; terms?: Partial<RequestedTerms> } = {},
) => requestIn(world, { policy, terms, known: { channel: aChannel({ isPrivate: false }), guests } })
const refusedBy = (rule: string, more = {}) => ({ ok: false, refusal: { reason: 'policy', rule, ...more } })
const live = async (...ids: string[]) => {
  const { id } = aPerson({})
  for (const one of ids) await world.store.shares.create(aShare({ id: one, creator: { id, name: 'x' } }))
}

const extend = (share: ShareLink) =>
  extendShare({
    ...world.shared,
    directory: aDirectory({ channel: null, members: [], guests: 0 }),
    adminUsers: ['U0BOB'],
    policyFor: rulesOf(FEW),
  })({
    ref: share,
    userId: share.creator.id,
    terms: { end: { kind: 'for', ms: DAY }, limit: null },
    replyTo: aReply(),
    reference: 'REF23456',
  })

describe('links within a minute', () => {
  it('are refused beyond the quota, with when it goes again; then it goes', async () => {
    expect([(await request()).ok, (await request()).ok]).toEqual([true, true])
    world.clock.advance(40 * SECOND)
    expect(await request()).toEqual(refusedBy('LINKS_PER_MINUTE', { most: 2, waitMs: 20 * SECOND }))
    expect(world.asked).toHaveLength(2)
    world.clock.advance(20 * SECOND)
    expect((await request()).ok).toBe(true)
  })

  it('count when their question is asked, so that its answer is never refused', async () => {
    for (let asked = 0; asked < 2; asked += 1) {
      expect(await request(POLICY, { guests: 1 })).toMatchObject({ answer: { kind: 'ask-audience' } })
    }
    expect(await request()).toMatchObject(refusedBy('LINKS_PER_MINUTE'))
    expect(world.asked).toEqual([])
  })

  it('do not count that another rule refuses', async () => {
    const tooLong = { terms: { end: { kind: 'for', ms: 900 * DAY } } } as const
    for (let asked = 0; asked < 3; asked += 1) {
      expect(await request(POLICY, tooLong)).toMatchObject(refusedBy('MAX_EXPIRY'))
    }
    expect((await request()).ok).toBe(true)
  })

  it('are without number where the operator says so', async () => {
    for (let asked = 0; asked < 100; asked += 1) expect((await request(aPolicy())).ok).toBe(true)
  })
})

describe('live links', () => {
  it('are refused beyond the quota until one has ended', async () => {
    await live('AAAAA2', 'AAAAA3')
    expect(await request(FEW)).toEqual(refusedBy('MAX_LIVE_LINKS', { most: 2, waitMs: 7 * DAY }))
    await world.store.shares.change({ team: TEAM, id: 'AAAAA2' }, (share) => ({ ...share, state: 'revoked' }))
    expect((await request(FEW)).ok).toBe(true)
  })

  it('are not those of others, nor what could not be made', async () => {
    await world.store.shares.create(aShare({ id: 'AAAAA2', creator: { id: 'U0OTHER', name: 'x' } }))
    const { id } = aPerson({})
    for (const failed of ['AAAAA3', 'AAAAA4']) {
      await world.store.shares.create(aShare({ id: failed, creator: { id, name: 'x' }, state: 'failed' }))
    }
    expect((await request(FEW)).ok).toBe(true)
  })

  it('are held against the quota again by who makes them', async () => {
    await live('AAAAA2', 'AAAAA3')
    const creator = { id: aPerson({}).id, name: 'x' }
    await world.make(null, { policyFor: rulesOf(FEW) }).run(aRequest({ creator }))
    expect(world.answers).toMatchObject([
      { answer: { refusal: { reason: 'policy', rule: 'MAX_LIVE_LINKS', most: 2, waitMs: 7 * DAY } } },
    ])
    expect(world.portal.links.size).toBe(0)
    // A file that cannot be shared is told as that.
    world.portal.files.set(FILE_ID, aFile({ canShare: false }))
    await world.make(null, { policyFor: rulesOf(FEW) }).run(aRequest({ creator }))
    expect(world.answers[1]).toMatchObject({ answer: { refusal: { reason: 'not-shareable' } } })
  })

  it.each([
    ['that has ended comes back', aRevokedShare({ end: { reason: 'expired' } }), false],
    ['that is live stays', aShare(), true],
  ])('one %s by an extension, or not', async (_, share, goes) => {
    const others = ['AAAAA2', 'AAAAA3'].map((id) => aShare({ id }))
    for (const one of [...others, share]) await world.store.shares.create(one)
    const said = await extend(share)
    if (goes) expect(said.ok).toBe(true)
    else expect(said).toEqual(refusedBy('MAX_LIVE_LINKS', { most: 2, waitMs: 7 * DAY }))
  })

  it('are counted without the one that is extended while its link is still being removed', async () => {
    await world.store.shares.create(aShare({ id: 'AAAAA2' }))
    const share = aRevokedShare({ state: 'revoking', end: { reason: 'expired', verifiedAt: null } })
    await world.store.shares.create(share)
    expect((await extend(share)).ok).toBe(true)
    await world.store.shares.create(aShare({ id: 'AAAAA3' }))
    const other = aRevokedShare({
      id: 'AAAAA4',
      state: 'revoking',
      end: { reason: 'expired', verifiedAt: null },
    })
    await world.store.shares.create(other)
    expect(await extend(other)).toEqual(refusedBy('MAX_LIVE_LINKS', { most: 2, waitMs: 7 * DAY }))
  })

  it('are held against the quota again by who extends them: several may have been asked for at once', async () => {
    const ended = ['AAAAA2', 'AAAAA3', 'AAAAA4'].map((id, index) =>
      aRevokedShare({
        id,
        linkId: `00000000-0000-4000-8000-00000000000${index}`,
        end: { reason: 'expired' },
      }),
    )
    for (const share of ended) await world.store.shares.create(share)
    for (const share of ended) expect((await extend(share)).ok).toBe(true)
    for (const share of ended) await world.carryOut(null, { policyFor: rulesOf(FEW) }).run(share)
    expect(world.answers).toMatchObject([
      { answer: { kind: 'extended' } },
      { answer: { kind: 'extended' } },
      { answer: { refusal: { reason: 'policy', rule: 'MAX_LIVE_LINKS', most: 2, waitMs: DAY } } },
    ])
    expect(world.portal.links.size).toBe(2)
  })
})
