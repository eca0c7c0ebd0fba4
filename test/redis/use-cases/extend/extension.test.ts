import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import { driftMark } from '../../../../src/domain/drift.ts'
import { PortalError, type PortalErrorKind } from '../../../../src/domain/portal-error.ts'
import type { LinkRequest, PortalLink } from '../../../../src/domain/portal-facts.ts'
import type { ShareLink } from '../../../../src/domain/share.ts'
import { factsOfPage } from '../../../../src/domain/share-key.ts'
import type { Vault } from '../../../../src/use-cases/ports.ts'
import {
  aFile,
  aLink,
  aReply,
  aRevokedShare,
  aShare,
  aStoredEvent,
  DAY,
  FILE_ID,
  HOUR,
  keyOf,
  LINK_ID,
  MINUTE,
  NOW,
  ORIGIN,
  OTHER_LINK_ID,
  pageOf,
  rulesOf,
  SECOND,
} from '../../../support/builders.ts'
import { LIVE, storedShare } from '../../../support/kept-shares.ts'
import { createTestWorld, type TestWorld } from '../../../support/test-world.ts'

let world: TestWorld
beforeEach(() => {
  world = createTestWorld(inject('redisSocket'))
})
afterEach(() => world.close())

const REFERENCE = 'REF23456'
const LATER = NOW + 9 * DAY
const extending = (limit: number | null = 5) => ({
  expiresAt: LATER,
  limit,
  by: 'U0BOB',
  askedAt: NOW,
  reference: REFERENCE,
  replyTo: aReply(),
  refusal: null,
})
/** Stores the share; the portal has a link only where it is live. */
const keep = async (share: ShareLink): Promise<ShareLink> => {
  await world.store.shares.create(share)
  if (share.state === 'active') {
    world.portal.links.set(LINK_ID, { ...aLink({ id: LINK_ID }), fileId: FILE_ID })
  }
  return share
}
const ACTIVE = aShare({ extending: extending(), downloads: 1 })
const ENDED = aRevokedShare({
  extending: extending(),
  downloads: 3,
  end: { reason: 'limit', decidedAt: NOW - HOUR, verifiedAt: NOW - HOUR + SECOND },
  notified: { end: 'notified' },
})
const run = (changes: Parameters<TestWorld['carryOut']>[1] = {}) => world.carryOut(null, changes).run(LIVE)
const names = () => world.asked.map(({ name }) => name)
const puts = () => world.portal.asked.filter((call) => call.startsWith('putLink'))
const vault: Vault = { seal: (text) => `sealed ${text}`, open: (text) => text.replace('sealed ', '') }
const told = () =>
  world.answers.map(({ answer }) => (answer.kind === 'refused' ? answer.refusal.reason : answer.kind))

describe('what the portal is asked for', () => {
  it.each<[string, ShareLink, Partial<LinkRequest>]>([
    ['live', ACTIVE, {}],
    ['ended', ENDED, {}],
    [
      'with a password',
      aShare({ extending: extending(), sealedPassword: 'sealed abc', direct: false }),
      { password: 'abc' },
    ],
    [
      'ended, with a password',
      { ...ENDED, sealedPassword: 'sealed abc', direct: false },
      { password: 'abc' },
    ],
    [
      'view only',
      aShare({ extending: extending(null), terms: { limit: null, viewOnly: true } }),
      { denyDownload: true },
    ],
  ])('%s: the same link as a whole', async (_, share, over) => {
    await keep(share)
    const asked: LinkRequest[] = []
    const putLink = (request: LinkRequest) => {
      asked.push(request)
      return world.portal.port.putLink(request)
    }
    await run({ portal: { ...world.portal.port, putLink }, vault })
    expect(asked).toEqual([
      {
        fileId: FILE_ID,
        linkId: LINK_ID,
        title: 'Slack #team - Alice - K7M4QX',
        expiresAt: LATER,
        denyDownload: false,
        password: null,
        ...over,
      },
    ])
  })
})

describe('a refusal', () => {
  const SEALED = 'c2VhbGVk'
  /** How often the key and the password stand in the record. */
  const secretsKept = async ({ team, id }: ShareLink) => {
    const json = await world.redis.hget(`${world.namespace}:{${team}}:share:${id}`, 'json')
    return [keyOf(LINK_ID), SEALED].map((secret) => (json ?? '').split(secret).length - 1)
  }

  it.each<[string, ShareLink]>([
    ['of a live share', { ...ACTIVE, sealedPassword: SEALED, extending: extending(1) }],
    ['of one that has ended', { ...ENDED, sealedPassword: SEALED, extending: extending(2) }],
  ])('%s is kept without a copy of the share', async (_, share) => {
    await keep(share)
    const before = await secretsKept(share)
    await expect(run({ vault, answer: () => Promise.reject(new Error('died')) })).rejects.toThrow('died')
    const kept = await storedShare(world)
    expect(kept.extending?.refusal).toMatchObject({ reason: 'limit-too-low', share: { id: share.id } })
    expect(await secretsKept(share)).toEqual(before)
  })
})

describe('a live share', () => {
  it('has its new terms, and its jobs and message are brought up to them', async () => {
    await keep(ACTIVE)
    world.clock.advance(SECOND)
    await run()
    const { refusal: _, replyTo: __, ...extension } = extending()
    expect(await storedShare(world)).toEqual({
      ...ACTIVE,
      terms: { ...ACTIVE.terms, expiresAt: LATER, limit: 5 },
      extending: null,
      extensions: [extension],
      rewrittenAt: NOW + SECOND,
    })
    expect(names()).toEqual(['end', 'warn', 'repair', 'tell'])
    expect(world.answers).toEqual([
      {
        replyTo: aReply(),
        // Asked for by somebody else than its creator: the address is not theirs.
        answer: {
          kind: 'extended',
          share: { ...(await storedShare(world)), extending: extending(), address: null, key: null },
        },
      },
    ])
    expect(await world.store.shares.due(ACTIVE.team, LATER - 1, 9)).toEqual([])
  })

  it.each<[string, number | null, string, boolean]>([
    ['no limit any more: the direct address stays', null, pageOf(LINK_ID), true],
    ['a limit at last: the page stays', 8, `${ORIGIN}/s/xW9K_fnb8vh3GHq`, false],
  ])('%s', async (_, limit, address, direct) => {
    await keep(aShare({ extending: extending(limit), direct, address }))
    await run()
    const after = await storedShare(world)
    expect(after.terms.limit).toBe(limit)
    expect(after.direct).toBe(direct)
    expect(after.key).toBe(keyOf(LINK_ID))
    expect(decodeURIComponent(after.address ?? '')).toBe(address)
  })

  it('in a room that is not allowed any more is not extended', async () => {
    await keep(ACTIVE)
    await run({ policyFor: rulesOf({ allowedRooms: ['99'] }) })
    expect(told()).toEqual(['policy'])
    expect(puts()).toEqual([])
    // Nothing was written: there is nothing to put right.
    expect(names()).toEqual([])
    expect(await storedShare(world)).toEqual({ ...ACTIVE, extending: null })
  })

  /** As somebody at the portal has left the link. */
  const edit = (change: Partial<PortalLink>) =>
    world.portal.links.set(LINK_ID, { ...aLink({ id: LINK_ID, ...change }), fileId: FILE_ID })
  const linkNow = () => world.portal.links.get(LINK_ID)
  const CLOSED = { hasPassword: true, internal: true, denyDownload: true }

  it.each(['guard', 'tell'] as const)('stays closed as it was closed at the portal: %s', async (onDrift) => {
    await keep(ACTIVE)
    edit({ ...CLOSED, access: 10, expiresAt: NOW + DAY })
    await run({ onDrift })
    // An end was asked for; a wider access was not.
    expect(linkNow()).toMatchObject({ ...CLOSED, access: 2, expiresAt: LATER })
    await world.drain()
    expect(linkNow()).toMatchObject(CLOSED)
    expect(puts()).toHaveLength(1)
    // It was not noticed before, and is told.
    expect((await storedShare(world)).drift).toMatchObject({ repair: 'none', link: { length: 3 } })
    expect(world.notices.replies.map(({ kind }) => kind)).toContain('drift')
  })

  it('is opened as it was made with ON_DRIFT=repair', async () => {
    await keep(ACTIVE)
    edit(CLOSED)
    await run({ onDrift: 'repair' })
    expect(linkNow()).toMatchObject({ hasPassword: false, internal: false, denyDownload: false })
  })

  it('of what people know, nothing is told again', async () => {
    const drift = {
      link: [
        { what: 'end' as const, end: NOW + DAY },
        { what: 'password' as const, has: true },
      ],
      kept: [],
      file: 'there' as const,
      by: 'Olga',
      seenAt: NOW,
      repair: 'none' as const,
    }
    const known = aShare({ extending: extending(), drift })
    await keep({ ...known, notified: { ...known.notified, drift: driftMark({ drift }) } })
    edit({ expiresAt: NOW + DAY, hasPassword: true })
    await run({ onDrift: 'guard' })
    await world.drain()
    expect(linkNow()).toMatchObject({ expiresAt: LATER, hasPassword: true })
    expect((await storedShare(world)).drift).toMatchObject({ by: 'Olga', link: [{ what: 'password' }] })
    expect(world.notices.replies.map(({ kind }) => kind)).not.toContain('drift')
  })

  describe('that gets another limit alone', () => {
    const more = { ...extending(9), expiresAt: ACTIVE.terms.expiresAt }

    it.each<[string, number, number]>([
      ['keeps an earlier end that was set at the portal', NOW + HOUR, 1],
      ['is not written where that end has passed: that would open it', NOW - MINUTE, 0],
    ])('%s', async (_, expiresAt, written) => {
      await keep({ ...ACTIVE, extending: more })
      edit({ expiresAt })
      await run({ onDrift: 'guard' })
      await world.drain()
      expect(linkNow()).toMatchObject({ expiresAt })
      expect(puts()).toHaveLength(written)
      expect(await storedShare(world)).toMatchObject({ state: 'active', terms: { limit: 9 } })
      expect(told()).toEqual(['extended'])
    })
  })

  it('asks for no slot, although all are taken', async () => {
    await keep(ACTIVE)
    world.portal.files.set(FILE_ID, aFile({ linkQuota: 1 }))
    await run()
    expect(told()).toEqual(['extended'])
  })
})

describe('a share that is over', () => {
  it('lives again under its link, birth and count, and has forgotten that its end was told', async () => {
    await keep({ ...ENDED, looseLinkIds: [LINK_ID, OTHER_LINK_ID], endIsNear: NOW })
    const used = [1, 2, 3].map((id) => aStoredEvent({ id, ip: `198.51.100.${id}`, at: NOW - HOUR }))
    await world.store.events.add(ENDED, used)
    await run()
    expect(await storedShare(world)).toMatchObject({
      state: 'active',
      linkId: LINK_ID,
      bornAt: ENDED.bornAt,
      downloads: 3,
      terms: { expiresAt: LATER, limit: 5 },
      key: keyOf(LINK_ID),
      end: null,
      pastEnds: [{ ...ENDED.end, revivedAt: NOW }],
      notified: { end: 'no' },
      endIsNear: null,
      looseLinkIds: [OTHER_LINK_ID],
    })
    expect(decodeURIComponent((await storedShare(world)).address ?? '')).toBe(pageOf(LINK_ID))
    expect(world.portal.links.get(LINK_ID)).toMatchObject({ expiresAt: LATER })
    expect((await world.store.shares.live(LIVE.team, { all: true }, { skip: 0, take: 9 })).total).toBe(1)
  })

  it('counts what was downloaded before its return was on record, and ends if that was too much', async () => {
    const verifiedAt = NOW - 2 * MINUTE
    await keep({ ...ENDED, end: { reason: 'limit', by: null, decidedAt: verifiedAt - SECOND, verifiedAt } })
    // A run before this one has died right after it had written the link.
    world.portal.trail.push(
      ...[-5, -4, -3].map((minutes) => event(-minutes, NOW + minutes * MINUTE)),
      ...[20, 40].map((seconds) => event(seconds, NOW + seconds * SECOND)),
    )
    world.clock.advance(MINUTE)
    await world.sweep()()
    expect(await storedShare(world)).toMatchObject({ state: 'revoked', downloads: 3 })
    await run()
    expect(await storedShare(world)).toMatchObject({
      state: 'revoking',
      downloads: 5,
      end: { reason: 'limit' },
      extending: null,
    })
    expect(told()).toEqual(['already-over'])
    expect(names()).toContain('revoke')
  })

  it('counts on: what happened in between is kept apart, and the next limit is reached', async () => {
    const verifiedAt = NOW - 2 * MINUTE
    await keep({ ...ENDED, end: { reason: 'limit', by: null, decidedAt: verifiedAt - SECOND, verifiedAt } })
    world.portal.trail.push(
      ...[-5, -4, -3].map((minutes) => event(-minutes, NOW + minutes * MINUTE)),
      event(10, NOW - MINUTE),
    )
    await world.sweep()()
    await run()
    world.clock.advance(MINUTE)
    world.portal.trail.push(event(11, NOW + 10 * SECOND))
    await world.sweep()()
    expect(await storedShare(world)).toMatchObject({ state: 'active', downloads: 4 })
    world.portal.trail.push(event(12, NOW + 20 * SECOND))
    await world.sweep()()
    await world.drain()
    expect(await storedShare(world)).toMatchObject({
      state: 'revoked',
      downloads: 5,
      end: { reason: 'limit' },
      notified: { end: 'notified' },
    })
    expect(world.portal.links.size).toBe(0)
  })

  it('waits until its link is seen to be gone', async () => {
    const removing = { ...ENDED, state: 'revoking' as const, end: { ...ENDED.end, verifiedAt: null } }
    await keep(removing as ShareLink)
    world.portal.links.set(LINK_ID, { ...aLink(), fileId: FILE_ID })
    await expect(run()).rejects.toThrow('still being removed')
    expect(puts()).toEqual([])
    await world.drain()
    await run()
    expect((await storedShare(world)).state).toBe('active')
    expect(world.portal.links.size).toBe(1)
    expect(told()).toEqual(['extended'])
  })

  it.each<[string, () => void, string]>([
    [
      'its file may not be shared any more',
      () => world.portal.files.set(FILE_ID, aFile({ canShare: false })),
      'not-shareable',
    ],
    ['its place is taken', () => world.portal.files.set(FILE_ID, aFile({ linkQuota: 0 })), 'not-shareable'],
    ['all places are taken', taken, 'quota-full'],
    [
      'its file is gone',
      () => void Object.assign(world.portal.failures, { file: [new PortalError('not-found', 'x')] }),
      'unknown-file',
    ],
    ['its room is not allowed any more', () => {}, 'policy'],
  ])('stays over when %s', async (what, prepare, reason) => {
    await keep(ENDED)
    prepare()
    await run(what.includes('room') ? { policyFor: rulesOf({ allowedRooms: ['99'] }) } : {})
    expect(told()).toEqual([reason])
    expect(puts()).toEqual([])
    expect(await storedShare(world)).toMatchObject({ state: 'revoked', extending: null, extensions: [] })
  })

  it('stays over when the file’s last place is taken after the check: says that it is full', async () => {
    await keep(ENDED)
    world.portal.port.putLink = async () => {
      taken()
      throw new PortalError('forbidden', 'x')
    }
    await run()
    expect(told()).toEqual(['quota-full'])
    expect((await storedShare(world)).state).toBe('revoked')
  })

  it('its own link, there from a run before, takes no place', async () => {
    await keep(ENDED)
    world.portal.links.set(LINK_ID, { ...aLink(), fileId: FILE_ID })
    world.portal.files.set(FILE_ID, aFile({ linkQuota: 1 }))
    await run()
    expect(told()).toEqual(['extended'])
  })
})

function taken() {
  world.portal.links.set(OTHER_LINK_ID, { ...aLink({ id: OTHER_LINK_ID }), fileId: FILE_ID })
  world.portal.files.set(FILE_ID, aFile({ linkQuota: 1 }))
}

function event(id: number, at: number) {
  return {
    id: 500 + id,
    at,
    actionId: 5009,
    userId: '712d9ec3-5d2b-4b13-824f-71f00191dcca',
    user: '',
    ip: `203.0.113.${id}`,
    browser: 'Chrome',
    platform: '',
    country: '',
    city: '',
    page: factsOfPage(pageOf(LINK_ID)),
    target: [FILE_ID],
  }
}

describe('when nothing comes of it', () => {
  it.each<[PortalErrorKind, string]>([
    ['unavailable', 'portal-down'],
    ['rate-limited', 'portal-busy'],
    ['unauthorized', 'portal-key'],
    ['forbidden', 'no-right-to-share'],
    ['rejected', 'portal-rejected'],
    ['plan', 'portal-plan'],
    ['bad-response', 'portal-odd'],
  ])(
    'a portal that says %s: a live share stays as it was, the person is told with the reference',
    async (kind, reason) => {
      await keep(ACTIVE)
      world.portal.failures.putLink = [new PortalError(kind, 'x')]
      await run()
      expect(told()).toEqual([reason])
      expect(world.answers[0]).toMatchObject({ replyTo: aReply(), answer: { reference: REFERENCE } })
      expect(await storedShare(world)).toEqual({ ...ACTIVE, extending: null, rewrittenAt: NOW })
      // It may have written it all the same, now or later.
      expect(names()).toEqual(['repair'])
    },
  )

  it('R3: a portal that has no room is no refusal: the extension is tried again', async () => {
    await keep(ACTIVE)
    world.portal.failures.putLink = [new PortalError('rate-limited', 'x', { notAsked: true })]
    await expect(run()).rejects.toThrow(PortalError)
    expect(told()).toEqual([])
    await run()
    expect(told()).toEqual(['extended'])
  })

  it('a dead share stays dead, and what a slow portal makes of it later is removed', async () => {
    await keep(ENDED)
    world.portal.failures.putLink = [new PortalError('unavailable', 'x')]
    await run()
    expect(await storedShare(world)).toMatchObject({
      state: 'revoked',
      extending: null,
      looseLinkIds: [LINK_ID],
    })
    await world.asked.shift()?.work()
    expect(names()).toContain('cleanLater')
    world.portal.links.set(LINK_ID, { ...aLink(), fileId: FILE_ID })
    await world.drain()
    expect(world.portal.links.size).toBe(0)
    expect((await storedShare(world)).looseLinkIds).toEqual([])
  })

  it.each<[string, ShareLink]>([
    ['live', ACTIVE],
    ['dead', ENDED],
  ])('a portal that answers other terms is not believed (%s)', async (_, share) => {
    await keep(share)
    world.portal.set((link) => ({ ...link, expiresAt: NOW + DAY }))
    await run()
    expect(told()).toEqual(['not-extended'])
    world.portal.set((link) => link)
    await world.drain()
    expect(await storedShare(world)).toMatchObject({ state: share.state, terms: share.terms, extensions: [] })
    const left = [...world.portal.links.values()].map(({ expiresAt }) => expiresAt)
    expect(left).toEqual(share.state === 'active' ? [share.terms.expiresAt] : [])
  })

  it('what a slow portal makes of a live share later is written over with what holds', async () => {
    await keep(ACTIVE)
    world.portal.failures.putLink = [new PortalError('unavailable', 'x')]
    await run()
    await world.asked.shift()?.work()
    expect(names()).toEqual(['repairLater'])
    // The password is somebody's at the portal: we have none for it.
    const late = aLink({ expiresAt: LATER, hasPassword: true })
    world.portal.links.set(LINK_ID, { ...late, fileId: FILE_ID })
    await world.drain()
    expect(world.portal.links.get(LINK_ID)).toMatchObject({
      expiresAt: ACTIVE.terms.expiresAt,
      hasPassword: true,
    })
  })

  it('refused before anything was written, nothing is removed of one that is over', async () => {
    await keep(ENDED)
    world.portal.files.set(FILE_ID, aFile({ canShare: false }))
    await run()
    expect(names()).toEqual([])
    expect(await storedShare(world)).toEqual({ ...ENDED, extending: null })
  })

  it.each([
    ['no key', null],
    [
      'another key',
      {
        ...vault,
        open: () => {
          throw new Error('bad decrypt')
        },
      },
    ],
  ])('never a link without its password: %s', async (_, given) => {
    await keep({ ...ENDED, sealedPassword: 'sealed abc', direct: false })
    await run({ vault: given })
    expect(told()).toEqual(['no-vault'])
    expect(puts()).toEqual([])
  })

  it('the end that was granted has passed before anybody came to it', async () => {
    await keep(ENDED)
    world.clock.advance(9 * DAY)
    await run()
    expect(told()).toEqual(['end-passed'])
    expect(puts()).toEqual([])
  })

  it('the limit that was granted was reached meanwhile', async () => {
    await keep({ ...ENDED, downloads: 5 })
    await run()
    expect(told()).toEqual(['limit-too-low'])
    expect(puts()).toEqual([])
  })

  it('tries used up while the link could not be removed', async () => {
    const removing = { ...ENDED, state: 'revoking' as const, end: { ...ENDED.end, verifiedAt: null } }
    await keep(removing as ShareLink)
    const extension = world.carryOut()
    const error = await extension.run(LIVE).catch((thrown: unknown) => thrown)
    await extension.giveUp(LIVE, error)
    expect(told()).toEqual(['still-ending'])
    expect(await storedShare(world)).toMatchObject({ state: 'revoking', extending: null })
  })

  it.each<[string, PortalError]>([
    ['portal-down', new PortalError('unavailable', 'x')],
    ['portal-slow', new PortalError('unavailable', 'x', { late: true })],
    ['portal-busy', new PortalError('rate-limited', 'x')],
  ])('tries used up by the portal: %s', async (reason, error) => {
    await keep(ACTIVE)
    await world.carryOut().giveUp(LIVE, error)
    expect(told()).toEqual([reason])
  })

  it('tries used up for no reason known', async () => {
    await keep(ACTIVE)
    await world.carryOut().giveUp(LIVE, new Error('x'))
    expect(told()).toEqual(['bug'])
    expect((await storedShare(world)).extending).toBeNull()
  })

  it('tries used up after it was carried out', async () => {
    await keep(ACTIVE)
    await run()
    await world.carryOut().giveUp(LIVE, new Error('x'))
    expect(told()).toEqual(['extended'])
  })

  it.each<[string, Partial<ShareLink> | null]>([
    ['a share that is gone', null],
    ['no extension', { extending: null }],
  ])('%s: nothing is done', async (_, over) => {
    const share = over === null ? null : await keep({ ...ACTIVE, ...over })
    await run()
    expect(world.portal.asked).toEqual([])
    expect(world.answers).toEqual([])
    expect(await world.store.shares.get(LIVE)).toEqual(share)
  })
})
