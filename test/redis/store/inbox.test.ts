import { randomUUID } from 'node:crypto'
import { Redis } from 'ioredis'
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import { createInbox } from '../../../src/store/inbox.ts'
import { createKeys } from '../../../src/store/keys.ts'

let redis: Redis
let namespace: string
const processOf = (owner: string) => createInbox(redis, namespace, owner)
const anAct = (reference = 'REF1', key = 'T1:command:1.2.x') => ({
  reference,
  key,
  sealed: `sealed ${reference}`,
  keepMs: 60_000,
})
beforeEach(() => {
  redis = new Redis({ path: inject('redisSocket') })
  namespace = `test:${randomUUID()}`
})
afterEach(() => redis.disconnect())

/** As if its process had said nothing for long. */
const forsake = async (...references: string[]) => {
  for (const reference of references) await redis.zadd(createKeys(namespace).inboxHeld(), 'XX', 1, reference)
}

describe('what is kept', () => {
  it('is kept once: what Slack delivers again is known, here and elsewhere', async () => {
    const [a, b] = [processOf('a'), processOf('b')]
    expect(await a.keep(anAct())).toBe('kept')
    expect(await a.keep(anAct('REF2'))).toBe('known')
    expect(await b.keep(anAct('REF3'))).toBe('known')
    expect(await b.keep(anAct('REF4', 'T1:command:3.4.y'))).toBe('kept')
  })

  it('kept again by its process it stays its own, until it is done', async () => {
    const a = processOf('a')
    for (let n = 0; n < 3; n += 1) expect(await a.keep(anAct())).toBe('kept')
    await a.finish('REF1')
    expect(await a.keep(anAct())).toBe('known')
    await forsake('REF1')
    expect(await a.hold([], 10)).toEqual([])
  })

  it('is gone after its time, whether anybody has taken it over or not', async () => {
    const a = processOf('a')
    await a.keep({ ...anAct(), keepMs: 30 })
    await forsake('REF1')
    await expect.poll(() => redis.exists(createKeys(namespace).inboxAct('REF1'))).toBe(0)
    expect(await a.hold([], 10)).toEqual([])
    expect(await redis.zcard(createKeys(namespace).inboxHeld())).toBe(0)
  })

  it('leaves no key that stays for ever', async () => {
    const a = processOf('a')
    await a.keep(anAct())
    await a.keep(anAct('REF2', 'T1:click:7'))
    await a.finish('REF2')
    for (const key of await redis.keys(`${namespace}:*`)) {
      if (key !== createKeys(namespace).inboxHeld()) expect(await redis.pttl(key), key).toBeGreaterThan(0)
    }
    await a.finish('REF1')
    expect(await redis.exists(createKeys(namespace).inboxHeld())).toBe(0)
  })
})

describe('taking over', () => {
  it('takes nothing that its process works on', async () => {
    const [a, b] = [processOf('a'), processOf('b')]
    await a.keep(anAct())
    expect(await b.hold([], 10)).toEqual([])
    await forsake('REF1')
    expect(await a.hold(['REF1'], 10)).toEqual([])
    expect(await b.hold([], 10)).toEqual([])
  })

  it('gives what was forsaken to one process, whose own it is then', async () => {
    const [a, b, c] = [processOf('a'), processOf('b'), processOf('c')]
    await a.keep(anAct())
    await forsake('REF1')
    const taken = await Promise.all([b.hold([], 10), c.hold([], 10)])
    expect(taken.flat()).toEqual([{ reference: 'REF1', sealed: 'sealed REF1' }])
    // The first one was not dead: it hears that this is another's by now, and holds it no more.
    expect(await a.keep(anAct())).toBe('known')
    await forsake('REF1')
    expect(await a.hold(['REF1'], 0)).toEqual([])
    expect(await c.hold([], 10)).toHaveLength(1)
  })

  it('takes no more than it was asked for', async () => {
    const a = processOf('a')
    const all = ['REF1', 'REF2', 'REF3']
    for (const reference of all) await a.keep(anAct(reference, reference))
    await forsake(...all)
    const b = processOf('b')
    const [first, rest] = [await b.hold([], 2), await b.hold([], 2)]
    expect([...first, ...rest].map(({ reference }) => reference).sort()).toEqual(all)
    expect(first).toHaveLength(2)
  })
})

it('says that it surely keeps nothing while there is no connection, and when Redis refuses', async () => {
  const away = new Redis({ port: 1, retryStrategy: () => 50, lazyConnect: true })
  away.on('error', () => {})
  expect(await createInbox(away, namespace, 'a').keep(anAct())).toBe('refused')
  away.disconnect()
  await redis.set(createKeys(namespace).inboxHeld(), 'of another type')
  expect(await processOf('a').keep(anAct())).toBe('refused')
})
