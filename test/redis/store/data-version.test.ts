import { randomUUID } from 'node:crypto'
import { Redis } from 'ioredis'
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import { type Migration, migrateRecords } from '../../../src/store/data-version.ts'
import { createStore } from '../../../src/store/store.ts'
import { aRevokedShare, aShare, TEAM } from '../../support/builders.ts'

let redis: Redis
let namespace: string
beforeEach(() => {
  redis = new Redis({ path: inject('redisSocket') })
  namespace = `test:${randomUUID()}`
})
afterEach(() => redis.disconnect())

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
const noteFrom =
  (before: string | null, after: string): Migration =>
  (share) => {
    const terms = share.terms as { note: string | null }
    return terms.note === before ? { ...share, terms: { ...terms, note: after } } : share
  }

describe('R12: the version of the records', () => {
  it('is written at the first start, and stays', async () => {
    expect(await migrateRecords(redis, namespace)).toEqual({ found: 1, known: 1 })
    expect(await version()).toBe('1')
    expect(await migrateRecords(redis, namespace)).toEqual({ found: 1, known: 1 })
  })

  it('leads older records through each step that they lack, live, over and suspended', async () => {
    await keep()
    await migrateRecords(redis, namespace)
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
    const dying: Migration = (share) => {
      done += 1
      if (done === 2) throw new Error('died')
      return noteFrom(null, 'two')(share)
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
    const step: Migration = (share) => {
      if (share.id === LIVE.id && writing.length === 0)
        writing.push(shares.change(LIVE, (current) => ({ ...current, downloads: 2 })))
      return noteFrom(null, 'two')(share)
    }
    await migrateRecords(redis, namespace, [step])
    await Promise.all(writing)
    expect(await shares.get(LIVE)).toMatchObject({ downloads: 2, terms: { note: 'two' } })
  })

  it('that is newer changes nothing', async () => {
    await redis.set(`${namespace}:version`, 7)
    expect(await migrateRecords(redis, namespace)).toEqual({ found: 7, known: 1 })
    expect(await version()).toBe('7')
  })
})
