import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import type { Answer, Outcome } from '../../../../src/domain/answer.ts'
import type { ShareLink } from '../../../../src/domain/share.ts'
import type { Channel, Person } from '../../../../src/use-cases/ports.ts'
import type { Looker } from '../../../../src/use-cases/rights/may-look.ts'
import { muteShare } from '../../../../src/use-cases/show/mute-share.ts'
import { showShare } from '../../../../src/use-cases/show/show-share.ts'
import {
  aRevokedShare,
  aShare,
  aStoredEvent,
  keyOf,
  LINK_ID,
  MEMBER,
  MINUTE,
  NOW,
  OTHER_LINK_ID,
  pageOf,
  SECOND,
} from '../../../support/builders.ts'
import { aChannel, aDirectory, aPerson } from '../../../support/directory.ts'
import { keepShare, LIVE, storedShare } from '../../../support/kept-shares.ts'
import { createTestWorld, type TestWorld } from '../../../support/test-world.ts'

let world: TestWorld
beforeEach(() => {
  world = createTestWorld(inject('redisSocket'))
})
afterEach(() => world.close())

/** Events are few up to here. */
const SIZES = { from: 50, least: 10 }

interface Scene {
  person?: Partial<Person>
  channel?: Channel | null
  members?: string[] | null
  adminUsers?: string[]
}

const depsOf = ({ person = {}, channel = aChannel(), members = [], adminUsers = [] }: Scene) => ({
  shares: world.store.shares,
  events: world.store.events,
  claims: world.store.claims,
  bounds: world.store.bounds,
  now: world.clock.now,
  directory: aDirectory({ person: aPerson(person), channel, members }),
  adminUsers,
  burstWindowMs: 2 * SECOND,
  runningCount: SIZES,
  auditIntervalMs: 10 * SECOND,
  pageAddressOf: () => null,
  pause: async () => {},
})
const show = (scene: Scene = {}) => showShare(depsOf(scene))
const mute = (scene: Scene = {}) => muteShare(depsOf(scene))

const ALICE: Looker = { userId: 'U0ALICE', channel: null }
const BOB: Looker = { userId: 'U0BOB', channel: null }
const HERE: Looker = { userId: 'U0BOB', channel: 'C0TEAM' }
const ELSEWHERE: Looker = { userId: 'U0BOB', channel: 'C0OTHER' }
const PUBLIC = aChannel({ isPrivate: false })
const LOST: Partial<ShareLink> = { message: null, messageLost: true }

const answered = <K extends Answer['kind']>(outcome: Outcome, kind: K): Extract<Answer, { kind: K }> => {
  if (!outcome.ok || outcome.answer?.kind !== kind) throw new Error(JSON.stringify(outcome))
  return outcome.answer as Extract<Answer, { kind: K }>
}

type May = 'change' | 'look' | 'not-for-you' | 'membership-unknown'

const RIGHTS: [who: string, scene: Scene, looker: Looker, may: May, share?: Partial<ShareLink>][] = [
  ['its creator', { channel: null }, ALICE, 'change'],
  ['its creator, unposted', { channel: null }, ALICE, 'change', { message: null }],
  ['an admin of the workspace', { person: { isAdmin: true }, channel: null }, BOB, 'change'],
  ['a named admin', { adminUsers: ['U0BOB'], channel: null }, BOB, 'change', { message: null }],
  ['who acts in its channel', { channel: null }, HERE, 'look'],
  ['a guest who acts in its channel', { person: { isGuest: true }, channel: null }, HERE, 'look'],
  ['an outsider in its channel', { person: { isOutsider: true }, members: ['U0BOB'] }, HERE, 'not-for-you'],
  [
    'an outsider who says to be an admin',
    { person: { isOutsider: true, isAdmin: true } },
    HERE,
    'not-for-you',
  ],
  ['a member of its private channel, elsewhere', { members: ['U0BOB'] }, ELSEWHERE, 'look'],
  ['a member of its private channel, in a modal', { members: ['U0BOB'] }, BOB, 'look'],
  ['who is not in its private channel', { members: ['U0CAROL'] }, ELSEWHERE, 'not-for-you'],
  ['anybody, where Slack does not tell who is in it', { members: null }, ELSEWHERE, 'membership-unknown'],
  ['who acts in it, where Slack does not tell', { members: null }, HERE, 'look'],
  ['anybody, of a public channel', { channel: PUBLIC }, ELSEWHERE, 'look'],
  ['a guest, of a public channel', { channel: PUBLIC, person: { isGuest: true } }, ELSEWHERE, 'not-for-you'],
  [
    'a guest who is in the public channel',
    { channel: PUBLIC, person: { isGuest: true }, members: ['U0BOB'] },
    BOB,
    'look',
  ],
  ['where the bot cannot see', { channel: null, members: ['U0BOB'] }, ELSEWHERE, 'not-for-you'],
  ['who acts in its channel, unposted', { members: ['U0BOB'] }, HERE, 'not-for-you', { message: null }],
  ['anybody, unposted in public', { channel: PUBLIC }, BOB, 'not-for-you', { message: null }],
  ['a member, when its message is lost', { members: ['U0BOB'] }, BOB, 'look', LOST],
]

describe('who may look', () => {
  it.each(RIGHTS)('%s', async (_, scene, looker, may, over = {}) => {
    await keepShare(world, { ...LIVE, ...over })
    const info = await show(scene).info(LIVE, looker)
    const why = await show(scene).why(LIVE, looker)
    if (may !== 'change' && may !== 'look') {
      const refused = { ok: false, refusal: expect.objectContaining({ reason: may }) }
      expect([info, why]).toEqual([refused, refused])
    } else {
      expect(answered(info, 'info').mayChange).toBe(may === 'change')
      expect(answered(why, 'why').share.id).toBe(LIVE.id)
    }
  })

  it('an id that does not exist is unknown to all; one being made is not ready', async () => {
    for (const looker of [ALICE, BOB]) {
      expect(await show().info(LIVE, looker)).toEqual({
        ok: false,
        refusal: { reason: 'unknown-share', id: LIVE.id },
      })
    }
    await keepShare(world, { ...LIVE, state: 'creating', step: 'linking', message: null })
    expect(await show().info(LIVE, ALICE)).toMatchObject({ refusal: { reason: 'not-ready' } })
    expect(await show().info(LIVE, HERE)).toMatchObject({ refusal: { reason: 'not-for-you' } })
  })

  it('its message may be seen a moment before it is known to stand', async () => {
    await keepShare(world, { ...LIVE, state: 'creating', step: 'posting', message: null })
    expect(await show().info(LIVE, HERE)).toMatchObject({ refusal: { reason: 'not-ready' } })
    expect(await show().info(LIVE, ELSEWHERE)).toMatchObject({ refusal: { reason: 'not-for-you' } })
  })

  it('a share of another workspace is not there', async () => {
    await keepShare(world)
    expect(await show().info({ team: 'T0OTHER', id: LIVE.id }, ALICE)).toMatchObject({
      refusal: { reason: 'unknown-share' },
    })
  })
})

describe('who may mute', () => {
  it.each(RIGHTS)('%s', async (_, scene, looker, may, over = {}) => {
    await keepShare(world, { ...LIVE, ...over })
    const outcome = await mute(scene)(LIVE, looker.userId, true)
    expect((await storedShare(world)).muted).toBe(may === 'change')
    if (may === 'change') {
      expect(answered(outcome, 'info')).toMatchObject({
        share: { muted: true },
        mayChange: true,
        replace: true,
      })
    } else expect(outcome).toMatchObject({ ok: false, refusal: { reason: 'not-yours', to: 'mute' } })
  })

  it('is told the details as they are then, and may take it back, as often as they like', async () => {
    await keepShare(world)
    for (const muted of [true, true, false, false, true]) {
      expect(answered(await mute()(LIVE, 'U0ALICE', muted), 'info').share.muted).toBe(muted)
      expect((await storedShare(world)).muted).toBe(muted)
    }
  })

  it('hears nothing afterwards of what happened while it was quiet', async () => {
    await keepShare(world, { ...LIVE, muted: true, downloads: 2 })
    await mute()(LIVE, 'U0ALICE', false)
    expect((await storedShare(world)).notified.downloads).toBe(2)
  })

  it('not of a share that is not there', async () => {
    expect(await mute()(LIVE, 'U0ALICE', true)).toMatchObject({ refusal: { reason: 'unknown-share' } })
  })
})

describe('the log', () => {
  const at = NOW - 30 * MINUTE
  const EVENTS = [
    aStoredEvent({ id: 1, at, city: 'Berlin', country: 'Germany', ip: '203.0.113.9' }),
    aStoredEvent({ id: 2, at: at + SECOND, ip: '203.0.113.9' }),
    aStoredEvent({ id: 3, at: at + MINUTE, page: pageOf(OTHER_LINK_ID), ip: '203.0.113.10' }),
    aStoredEvent({ id: 4, at: at + MINUTE, page: null, userId: MEMBER, ip: '203.0.113.11' }),
    aStoredEvent({ id: 5, at: at + MINUTE, page: null, ip: '203.0.113.12' }),
    aStoredEvent({ id: 6, at: at + 2 * MINUTE, browser: 'Slackbot 1', ip: '203.0.113.13' }),
    aStoredEvent({ id: 7, at: NOW - 2 * 60 * MINUTE, ip: '203.0.113.14' }),
    aStoredEvent({ id: 8, at: NOW + MINUTE, ip: '203.0.113.15' }),
  ]

  it('tells every event with its rule, the newest first; the details leave out who came another way', async () => {
    const over = aRevokedShare({ end: { verifiedAt: NOW } })
    await keepShare(world, over)
    await world.store.events.add(over, EVENTS)
    const why = answered(await show().why(over, ALICE), 'why')
    expect(why.events.map(({ id, verdict }) => [id, verdict])).toEqual([
      [8, 'after-end'],
      [6, 'expander'],
      [5, 'unattributed'],
      [4, 'member'],
      [3, 'other-link'],
      [2, 'burst'],
      [1, 'counted'],
      [7, 'before-birth'],
    ])
    expect(why).toMatchObject({ counted: 1, total: 8, skip: 0 })
    const info = answered(await show().info(over, ALICE), 'info')
    expect(info.total).toBe(6)
    expect(info.accesses.map(({ verdict }) => verdict)).toEqual([
      'after-end',
      'expander',
      'unattributed',
      'burst',
      'counted',
      'before-birth',
    ])
    expect(why.events.at(-2)?.place).toBe('Berlin, Germany')
  })

  it('does not tell those who may only look when members and users of other links came', async () => {
    await keepShare(world)
    await world.store.events.add(LIVE, EVENTS)
    const toBob = answered(await show().why(LIVE, HERE), 'why')
    expect(toBob).toMatchObject({ total: 6, hidden: 2, counted: 2 })
    expect(toBob.events.map(({ verdict }) => verdict).filter((v) => /member|other/.test(v))).toEqual([])
    for (const [scene, looker] of [
      [{}, ALICE],
      [{ adminUsers: ['U0BOB'] }, HERE],
      [{ person: { isAdmin: true } }, HERE],
    ] as [Scene, Looker][]) {
      expect(answered(await show(scene).why(LIVE, looker), 'why')).toMatchObject({ total: 8, hidden: 0 })
    }
  })

  it('names no visitor: no ip, no account, no address', async () => {
    await keepShare(world)
    await world.store.events.add(LIVE, EVENTS)
    const why = answered(await show().why(LIVE, ALICE), 'why')
    const info = answered(await show().info(LIVE, ALICE), 'info')
    const said = JSON.stringify([why.events, info.accesses])
    expect(said).toContain('Chrome 138')
    for (const secret of ['203.0.113', MEMBER, 'Anonymous', keyOf(LINK_ID), 'filehandler']) {
      expect(said).not.toContain(secret)
    }
  })

  it('comes in pages; a page beyond the last is the last', async () => {
    await keepShare(world)
    const events = Array.from({ length: 32 }, (_, index) =>
      aStoredEvent({ id: index + 1, at: NOW - 50 * MINUTE + index * MINUTE, ip: '' }),
    )
    await world.store.events.add(LIVE, events)
    const idsAt = async (skip: number) => {
      const page = answered(await show().why(LIVE, ALICE, skip, true), 'why')
      return [page.skip, page.events[0]?.id, page.events.at(-1)?.id, page.replace]
    }
    expect(await idsAt(0)).toEqual([0, 32, 18, true])
    expect(await idsAt(15)).toEqual([15, 17, 3, true])
    expect(await idsAt(30)).toEqual([30, 2, 1, true])
    expect(await idsAt(999_999)).toEqual([30, 2, 1, true])
    const info = answered(await show().info(LIVE, ALICE), 'info')
    expect([info.accesses.length, info.total]).toEqual([20, 32])
  })

  it('R13: lists of very many the newest, says how many are older, and reads only these', async () => {
    await keepShare(world)
    const many = Array.from({ length: 60 }, (_, index) =>
      aStoredEvent({
        id: index + 1,
        at: NOW - 50 * MINUTE + index * 3 * SECOND,
        ip: `198.51.100.${index}`,
        page: pageOf(index % 3 === 0 ? OTHER_LINK_ID : LINK_ID),
      }),
    )
    await world.store.events.add(LIVE, many)
    const views = [0, 59].map((index) =>
      aStoredEvent({
        id: 100 + index,
        at: NOW - 50 * MINUTE + index * 3 * SECOND,
        actionId: 5064,
        userId: MEMBER,
        page: null,
      }),
    )
    await world.store.events.addShown(LIVE, views)
    let readAll = 0
    const all: typeof world.store.events.all = async (ref) => {
      readAll += 1
      return world.store.events.all(ref)
    }
    const shown = showShare({ ...depsOf({}), events: { ...world.store.events, all } })
    for (let look = 0; look < 3; look += 1) {
      const why = answered(await shown.why(LIVE, ALICE), 'why')
      expect(why).toMatchObject({ counted: 40, total: 11, older: 51, hidden: 0 })
      expect(why.events.map(({ id }) => id)).toEqual([
        159,
        ...Array.from({ length: 10 }, (_, index) => 60 - index),
      ])
      // For those who may only look: 17 older events and 3 newer are of another link; the two views are a member's.
      const toBob = answered(await shown.why(LIVE, HERE), 'why')
      expect(toBob).toMatchObject({ counted: 40, total: 7, older: 33, hidden: 22 })
      expect(answered(await shown.info(LIVE, ALICE), 'info').total).toBe(40)
    }
    expect(readAll).toBe(1)
  })

  it('is empty, not missing, before the first download', async () => {
    await keepShare(world, aShare({ notified: LIVE.notified }))
    expect(answered(await show().why(LIVE, ALICE, 30), 'why')).toMatchObject({
      events: [],
      total: 0,
      skip: 0,
    })
  })
})
