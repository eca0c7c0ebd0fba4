import { randomUUID } from 'node:crypto'
import { Redis } from 'ioredis'
import { afterEach, beforeEach, describe, expect, inject, it, vi } from 'vitest'
import { fingerprintOf } from '../../../src/domain/fingerprint.ts'
import type { ShareLink } from '../../../src/domain/share.ts'
import { createStore } from '../../../src/store/store.ts'
import { aRevokedShare, aShare, DAY, NOW, SECOND, TEAM } from '../../support/builders.ts'

let redis: Redis
let namespace: string
let store: ReturnType<typeof createStore>
beforeEach(() => {
  redis = new Redis({ path: inject('redisSocket') })
  namespace = `test:${randomUUID()}`
  store = createStore(redis, namespace)
})
afterEach(() => redis.disconnect())

const BOB = { id: 'U0BOB', name: 'Bob' }
const ended = async (userId = 'U0ALICE', most = 9) =>
  (await store.shares.endedBy(TEAM, userId, most)).map(({ id }) => id)

/** Over, and nothing is owed any more. */
const over = (id: string, verifiedAt: number, creator = aShare().creator): ShareLink => {
  const share = aRevokedShare({ id, message: null, creator, end: { verifiedAt } })
  return { ...share, notified: { ...share.notified, fingerprint: fingerprintOf(share), end: 'notified' } }
}

describe('what somebody shared and has ended', () => {
  it('comes the last to end first, no more than asked for, and only theirs', async () => {
    for (const share of [
      over('AAAAAA', NOW + SECOND),
      over('CCCCCC', NOW + 3 * SECOND),
      over('BBBBBB', NOW + 2 * SECOND),
      over('DDDDDD', NOW + 9 * SECOND, BOB),
    ]) {
      await store.shares.create(share)
    }
    expect(await ended()).toEqual(['CCCCCC', 'BBBBBB', 'AAAAAA'])
    expect(await ended('U0ALICE', 2)).toEqual(['CCCCCC', 'BBBBBB'])
    expect(await ended('U0BOB')).toEqual(['DDDDDD'])
    expect(await ended('U0NOBODY')).toEqual([])
  })

  it('is not what lives, is ending or could not be made; nor what came back', async () => {
    const states: ShareLink[] = [
      aShare({ state: 'creating', step: 'linking' }),
      aShare(),
      aShare({ state: 'revoking', end: {} }),
      aShare({ state: 'failed' }),
    ]
    await store.shares.create(aShare())
    for (const share of states) {
      await store.shares.change(share, () => aRevokedShare())
      expect(await ended()).toEqual(['K7M4QX'])
      await store.shares.change(share, () => share)
      expect(await ended()).toEqual([])
    }
  })

  it('is forgotten with its share, and leaves no key behind', async () => {
    for (const share of [over('AAAAAA', NOW), over('BBBBBB', NOW + 1), over('CCCCCC', NOW, BOB)]) {
      await store.shares.create(share)
    }
    await store.shares.forgetEndedBefore(TEAM, NOW, { skip: 0, most: 10 })
    expect([await ended(), await ended('U0BOB')]).toEqual([['BBBBBB'], []])
    await store.shares.forgetEndedBefore(TEAM, NOW + 1, { skip: 0, most: 10 })
    expect(await redis.keys(`${namespace}:*`)).toEqual([`${namespace}:teams`])
  })
})

describe('who opened their Home', () => {
  const { note, page, setAdmin, whoSee } = {
    note: (userId: string, at = 0) => store.homeViewers.note(TEAM, userId, at),
    page: (userId: string) => store.homeViewers.page(TEAM, userId),
    setAdmin: (userId: string, isAdmin: boolean) => store.homeViewers.setAdmin(TEAM, userId, isAdmin),
    whoSee: async (userId: string) => (await store.homeViewers.whoSee(TEAM, userId)).sort(),
  }

  it('looks at the page last turned to; nobody else looks at any', async () => {
    await note('U0ALICE')
    expect(await page('U0ALICE')).toBe(0)
    await note('U0ALICE', 3)
    expect([await page('U0ALICE'), await page('U0BOB')]).toEqual([3, null])
    expect(await store.homeViewers.page('T0OTHER', 'U0ALICE')).toBeNull()
  })

  it('is forgotten after a month', async () => {
    await note('U0ALICE')
    const [key = ''] = await redis.keys(`${namespace}:*`)
    const left = await redis.pttl(key)
    expect(left).toBeGreaterThan(30 * DAY - 60 * SECOND)
    expect(left).toBeLessThanOrEqual(30 * DAY)
  })

  it('sees their own; admins see everybody’s, and each is named once', async () => {
    expect(await whoSee('U0ALICE')).toEqual([])
    await setAdmin('U0CAROL', true)
    await setAdmin('U0DORIS', true)
    expect(await whoSee('U0ALICE')).toEqual(['U0CAROL', 'U0DORIS'])
    await note('U0ALICE')
    expect(await whoSee('U0ALICE')).toEqual(['U0ALICE', 'U0CAROL', 'U0DORIS'])
    await note('U0CAROL')
    expect(await whoSee('U0CAROL')).toEqual(['U0CAROL', 'U0DORIS'])
    await setAdmin('U0DORIS', false)
    expect(await whoSee('U0BOB')).toEqual(['U0CAROL'])
    expect(await store.homeViewers.whoSee('T0OTHER', 'U0ALICE')).toEqual([])
  })

  it('is found by one call of Redis, whether anybody did or not', async () => {
    await redis.ping()
    await whoSee('U0ALICE')
    const calls = vi.spyOn(redis, 'sendCommand')
    expect(await whoSee('U0ALICE')).toEqual([])
    expect(calls.mock.calls.map(([{ name }]) => name)).toEqual(['evalsha'])
    await note('U0ALICE')
    await setAdmin('U0CAROL', true)
    calls.mockClear()
    expect(await whoSee('U0ALICE')).toEqual(['U0ALICE', 'U0CAROL'])
    expect(calls.mock.calls).toHaveLength(1)
  })
})
