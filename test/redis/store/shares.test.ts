import { randomUUID } from 'node:crypto'
import { Redis } from 'ioredis'
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import { fingerprintOf } from '../../../src/domain/fingerprint.ts'
import { withNotified } from '../../../src/domain/notified.ts'
import type { ShareLink } from '../../../src/domain/share.ts'
import { createKeys } from '../../../src/store/keys.ts'
import { createStore } from '../../../src/store/store.ts'
import type { Shares } from '../../../src/use-cases/ports.ts'
import { aRevokedShare, aShare, aStoredEvent, LINK_ID, NOW, SECOND, TEAM } from '../../support/builders.ts'

let redis: Redis
let shares: Shares
let namespace: string
beforeEach(() => {
  redis = new Redis({ path: inject('redisSocket') })
  namespace = `test:${randomUUID()}`
  shares = createStore(redis, namespace).shares
})
afterEach(() => redis.disconnect())

const finished = (share: ShareLink): ShareLink => ({
  ...share,
  notified: {
    ...share.notified,
    fingerprint: fingerprintOf(share),
    downloads: share.downloads,
    end: 'notified',
  },
})
const REF_OF = { team: TEAM, id: aShare().id }
const ids = (found: readonly { id: string }[]) => found.map(({ id }) => id).sort()
const liveIds = async (scope: Parameters<Shares['live']>[1] = { all: true }) =>
  (await shares.live(TEAM, scope, { skip: 0, take: 50 })).shares.map(({ id }) => id)

describe('create and get', () => {
  it('keeps every field as it was', async () => {
    const share = aShare({
      file: { id: 'sbox-12-a,b', title: '<!channel> "q" \u202e 📄' },
      formerLinkIds: ['a'],
      looseLinkIds: ['b'],
      sealedPassword: 'x',
      terms: { note: 'n\n2', limit: null },
    })
    expect(await shares.create(share)).toBe(true)
    expect(await shares.get(share)).toEqual(share)
  })

  it('refuses an id that is in use, and leaves what is there', async () => {
    await shares.create(aShare())
    expect(await shares.create(aShare({ creator: { id: 'U0BOB', name: 'Bob' } }))).toBe(false)
    expect((await shares.get(aShare()))?.creator.id).toBe('U0ALICE')
    expect(await liveIds({ by: 'U0BOB' })).toEqual([])
  })

  it('of twenty at once one is kept', async () => {
    const created = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        shares.create(aShare({ creator: { id: `U${index}`, name: '' } })),
      ),
    )
    expect(created.filter(Boolean)).toHaveLength(1)
    expect((await shares.get(aShare()))?.creator.id).toBe(`U${created.indexOf(true)}`)
    expect(await liveIds()).toHaveLength(1)
  })

  it('one id in two workspaces is two shares', async () => {
    await shares.create(aShare())
    expect(await shares.create(aShare({ team: 'T0OTHER' }))).toBe(true)
    expect(await shares.get({ team: 'T0NONE', id: 'K7M4QX' })).toBeNull()
    expect(ids((await shares.teams()).map((id) => ({ id })))).toEqual(['T0OTHER', TEAM].sort())
  })

  it('nothing of one namespace is seen in another', async () => {
    await shares.create(aShare())
    expect(await createStore(redis, `${namespace}2`).shares.get(aShare())).toBeNull()
  })
})

describe('change', () => {
  it('loses none of twenty changes at once, over two connections', async () => {
    const other = new Redis({ path: inject('redisSocket') })
    try {
      await shares.create(aShare())
      const stores = [shares, createStore(other, namespace).shares]
      const results = await Promise.all(
        Array.from({ length: 20 }, (_, index) =>
          (stores[index % 2] ?? shares).change(aShare(), (share) => ({
            ...share,
            downloads: share.downloads + 1,
          })),
        ),
      )
      expect(results.every(({ changed }) => changed)).toBe(true)
      expect(results.map(({ share }) => share?.downloads).sort((a, b) => Number(a) - Number(b))).toEqual(
        Array.from({ length: 20 }, (_, index) => index + 1),
      )
      expect((await shares.get(aShare()))?.downloads).toBe(20)
    } finally {
      other.disconnect()
    }
  })

  it('takes a share that was read before as it is, and decides anew where it is not that any more', async () => {
    await shares.create(aShare())
    const before = await shares.get(REF_OF)
    if (before === null) throw new Error('not there')
    await shares.change(REF_OF, (share) => ({ ...share, downloads: 1 }))
    const decidedOn: number[] = []
    const { share } = await shares.change(before, (current) => {
      decidedOn.push(current.downloads)
      return { ...current, views: 1 }
    })
    expect(share).toMatchObject({ downloads: 1, views: 1 })
    expect(decidedOn).toEqual([0, 1])
    // Also that nothing is to be changed is said of the newest.
    const seen = await shares.change(before, ({ downloads }) => (downloads === 0 ? null : aShare()))
    expect(seen.changed).toBe(true)
  })

  it('decides anew on the newest state when somebody else was faster', async () => {
    await shares.create(aShare())
    const seen: number[] = []
    const result = await shares.change(aShare(), async (share) => {
      seen.push(share.downloads)
      if (seen.length === 1) await shares.change(aShare(), (current) => ({ ...current, downloads: 7 }))
      return { ...share, judgedEvents: 1 }
    })
    expect(seen).toEqual([0, 7])
    expect(result.share).toMatchObject({ downloads: 7, judgedEvents: 1 })
  })

  it('null changes nothing and gives the share as it is', async () => {
    await shares.create(aShare())
    expect(await shares.change(aShare(), () => null)).toEqual({ changed: false, share: aShare() })
  })

  it('of a share that is not there: nothing, and nothing is decided', async () => {
    const result = await shares.change(aShare(), () => {
      throw new Error('asked')
    })
    expect(result).toEqual({ changed: false, share: null })
  })

  it('what is thrown in a decision comes out, and nothing is written', async () => {
    await shares.create(aShare())
    await expect(
      shares.change(aShare(), () => {
        throw new Error('no')
      }),
    ).rejects.toThrow('no')
    expect(await shares.get(aShare())).toEqual(aShare())
  })

  it('does not bring back a share that was forgotten meanwhile', async () => {
    const over = finished(aRevokedShare({ message: null }))
    await shares.create(over)
    const result = await shares.change(over, async (share) => {
      await shares.forgetEndedBefore(TEAM, NOW * 2, { skip: 0, most: 10 })
      return { ...share, downloads: 9 }
    })
    expect(result).toEqual({ changed: false, share: null })
    expect(await shares.get(over)).toBeNull()
  })
})

describe('where a share is found', () => {
  const STATES: readonly [string, ShareLink, { live: boolean; due: boolean; unfinished: boolean }][] = [
    [
      'creating',
      aShare({ state: 'creating', step: 'linking' }),
      { live: true, due: false, unfinished: true },
    ],
    ['active, untold', aShare(), { live: true, due: true, unfinished: true }],
    ['active, told', finished(aShare()), { live: true, due: true, unfinished: false }],
    [
      'revoking',
      finished(aShare({ state: 'revoking', end: {} })),
      { live: true, due: false, unfinished: true },
    ],
    ['revoked, untold', aRevokedShare(), { live: false, due: false, unfinished: true }],
    ['revoked, told', finished(aRevokedShare()), { live: false, due: false, unfinished: false }],
    [
      'failed, link left',
      aShare({ state: 'failed', looseLinkIds: [LINK_ID] }),
      { live: false, due: false, unfinished: true },
    ],
    ['failed, clean', aShare({ state: 'failed' }), { live: false, due: false, unfinished: false }],
  ]
  const FAR = NOW * 2

  it.each(STATES)('%s', async (_, share, { live, due, unfinished }) => {
    // By way of another state, so that leaving an index is seen too.
    for (const [, before] of STATES) {
      await shares.create(before)
      await shares.change(before, () => share)
      for (const scope of [{ all: true as const }, { by: 'U0ALICE' }, { in: 'C0TEAM' }]) {
        expect(await liveIds(scope)).toEqual(live ? [share.id] : [])
      }
      expect(await shares.live(TEAM, { by: 'U0BOB' }, { skip: 0, take: 9 })).toEqual({ shares: [], total: 0 })
      expect(await shares.due(TEAM, FAR, 10)).toEqual(due ? [{ team: TEAM, id: share.id }] : [])
      expect(ids(await shares.unfinished(TEAM, 10))).toEqual(unfinished ? [share.id] : [])
      expect(ids(await shares.ofFile(TEAM, share.file.id, 0))).toEqual([share.id])
      expect(ids(await shares.ofFile(TEAM, share.file.id))).toEqual(live ? [share.id] : [])
      await redis.del(...(await redis.keys(`${namespace}:*`)))
    }
  })

  it('live shares come newest first, a page at a time, with how many there are', async () => {
    for (let index = 0; index < 7; index += 1) {
      await shares.create(aShare({ id: `AAAAA${index + 2}`, createdAt: NOW + ((index * 3) % 7) * SECOND }))
    }
    const first = await shares.live(TEAM, { all: true }, { skip: 0, take: 3 })
    const rest = await shares.live(TEAM, { all: true }, { skip: 3, take: 10 })
    const times = [...first.shares, ...rest.shares].map(({ createdAt }) => createdAt)
    expect(first.shares).toHaveLength(3)
    expect([first.total, rest.total]).toEqual([7, 7])
    expect(times).toEqual([...times].sort((a, b) => b - a))
    expect(new Set(times).size).toBe(7)
  })

  it('due at the very moment, the earliest first, no more than asked for', async () => {
    const at = (id: string, expiresAt: number) => aShare({ id, terms: { expiresAt } })
    for (const share of [at('CCCCCC', NOW + SECOND), at('BBBBBB', NOW), at('AAAAAA', NOW - SECOND)]) {
      await shares.create(share)
    }
    expect(await shares.due(TEAM, NOW, 10)).toEqual([
      { team: TEAM, id: 'AAAAAA' },
      { team: TEAM, id: 'BBBBBB' },
    ])
    expect(await shares.due(TEAM, NOW, 1)).toEqual([{ team: TEAM, id: 'AAAAAA' }])
  })

  it('a moved end moves in the order of ends', async () => {
    await shares.create(aShare({ terms: { expiresAt: NOW } }))
    await shares.change(aShare(), (share) => ({
      ...share,
      terms: { ...share.terms, expiresAt: NOW + SECOND },
    }))
    expect(await shares.due(TEAM, NOW, 10)).toEqual([])
    expect(await shares.due(TEAM, NOW + SECOND, 10)).toHaveLength(1)
  })

  it('no more unfinished ones than asked for, and no one twice', async () => {
    for (let index = 2; index < 9; index += 1) await shares.create(aShare({ id: `AAAAA${index}` }))
    const found = ids(await shares.unfinished(TEAM, 5))
    expect(new Set(found).size).toBe(5)
    expect(await shares.unfinished(TEAM, 50)).toHaveLength(7)
    expect(await shares.unfinished('T0NONE', 5)).toEqual([])
  })

  it('R3: the ends that a channel is to be told, the first to end first, until that is begun', async () => {
    const over = (id: string, verifiedAt: number, channel = 'C0SALES001') =>
      aRevokedShare({ id, message: { channel, ts: '1.1' }, end: { verifiedAt } })
    for (const share of [over('DDDDDD', NOW), over('EEEEEE', NOW - 1), over('FFFFFF', NOW - 2, 'C0OTHER001')])
      await shares.create(share)
    await shares.create(aShare({ message: { channel: 'C0SALES001', ts: '1.2' } }))
    const untold = async (most = 10) =>
      (await shares.untoldEnds(TEAM, 'C0SALES001', most)).map(({ id }) => id)
    expect(await untold()).toEqual(['EEEEEE', 'DDDDDD'])
    expect(await untold(1)).toEqual(['EEEEEE'])
    await shares.change({ team: TEAM, id: 'EEEEEE' }, (share) => withNotified(share, { end: 'telling' }))
    expect(await untold()).toEqual(['DDDDDD'])
    await shares.change({ team: TEAM, id: 'DDDDDD' }, (share) => ({ ...share, message: null }))
    expect(await untold()).toEqual([])
  })

  it('a write changes only those indexes of which something is new', async () => {
    await shares.create(aShare())
    await redis.del(createKeys(namespace).live(TEAM))
    await shares.change(aShare(), (share) => ({ ...share, downloads: 1 }))
    expect(await liveIds()).toEqual([])
  })

  it('R13: of one file those that were over before a moment are not read', async () => {
    const over = (id: string, verifiedAt: number) => aRevokedShare({ id, end: { verifiedAt } })
    const failed = aShare({
      id: 'FFFFFF',
      state: 'failed',
      failure: { refusal: { reason: 'portal-down' }, at: NOW },
    })
    for (const share of [aShare(), over('EEEEEE', NOW - 1), over('DDDDDD', NOW), failed])
      await shares.create(share)
    expect(ids(await shares.ofFile(TEAM, aShare().file.id, NOW))).toEqual(['DDDDDD', 'FFFFFF', aShare().id])
    await shares.change({ team: TEAM, id: 'EEEEEE' }, (share) => ({ ...share, state: 'active', end: null }))
    expect(ids(await shares.ofFile(TEAM, aShare().file.id))).toEqual(['EEEEEE', aShare().id])
  })

  it('files are told apart by their whole id', async () => {
    await shares.create(aShare({ id: 'AAAAAA', file: { id: '48', title: '' } }))
    await shares.create(aShare({ id: 'BBBBBB', file: { id: '482', title: '' } }))
    expect(ids(await shares.ofFile(TEAM, '48'))).toEqual(['AAAAAA'])
    expect(await shares.ofFile(TEAM, '4')).toEqual([])
  })
})

describe('forgetEndedBefore', () => {
  const over = (id: string, verifiedAt: number) =>
    finished(aRevokedShare({ id, message: null, end: { verifiedAt } }))

  it('leaves no key behind', async () => {
    const store = createStore(redis, namespace)
    const share = over('AAAAAA', NOW)
    await shares.create(share)
    await store.events.add(share, [aStoredEvent({ id: 1 })])
    await store.events.addShown(share, [aStoredEvent({ id: 2 })])
    await shares.forgetEndedBefore(TEAM, NOW, { skip: 0, most: 10 })
    expect(await redis.keys(`${namespace}:*`)).toEqual([`${namespace}:teams`])
  })

  it.each([
    [1, ['BBBBBB', 'CCCCCC'], 1],
    [2, ['CCCCCC'], 2],
    [10, ['CCCCCC'], 2],
  ])('looks at %i at most, the oldest first, and at nothing younger', async (most, left, looked) => {
    for (const share of [over('CCCCCC', NOW + 1), over('BBBBBB', NOW), over('AAAAAA', NOW - 1)])
      await shares.create(share)
    expect(await shares.forgetEndedBefore(TEAM, NOW, { skip: 0, most })).toEqual({ looked, kept: 0 })
    expect(ids(await shares.ofFile(TEAM, aShare().file.id, 0))).toEqual(left)
  })

  it('leaves what comes back at that very moment', async () => {
    const share = over('AAAAAA', NOW)
    await shares.create(share)
    // Right after it was read.
    const between = new Proxy(redis, {
      get: (target, name) => {
        if (name !== 'hmget') {
          const found: unknown = Reflect.get(target, name)
          return typeof found === 'function' ? found.bind(target) : found
        }
        return async (key: string, ...fields: string[]) => {
          const read = await target.hmget(key, ...fields)
          await shares.change(share, (current) => ({ ...current, state: 'active', end: null }))
          return read
        }
      },
    })
    await createStore(between, namespace).shares.forgetEndedBefore(TEAM, NOW, { skip: 0, most: 10 })
    expect(await shares.get(share)).toMatchObject({ state: 'active' })
    expect(await liveIds()).toEqual([share.id])
    expect(ids(await shares.ofFile(TEAM, share.file.id, 0))).toEqual([share.id])
  })

  it('never takes what is alive or owes something', async () => {
    await shares.create(finished(aShare({ id: 'AAAAAA' })))
    await shares.create(aRevokedShare({ id: 'BBBBBB' }))
    await shares.create(aShare({ id: 'CCCCCC', state: 'failed', looseLinkIds: [LINK_ID] }))
    await shares.forgetEndedBefore(TEAM, NOW * 2, { skip: 0, most: 10 })
    expect(ids(await shares.ofFile(TEAM, aShare().file.id, 0))).toEqual(['AAAAAA', 'BBBBBB', 'CCCCCC'])
  })
})

describe('hard cases', () => {
  it('what still owes something is skipped, so that it does not keep the rest of the history for ever', async () => {
    for (const id of ['AAAAAA', 'BBBBBB'])
      await shares.create(aRevokedShare({ id, end: { verifiedAt: NOW - SECOND } }))
    await shares.create(finished(aRevokedShare({ id: 'CCCCCC', message: null, end: { verifiedAt: NOW } })))
    const forget = (skip: number) => shares.forgetEndedBefore(TEAM, NOW, { skip, most: 2 })
    expect(await forget(0)).toEqual({ looked: 2, kept: 2 })
    expect(await forget(2)).toEqual({ looked: 1, kept: 0 })
    expect(ids(await shares.ofFile(TEAM, aShare().file.id, 0))).toEqual(['AAAAAA', 'BBBBBB'])
    expect(await shares.get({ team: TEAM, id: 'CCCCCC' })).toBeNull()
  })
})
