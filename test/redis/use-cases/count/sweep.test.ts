import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import {
  aFile,
  aLink,
  type anEvent,
  aRevokedShare,
  aShare,
  FILE_ID,
  GUEST,
  HOUR,
  LINK_ID,
  MEMBER,
  NOW,
  OTHER_LINK_ID,
  pageOf,
  SECOND,
  TEAM,
} from '../../../support/builders.ts'
import { addToTrail, keepShare, LIVE, storedShare } from '../../../support/kept-shares.ts'
import { Crash, createCrashing, createTestWorld, type TestWorld } from '../../../support/test-world.ts'

let world: TestWorld
beforeEach(() => {
  world = createTestWorld(inject('redisSocket'))
})
afterEach(() => world.close())

const SHARE = LIVE
const keep = (share = SHARE) => keepShare(world, share)
const stored = (share = SHARE) => storedShare(world, share)
const trail = (...events: Parameters<typeof anEvent>[0][]) => addToTrail(world, ...events)
const names = () => world.asked.map(({ name }) => name)

describe('counting', () => {
  it('counts each event once, however often it is read', async () => {
    await keep()
    trail({}, {})
    for (let sweep = 0; sweep < 3; sweep += 1) await world.sweep()()
    expect(await stored()).toMatchObject({ downloads: 2, judgedEvents: 2, state: 'active' })
    expect(names()).toEqual(['tell'])
  })

  it('R13: reads of a file no share that was over long before its events', async () => {
    await keep()
    const long = aRevokedShare({ id: 'AAAAAA', end: { verifiedAt: NOW - 3 * HOUR } })
    const lately = aRevokedShare({ id: 'BBBBBB', end: { verifiedAt: NOW - HOUR / 2 } })
    for (const share of [long, lately]) await world.store.shares.create(share)
    trail({})
    const reads: string[] = []
    const events: typeof world.store.events = {
      ...world.store.events,
      unseen: async (ref, ids) => {
        reads.push(ref.id)
        return world.store.events.unseen(ref, ids)
      },
    }
    await world.sweep({ events })()
    expect(reads.sort()).toEqual([lately.id, SHARE.id])
  })

  it('ends the share in the write that reaches the limit', async () => {
    await keep()
    trail({}, {}, {})
    await world.sweep()()
    expect(await stored()).toMatchObject({
      state: 'revoking',
      downloads: 3,
      end: { reason: 'limit', by: null },
    })
    expect(names()).toEqual(['revoke'])
  })

  it('does not put what the portal has ended itself before what lives until it is removed', async () => {
    const over = { ...SHARE, terms: { ...SHARE.terms, limit: null, expiresAt: NOW - SECOND } }
    await keep(over)
    trail({ at: NOW - 2 * SECOND })
    const urgencies: unknown[] = []
    const jobs: typeof world.shared.jobs = {
      ...world.shared.jobs,
      revoke: async (_, when) => void urgencies.push(when),
    }
    await world.sweep({ jobs })()
    expect(await stored(over)).toMatchObject({ state: 'revoking', downloads: 1, end: { reason: 'expired' } })
    expect(urgencies).toEqual(['expired'])
  })

  it('tells the overrun that arrives after the end', async () => {
    await keep()
    trail({}, {}, {})
    await world.sweep()()
    await world.drain()
    expect((await stored()).state).toBe('revoked')
    trail({ at: NOW - SECOND })
    await world.sweep()()
    expect(await stored()).toMatchObject({ state: 'revoked', downloads: 4 })
    await world.drain()
    expect(world.notices.rewrites.at(-1)).toMatchObject({ state: 'revoked', downloads: 4 })
    expect(world.notices.replies.filter(({ kind }) => kind === 'end')).toHaveLength(1)
  })

  it('counts each share of a file by its own key', async () => {
    await keep()
    const other = await keep({ ...SHARE, id: 'ABCDEF', linkId: OTHER_LINK_ID })
    trail({}, { page: pageOf(OTHER_LINK_ID) }, { page: pageOf(OTHER_LINK_ID) })
    await world.sweep()()
    expect((await stored()).downloads).toBe(1)
    expect((await stored(other)).downloads).toBe(2)
  })

  it('counts for every workspace', async () => {
    await keep()
    const other = await keep({ ...SHARE, team: 'T0OTHER' })
    trail({})
    await world.sweep()()
    expect((await stored()).downloads).toBe(1)
    expect((await stored(other)).downloads).toBe(1)
  })

  it('matches a third-party id that the trail gives in two parts', async () => {
    const share = await keep({ ...SHARE, file: { id: 'sbox-12-a,b', title: 't' } })
    trail({ target: ['sbox-12-a', 'b'] }, { target: ['sbox-12-a'] })
    await world.sweep()()
    expect((await stored(share)).downloads).toBe(1)
  })

  it.each([
    ['the only way in', aFile(), [], 1],
    ['another link', aFile(), [aLink({ id: OTHER_LINK_ID })], 0],
    [
      'another link that was over before',
      aFile(),
      [aLink({ id: OTHER_LINK_ID, isExpired: true, expiresAt: NOW - HOUR })],
      1,
    ],
    [
      'another link that is over since',
      aFile(),
      [aLink({ id: OTHER_LINK_ID, isExpired: true, expiresAt: NOW - SECOND })],
      0,
    ],
    ['a public room', aFile({ roomType: 22 }), [], 0],
    ['a shared folder', aFile({ parentShared: true }), [], 0],
  ])('a guest without key, our link being %s', async (_, file, links, downloads) => {
    await keep()
    world.portal.files.set(FILE_ID, file)
    for (const link of links) world.portal.links.set(link.id, { ...link, fileId: FILE_ID })
    trail({ page: null, userId: GUEST })
    await world.sweep()()
    expect(await stored()).toMatchObject({ downloads, judgedEvents: 1 })
    expect(world.portal.asked.slice(2)).toEqual([`glance ${FILE_ID}`])
  })

  it('asks the portal nothing about events that carry a key, or are members’', async () => {
    await keep()
    trail({}, { page: null, userId: MEMBER })
    await world.sweep()()
    expect(world.portal.asked.filter((call) => call.startsWith('glance'))).toEqual([])
  })

  it('loses nothing in a crash at any call', async () => {
    const run = async (at: number | null, when: 'before' | 'after') => {
      await keep()
      trail({}, {}, {}, { page: null, userId: GUEST })
      const crashing = createCrashing(at === null ? null : { at, when })
      await world
        .sweep({
          portal: crashing.port('portal', world.portal.port),
          shares: crashing.port('shares', world.store.shares),
          events: crashing.port('events', world.store.events),
          cursor: crashing.port('cursor', world.store.cursor),
          jobs: crashing.port('jobs', world.jobs),
        })()
        .catch((error: unknown) => {
          if (!(error instanceof Crash)) throw error
        })
      return crashing.calls
    }
    const { length } = await run(null, 'before')
    expect(length).toBeGreaterThan(10)
    for (let at = 1; at <= length; at += 1) {
      for (const when of ['before', 'after'] as const) {
        world.close()
        world = createTestWorld(inject('redisSocket'))
        const where = `${when} ${(await run(at, when))[at - 1]}`
        await world.sweep()()
        await world.reconcile()
        await world.drain()
        expect(await stored(), where).toMatchObject({
          state: 'revoked',
          downloads: 4,
          end: { reason: 'limit' },
        })
        expect(world.portal.links.size, where).toBe(0)
        expect(
          world.notices.replies.filter(({ kind }) => kind === 'end'),
          where,
        ).toHaveLength(1)
      }
    }
  })

  it('reads a count right when twenty sweeps run at once', async () => {
    await keep(aShare({ terms: { limit: null } }))
    trail({}, {}, {}, {}, {})
    await Promise.all(Array.from({ length: 20 }, () => world.sweep()()))
    expect(await stored()).toMatchObject({ downloads: 5, judgedEvents: 5 })
  })
})

it('finds nothing to do without shares', async () => {
  await world.sweep()()
  expect(names()).toEqual([])
  expect(await world.store.shares.teams()).toEqual([])
})

it('keeps an ended share out of the way of a new one of the same file', async () => {
  await keep(
    aRevokedShare({ id: 'ABCDEF', linkId: OTHER_LINK_ID, message: null, notified: { end: 'notified' } }),
  )
  await keep()
  trail({})
  await world.sweep()()
  expect((await stored()).downloads).toBe(1)
  expect((await world.store.shares.get({ team: TEAM, id: 'ABCDEF' }))?.downloads).toBe(0)
  expect(await world.store.events.count({ team: TEAM, id: SHARE.id })).toBe(1)
  expect(LINK_ID).not.toBe(OTHER_LINK_ID)
})
