import { randomBytes, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import fc from 'fast-check'
import { Redis } from 'ioredis'
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import { judgeDownloads } from '../../../src/domain/downloads.ts'
import { createLog } from '../../../src/log.ts'
import { NotOnReplicaError } from '../../../src/store/on-replicas.ts'
import { createStore, isStorageError } from '../../../src/store/store.ts'
import { createVault } from '../../../src/store/vault.ts'
import { aRequest, aShare, aStoredEvent, MINUTE, NOW, SECOND, TEAM } from '../../support/builders.ts'

const connections: Redis[] = []
const connect = () => {
  const redis = new Redis({ path: inject('redisSocket') })
  connections.push(redis)
  return redis
}
let namespace: string
let store: ReturnType<typeof createStore>
let redis: Redis
beforeEach(() => {
  namespace = `test:${randomUUID()}`
  redis = connect()
  store = createStore(redis, namespace)
})
afterEach(() => {
  for (const connection of connections.splice(0)) connection.disconnect()
})
const SHARE = aShare()

describe('events', () => {
  it('are kept as they were first seen', async () => {
    const event = aStoredEvent({ id: 1, soleWayIn: true })
    await store.events.add(SHARE, [event])
    await store.events.add(SHARE, [{ ...event, soleWayIn: false, ip: 'x' }])
    expect(await store.events.all(SHARE)).toEqual([event])
    expect(await store.events.count(SHARE)).toBe(1)
  })

  it('tells which are new, in the order asked', async () => {
    await store.events.add(SHARE, [aStoredEvent({ id: 2 })])
    expect(await store.events.unseen(SHARE, [3, 2, 1])).toEqual([3, 1])
    expect(await store.events.unseen(SHARE, [])).toEqual([])
    expect(await store.events.unseen(aShare({ id: 'ABCDEF' }), [2])).toEqual([2])
  })

  it('whatever order and however often they come, the count is the same', async () => {
    const trail = fc.uniqueArray(
      fc.record({ id: fc.integer({ min: 1, max: 30 }), second: fc.integer({ min: 0, max: 20 }) }),
      {
        selector: ({ id }) => id,
        minLength: 1,
        maxLength: 12,
      },
    )
    await fc.assert(
      fc.asyncProperty(
        trail.chain((events) =>
          fc.tuple(fc.constant(events), fc.array(fc.constantFrom(...events), { maxLength: 30 })),
        ),
        async ([events, again]) => {
          const share = aShare({ id: randomUUID() })
          const stored = (list: typeof events) =>
            list.map(({ id, second }) => aStoredEvent({ id, at: NOW + second * SECOND }))
          for (const event of stored([...again, ...events, ...again])) await store.events.add(share, [event])
          for (const window of [0, 2 * SECOND]) {
            const expected = judgeDownloads(share, stored(events), window).count
            expect(judgeDownloads(share, await store.events.all(share), window).count).toBe(expected)
          }
        },
      ),
      { numRuns: 25 },
    )
  })

  it('a failure of the store is not taken for success', async () => {
    await redis.set(`${namespace}:{${TEAM}}:events:${SHARE.id}`, 'of another kind')
    await expect(store.events.add(SHARE, [aStoredEvent()])).rejects.toThrow(/WRONGTYPE/)
  })
})

describe('idempotency keys', () => {
  it('is true once, of twenty at a time too', async () => {
    const said = await Promise.all(Array.from({ length: 20 }, () => store.claimIdempotencyKey(TEAM, 'k')))
    expect(said.filter(Boolean)).toHaveLength(1)
    expect(await store.claimIdempotencyKey(TEAM, 'k')).toBe(false)
    expect(await store.claimIdempotencyKey(TEAM, 'other')).toBe(true)
    expect(await store.claimIdempotencyKey('T0OTHER', 'k')).toBe(true)
  })

  it('remembers longer than a captured request lives, and not for ever', async () => {
    await store.claimIdempotencyKey(TEAM, 'k')
    const [key] = await redis.keys(`${namespace}:*`)
    expect(await redis.ttl(key ?? '')).toBeGreaterThan(2 * 5 * 60)
    expect(await redis.ttl(key ?? '')).toBeLessThan(24 * 60 * 60)
  })
})

describe('a file whose link cannot be removed', () => {
  it('is not left alone for longer where a clock is set back four minutes', async () => {
    const how = { holdMs: SECOND, evenSick: true }
    await store.places.failed('4821', NOW)
    expect((await store.places.enter('4821', NOW, how)).freeAt).toBeGreaterThan(NOW)
    expect(await store.places.enter('4821', NOW - 4 * MINUTE, how)).toEqual({ sick: true, freeAt: null })
  })
})

describe('slots', () => {
  it('are a second apart, over two connections and at the same moment', async () => {
    const channelRateLimit = [store.channelRateLimit, createStore(connect(), namespace).channelRateLimit]
    const reserved = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        (channelRateLimit[index % 2] ?? store.channelRateLimit)(TEAM, 'C0TEAM', NOW),
      ),
    )
    expect([...reserved].sort((a, b) => a - b)).toEqual(
      Array.from({ length: 10 }, (_, index) => NOW + index * SECOND),
    )
  })

  it('are now when nobody came lately', async () => {
    expect(await store.channelRateLimit(TEAM, 'C0TEAM', NOW)).toBe(NOW)
    expect(await store.channelRateLimit(TEAM, 'C0TEAM', NOW + 400)).toBe(NOW + SECOND)
    expect(await store.channelRateLimit(TEAM, 'C0TEAM', NOW + 60 * SECOND)).toBe(NOW + 60 * SECOND)
  })

  it('of one channel do not hold up another', async () => {
    expect(await store.channelRateLimit(TEAM, 'C0A', NOW)).toBe(NOW)
    expect(await store.channelRateLimit(TEAM, 'C0B', NOW)).toBe(NOW)
    expect(await store.channelRateLimit('T0OTHER', 'C0A', NOW)).toBe(NOW)
  })

  it('do not stay in the store', async () => {
    await store.channelRateLimit(TEAM, 'C0TEAM', Date.now())
    const [key] = await redis.keys(`${namespace}:*`)
    expect(await redis.pttl(key ?? '')).toBeLessThanOrEqual(2 * SECOND)
  })

  it('a process whose clock is behind waits its turn all the same', async () => {
    await store.channelRateLimit(TEAM, 'C0TEAM', NOW)
    expect(await store.channelRateLimit(TEAM, 'C0TEAM', NOW - 5 * SECOND)).toBe(NOW + SECOND)
  })

  it('a clock that is set back four minutes has nobody wait as long', async () => {
    await store.linkRateLimit(TEAM, 'U0ALICE', NOW)
    await store.linkRateLimit(TEAM, 'U0ALICE', NOW)
    const back = NOW - 4 * MINUTE
    const given = [
      await store.linkRateLimit(TEAM, 'U0ALICE', back),
      await store.linkRateLimit(TEAM, 'U0ALICE', back),
    ]
    expect(Math.max(...given)).toBeLessThanOrEqual(back + 12 * SECOND)
    expect(given[1]).toBe((given[0] ?? 0) + SECOND)
  })
})

describe('questions', () => {
  const REQUEST = aRequest()
  /** The answer goes where the button is pressed. */
  const KEPT = { ...REQUEST, replyTo: null }
  it('give the request to whoever was asked, for one answer, however often that is carried out', async () => {
    await store.questions.ask('K', REQUEST)
    const take = (reference: string) => store.questions.take(TEAM, 'K', 'U0ALICE', reference)
    const taken = await Promise.all(['REF1', 'REF2', 'REF3'].map(take))
    expect(taken.filter((request) => request !== null)).toEqual([KEPT])
    const first = `REF${taken.findIndex((request) => request !== null) + 1}`
    expect(await take(first)).toEqual(KEPT)
    expect(await take('REF4')).toBeNull()
  })

  it('give nothing to anybody else, who changes nothing', async () => {
    await store.questions.ask('K', REQUEST)
    expect(await store.questions.take(TEAM, 'K', 'U0BOB', 'REF1')).toBeNull()
    expect(await store.questions.take('T0OTHER', 'K', 'U0ALICE', 'REF1')).toBeNull()
    expect(await store.questions.take(TEAM, 'OTHER', 'U0ALICE', 'REF1')).toBeNull()
    expect(await store.questions.take(TEAM, 'K', 'U0ALICE', 'REF1')).toEqual(KEPT)
  })

  it('are forgotten after half an hour', async () => {
    await store.questions.ask('K', REQUEST)
    const [key] = await redis.keys(`${namespace}:*`)
    expect(await redis.ttl(key ?? '')).toBeLessThanOrEqual(30 * 60)
    expect(await redis.ttl(key ?? '')).toBeGreaterThan(29 * 60)
  })
})

describe('the cursor', () => {
  it('is nothing, then what was written; without an event only the time of the sweep moves', async () => {
    expect(await store.cursor.read()).toEqual({
      newestSeenAt: null,
      sweptAt: null,
      readTo: null,
      skewMs: 0,
      whole: null,
      seen: null,
    })
    await store.cursor.advance({ newestSeenAt: null, sweptAt: NOW, skewMs: 0 })
    expect(await store.cursor.read()).toEqual({
      newestSeenAt: null,
      sweptAt: NOW,
      readTo: NOW,
      skewMs: 0,
      whole: null,
      seen: null,
    })
    await store.cursor.advance({ newestSeenAt: NOW - 1, sweptAt: NOW + 1, skewMs: 0 })
    await store.cursor.advance({ newestSeenAt: null, sweptAt: NOW + 2, skewMs: 0 })
    expect(await store.cursor.read()).toEqual({
      newestSeenAt: NOW - 1,
      sweptAt: NOW + 2,
      readTo: NOW + 2,
      skewMs: 0,
      whole: null,
      seen: null,
    })
  })

  it('knows the last reading of the whole overlap, and keeps it through brief ones', async () => {
    await store.cursor.advance({ newestSeenAt: NOW, sweptAt: NOW, skewMs: 0, whole: { at: NOW, rows: 7 } })
    await store.cursor.advance({ newestSeenAt: null, sweptAt: NOW + 2, skewMs: 0 })
    expect(await store.cursor.read()).toMatchObject({ newestSeenAt: NOW, whole: { at: NOW, rows: 7 } })
  })

  it('starts once, and never where something was read already', async () => {
    await store.cursor.start(NOW)
    await store.cursor.start(NOW + SECOND)
    expect(await store.cursor.read()).toEqual({
      newestSeenAt: NOW,
      sweptAt: null,
      readTo: null,
      skewMs: 0,
      whole: null,
      seen: null,
    })
    await store.cursor.advance({ newestSeenAt: NOW + 1, sweptAt: NOW + 2, skewMs: 0 })
    await store.cursor.start(NOW + SECOND)
    expect(await store.cursor.read()).toEqual({
      newestSeenAt: NOW + 1,
      sweptAt: NOW + 2,
      readTo: NOW + 2,
      skewMs: 0,
      whole: null,
      seen: null,
    })
  })
})

describe('the vault', () => {
  const key = Buffer.alloc(32, 1)
  const vault = createVault(key)
  const sealed = vault.seal('hunter2', 'here')

  it('opens what it sealed, whatever it is', () => {
    const text = fc.string({ unit: 'grapheme' })
    fc.assert(fc.property(text, text, (any, place) => vault.open(vault.seal(any, place), place) === any))
  })

  it('never seals alike, and shows nothing', () => {
    expect(vault.seal('hunter2', 'here')).not.toBe(sealed)
    expect(Buffer.from(sealed, 'base64').toString('latin1')).not.toContain('hunter2')
  })

  it('A11: does not open what was moved to another place', () => {
    expect(() => vault.open(sealed, 'there')).toThrow()
  })

  it('does not open what was changed anywhere, cut, or sealed under another key', () => {
    const [id, body = ''] = sealed.split('.')
    const bytes = Buffer.from(body, 'base64')
    const opening = (changed: Buffer) => () => vault.open(`${id}.${changed.toString('base64')}`, 'here')
    for (let index = 0; index < bytes.length; index += 1) {
      const changed = Buffer.from(bytes)
      changed[index] = (changed[index] ?? 0) ^ 1
      expect(opening(changed)).toThrow()
    }
    for (const length of [0, 11, 12, 27, bytes.length - 1])
      expect(opening(bytes.subarray(0, length))).toThrow()
    expect(() => createVault(randomBytes(32)).open(sealed, 'here')).toThrow()
    expect(() => vault.open('not sealed at all', 'here')).toThrow()
  })

  it('opens what the previous key sealed, and seals with its own', () => {
    const later = createVault(randomBytes(32), key)
    expect(later.open(sealed, 'here')).toBe('hunter2')
    expect(() => vault.open(later.seal('hunter2', 'here'), 'here')).toThrow()
  })
})

describe('trouble of the store', () => {
  it('is told from trouble of other kinds', async () => {
    await redis.set(`${namespace}:x`, 'text')
    const wrongType = await redis.hget(`${namespace}:x`, 'y').catch((error: unknown) => error)
    const gone = connect()
    gone.disconnect()
    const closed = await gone.get('x').catch((error: unknown) => error)
    const nowhere = new Redis({
      path: '/nonexistent/redis.sock',
      maxRetriesPerRequest: 0,
      retryStrategy: () => null,
    })
    nowhere.on('error', () => {})
    const refused = await nowhere.get('x').catch((error: unknown) => error)
    nowhere.disconnect()
    const lost = new NotOnReplicaError('x')
    for (const error of [wrongType, closed, refused, lost])
      expect(isStorageError(error), String(error)).toBe(true)
    for (const error of [new Error('x'), new TypeError('y'), 'text', null])
      expect(isStorageError(error)).toBe(false)
  })
})

describe('hard cases', () => {
  it('the password of Redis is kept out of the log when Redis does not take it', async () => {
    const lines: string[] = []
    const log = createLog('info', [], (line) => lines.push(line))
    // As REDIS_URL=redis://nobody:hunter2@… sets it.
    const refused = new Redis({
      path: inject('redisSocket'),
      username: 'nobody',
      password: 'hunter2',
      retryStrategy: () => null,
    })
    connections.push(refused)
    const [error] = await once(refused, 'error')
    log.warn({ err: error }, 'redis trouble')
    expect(lines.join('')).toContain('WRONGPASS')
    expect(lines.join('')).not.toContain('hunter2')
  })
})
