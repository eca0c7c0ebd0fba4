import { randomBytes, randomUUID } from 'node:crypto'
import { Redis } from 'ioredis'
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import { type Migration, migrateRecords, migrationsWith } from '../../../src/store/data-version.ts'
import { createStore } from '../../../src/store/store.ts'
import { createVault } from '../../../src/store/vault.ts'
import {
  aRevokedShare,
  aShare,
  aStoredEvent,
  LINK_ID,
  MEMBER,
  OTHER_LINK_ID,
  pageOf,
  TEAM,
} from '../../support/builders.ts'

let redis: Redis
let namespace: string
beforeEach(() => {
  redis = new Redis({ path: inject('redisSocket') })
  namespace = `test:${randomUUID()}`
})
afterEach(() => redis.disconnect())

const VAULT = createVault(randomBytes(32))
const version = () => redis.get(`${namespace}:version`)
const LIVE = aShare({ id: 'AAAAAA' })
const OVER = aRevokedShare({ id: 'BBBBBB' })
const WAITING = aRevokedShare({ id: 'CCCCCC', end: { reason: 'blind' } })
const keep = () =>
  Promise.all([LIVE, OVER, WAITING].map((share) => createStore(redis, namespace).shares.create(share)))
const notes = async () => {
  const { shares } = createStore(redis, namespace)
  return Promise.all(
    [LIVE, OVER, WAITING].map(async ({ id }) => (await shares.get({ team: TEAM, id }))?.terms.note),
  )
}

/** A made-up step, safe to repeat: what was no note becomes `from`. */
const noteFrom = (before: string | null, after: string): Migration => ({
  share: (share) => {
    const terms = share.terms as { note: string | null }
    return terms.note === before ? { ...share, terms: { ...terms, note: after } } : share
  },
})

describe('R12: the version of the records', () => {
  it('is written at the first start, and stays', async () => {
    expect(await migrateRecords(redis, namespace, [])).toEqual({ found: 1, known: 1 })
    expect(await version()).toBe('1')
    expect(await migrateRecords(redis, namespace, [])).toEqual({ found: 1, known: 1 })
  })

  it('leads older records through each step that they lack, live, over and suspended', async () => {
    await keep()
    await migrateRecords(redis, namespace, [])
    expect(await migrateRecords(redis, namespace, [noteFrom(null, 'two')])).toEqual({ found: 1, known: 2 })
    expect(await notes()).toEqual(['two', 'two', 'two'])
    const steps = [noteFrom(null, 'two'), noteFrom('two', 'three')]
    expect(await migrateRecords(redis, namespace, steps)).toEqual({ found: 2, known: 3 })
    expect(await notes()).toEqual(['three', 'three', 'three'])
    expect(await version()).toBe('3')
  })

  it('is written last, so that a crash on the way repeats the steps', async () => {
    await keep()
    let done = 0
    const dying: Migration = {
      share: (share) => {
        done += 1
        if (done === 2) throw new Error('died')
        return { ...share, terms: { ...(share.terms as object), note: 'two' } }
      },
    }
    await expect(migrateRecords(redis, namespace, [dying])).rejects.toThrow('died')
    expect(await version()).toBeNull()
    await migrateRecords(redis, namespace, [noteFrom(null, 'two')])
    expect(await notes()).toEqual(['two', 'two', 'two'])
  })

  it('loses nothing that is written meanwhile', async () => {
    await keep()
    const { shares } = createStore(redis, namespace)
    const writing: Promise<unknown>[] = []
    const step: Migration = {
      share: (share, { id }) => {
        if (id === LIVE.id && writing.length === 0)
          writing.push(shares.change(LIVE, (current) => ({ ...current, downloads: 2 })))
        return { ...share, terms: { ...(share.terms as object), note: 'two' } }
      },
    }
    await migrateRecords(redis, namespace, [step])
    await Promise.all(writing)
    expect(await shares.get(LIVE)).toMatchObject({ downloads: 2, terms: { note: 'two' } })
  })

  it('that is newer changes nothing', async () => {
    await redis.set(`${namespace}:version`, 7)
    expect(await migrateRecords(redis, namespace, [])).toEqual({ found: 7, known: 1 })
    expect(await version()).toBe('7')
  })

  it('R13: 2 has events as rows; those of version 1 are read as they were', async () => {
    await keep()
    const { events } = createStore(redis, namespace)
    const pages = [
      null,
      pageOf(LINK_ID),
      `${pageOf(OTHER_LINK_ID)}&request-x-real-ip=1.2.3.4`,
      'https://a.example/',
    ]
    const kept = pages.map((page, index) =>
      aStoredEvent({ id: 7 + index, page, skewMs: index, soleWayIn: index === 0 }),
    )
    const view = aStoredEvent({ id: 99, actionId: 5064, userId: MEMBER, city: 'Berlin' })
    const { id } = OVER
    for (const event of kept)
      await redis.hset(
        `${namespace}:{${TEAM}}:events:${id}`,
        String(event.id),
        JSON.stringify({ ...event, user: 'x', target: ['1'] }),
      )
    await redis.hset(`${namespace}:{${TEAM}}:shown-views:${id}`, '0000000000000099', JSON.stringify(view))
    const steps = migrationsWith(VAULT)
    for (let start = 0; start < 2; start += 1) {
      await redis.set(`${namespace}:version`, 1)
      await migrateRecords(redis, namespace, steps)
      expect((await events.all(OVER)).sort((a, b) => a.id - b.id)).toEqual(kept)
      expect(await events.shown(OVER)).toEqual([view])
    }
  })

  it('3 has addresses and keys of links sealed; those of version 2 stood there in clear', async () => {
    await keep()
    const kept = async () => JSON.stringify(await redis.hgetall(`${namespace}:{${TEAM}}:share:${LIVE.id}`))
    expect(await kept()).toContain(String(LIVE.address))
    for (let start = 0; start < 2; start += 1) {
      await redis.set(`${namespace}:version`, 2)
      await migrateRecords(redis, namespace, migrationsWith(VAULT))
      for (const secret of [LIVE.address, LIVE.key]) expect(await kept()).not.toContain(String(secret))
      expect(await createStore(redis, namespace, VAULT).shares.get(LIVE)).toEqual(LIVE)
    }
  })

  it('4 has records without what is usual; those of version 3 had every field, and an address with its key twice', async () => {
    const { shares } = createStore(redis, namespace, VAULT)
    const { address, key, ...rest } = LIVE
    const sealedLink = VAULT.seal(JSON.stringify({ address, key }), JSON.stringify([TEAM, LIVE.id, 'link']))
    const whole = [{ ...rest, address: null, key: null, sealedLink }, OVER, WAITING].map((share) => [
      `${namespace}:{${TEAM}}:share:${share.id}`,
      JSON.stringify(share),
    ])
    await keep()
    for (const [name = '', json = ''] of whole) await redis.hset(name, 'json', json)
    for (let start = 0; start < 2; start += 1) {
      // They are read before they are brought to this version too.
      for (const share of [LIVE, OVER, WAITING]) expect(await shares.get(share)).toEqual(share)
      await redis.set(`${namespace}:version`, 3)
      await migrateRecords(redis, namespace, migrationsWith(VAULT))
    }
    for (const share of [LIVE, OVER, WAITING]) expect(await shares.get(share)).toEqual(share)
    for (const [name = '', json = ''] of whole) {
      const kept = (await redis.hget(name, 'json')) ?? ''
      expect(kept).not.toContain('looseLinkIds')
      expect(kept.length).toBeLessThan(json.length * 0.7)
    }
  })
})
