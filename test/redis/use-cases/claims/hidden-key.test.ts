import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import { fingerprintOf } from '../../../../src/domain/fingerprint.ts'
import { isFinished } from '../../../../src/domain/pending-notice.ts'
import type { ShareLink } from '../../../../src/domain/share.ts'
import {
  aLink,
  aShare,
  DAY,
  FILE_ID,
  LINK_ID,
  MINUTE,
  NOW,
  pageOf,
  SECOND,
} from '../../../support/builders.ts'
import { addToTrail, keepShare, repliesOf, storedShare } from '../../../support/kept-shares.ts'
import { createTestWorld, slackError, type TestWorld } from '../../../support/test-world.ts'

const EXACT: ShareLink = aShare({
  address: null,
  terms: { exact: true },
  notified: { fingerprint: fingerprintOf(aShare()) },
})

let world: TestWorld
beforeEach(async () => {
  world = createTestWorld(inject('redisSocket'))
  await keepShare(world, EXACT)
})
afterEach(() => world.close())

const stored = () => storedShare(world, EXACT)
/** The gate asks the portal for the file, and the trail shows it. */
const fetch = async (times = 1, share: ShareLink = EXACT) => {
  for (let n = 0; n < times; n += 1) {
    await world.store.claims.asking(share)
    addToTrail(world, { page: pageOf(share.linkId) })
  }
}
const sweep = () => world.sweep()()
const atPortal = () => [...world.portal.links.keys()]
/** Who was told, in order. */
const told = () => world.notices.replies.filter(({ kind }) => kind === 'key-out').map(({ to }) => to)

describe('while the key is hidden', () => {
  it('nothing happens, however often the gate fetches', async () => {
    await fetch(5)
    await sweep()
    await fetch(5)
    await sweep()
    expect(await stored()).toMatchObject({ linkId: LINK_ID, downloads: 0 })
    expect(await world.store.claims.linkUse(EXACT)).toEqual({ asked: 10, seen: 10 })
    expect([world.asked, atPortal()]).toEqual([[], [LINK_ID]])
  })

  it('an event is counted once, and fetches that leave none do no harm', async () => {
    await world.store.claims.asking(EXACT)
    await fetch()
    await sweep()
    await sweep()
    expect(await world.store.claims.linkUse(EXACT)).toEqual({ asked: 2, seen: 1 })
    expect((await stored()).linkId).toBe(LINK_ID)
  })

  it('events of other links, of members and without a key prove nothing, and nothing is asked about them', async () => {
    addToTrail(world, { page: pageOf('11111111-2222-4333-8444-555555555555') }, { page: null })
    addToTrail(world, { page: null, userId: '66faa6e4-f133-11ea-b126-00ffeec8b4ef' })
    await sweep()
    expect((await stored()).linkId).toBe(LINK_ID)
    expect(world.portal.asked.filter((call) => !/Since/.test(call))).toEqual([])
  })
})

describe('once somebody else has the key', () => {
  it.each([
    ['a download', 5009],
    ['a download in another format', 5010],
    ['a download of an older version', 5062],
    ['a view', 5064],
  ])('%s gives it away: the link is replaced', async (_, actionId) => {
    await fetch(2)
    addToTrail(world, { actionId })
    await sweep()
    const replaced = await stored()
    expect(replaced).toMatchObject({
      state: 'active',
      key: null,
      formerLinkIds: [LINK_ID],
      looseLinkIds: [LINK_ID],
      keyOut: { asked: 2, seen: 3, seenAt: NOW },
    })
    await world.drain()
    const after = await stored()
    expect(after).toMatchObject({ state: 'active', linkId: replaced.linkId, looseLinkIds: [], downloads: 0 })
    expect(atPortal()).toEqual([replaced.linkId])
    expect(after.key).toBe(world.portal.links.get(replaced.linkId)?.requestToken)
    expect(isFinished(after)).toBe(true)
  })

  it('admins and its creator are told once, and the message stays as it is', async () => {
    addToTrail(world, {}, {})
    await sweep()
    await world.drain()
    await sweep()
    await world.drain()
    expect(told()).toEqual(['C0ADMINS', 'U0ALICE'])
    expect(repliesOf(world)).toEqual(['key-out', 'key-out'])
    expect(world.notices.rewrites).toEqual([])
  })

  it('it is told until it is known to be, and whom Slack refuses holds up nobody', async () => {
    addToTrail(world, {})
    await sweep()
    world.notices.failures.push({ error: slackError('refused', 'channel_not_found') })
    await world.drain()
    expect(told()).toEqual(['U0ALICE'])
    expect(await stored()).toMatchObject({ messageLost: false, closed: null })
  })

  it('events of the former link never alarm again, those of the new one do', async () => {
    addToTrail(world, {})
    await sweep()
    await world.drain()
    const { linkId } = await stored()
    addToTrail(world, { ip: '203.0.113.1' }, { ip: '203.0.113.2' })
    world.clock.advance(MINUTE)
    await sweep()
    expect((await stored()).linkId).toBe(linkId)
    addToTrail(world, { page: pageOf(linkId) })
    await sweep()
    await world.drain()
    expect(atPortal()).toEqual([(await stored()).linkId])
    expect((await stored()).linkId).not.toBe(linkId)
    expect(told()).toEqual(['C0ADMINS', 'U0ALICE', 'C0ADMINS', 'U0ALICE'])
  })

  it('is replaced five times an hour at most', async () => {
    for (let turn = 0; turn < 7; turn += 1) {
      addToTrail(world, { page: pageOf((await stored()).linkId) })
      await sweep()
      await world.drain()
    }
    expect((await stored()).formerLinkIds).toHaveLength(5)
  })

  it('what a crash leaves between record and portal is found by the upkeep', async () => {
    addToTrail(world, {})
    await sweep()
    world.asked.length = 0
    await world.reconcile()
    expect(world.asked.map(({ name }) => name).sort()).toEqual(['clean', 'post', 'repair', 'tell'])
    await world.drain()
    expect(await stored()).toMatchObject({ state: 'active', looseLinkIds: [], key: expect.any(String) })
    expect(atPortal()).toEqual([(await stored()).linkId])
  })

  it('a new link whose answer was lost is written once more, and its key is known then', async () => {
    addToTrail(world, {})
    await sweep()
    const { linkId } = await stored()
    world.portal.links.set(linkId, { ...aLink({ id: linkId }), fileId: FILE_ID })
    await world.drain()
    expect((await stored()).key).not.toBeNull()
  })

  it('the new link that is not there yet is not taken for one that was removed', async () => {
    addToTrail(world, {})
    await sweep()
    world.asked.length = 0
    world.clock.advance(MINUTE)
    await world.drift()()
    expect((await stored()).state).toBe('active')
  })

  it('waits for an extension that is just writing the link', async () => {
    await world.store.shares.change(EXACT, (share) => ({
      ...share,
      extending: {
        expiresAt: NOW + 9 * DAY,
        limit: 3,
        by: 'U0ALICE',
        askedAt: NOW,
        reference: 'REF23456',
        replyTo: null,
        refusal: null,
      },
    }))
    addToTrail(world, {})
    await sweep()
    expect((await stored()).linkId).toBe(LINK_ID)
    await world.store.shares.change(EXACT, (share) => ({ ...share, extending: null }))
    await sweep()
    expect((await stored()).linkId).not.toBe(LINK_ID)
  })

  it('a share that is over is left alone', async () => {
    await world.store.shares.change(EXACT, (share) => ({
      ...share,
      state: 'revoking',
      end: aShare({ end: {} }).end,
    }))
    addToTrail(world, {})
    await sweep()
    expect(await stored()).toMatchObject({ linkId: LINK_ID })
  })
})

describe('what people change of the hidden link at the portal', () => {
  it('is noticed, put back and told as of any other', async () => {
    world.portal.links.set(LINK_ID, { ...aLink(), fileId: FILE_ID, expiresAt: null })
    world.portal.changes.push({
      id: 1,
      at: NOW,
      actionId: 5092,
      userId: 'Olga',
      user: 'Olga',
      fileId: FILE_ID,
    })
    await world.drift({ onDrift: 'guard' })()
    await world.asked.shift()?.work()
    expect(world.portal.links.get(LINK_ID)?.expiresAt).toBe(EXACT.terms.expiresAt)
    world.clock.advance(SECOND)
    await world.drain()
    expect(repliesOf(world)).toEqual(['drift'])
    expect(await stored()).toMatchObject({ address: null, drift: { repair: 'done', by: 'Olga' } })
  })

  it('ends it where the link was deleted there', async () => {
    world.portal.links.delete(LINK_ID)
    world.portal.changes.push({
      id: 1,
      at: NOW,
      actionId: 5093,
      userId: 'Olga',
      user: 'Olga',
      fileId: FILE_ID,
    })
    await world.drift()()
    expect(await stored()).toMatchObject({
      state: 'revoking',
      end: { reason: 'removed', portalUser: 'Olga' },
    })
  })
})
