import { randomUUID } from 'node:crypto'
import { Redis } from 'ioredis'
import { afterEach, beforeEach, expect, inject, it } from 'vitest'
import { createStore } from '../../../src/store/store.ts'

const ADDRESS = 'https://hooks.example/commands/T1/2/secret'

let connections: Redis[]
let namespace: string
/** As many processes as asked for. */
const interimsOf = () => {
  const redis = new Redis({ path: inject('redisSocket') })
  connections.push(redis)
  return createStore(redis, namespace).interims
}
beforeEach(() => {
  connections = []
  namespace = `test:${randomUUID()}`
})
afterEach(() => {
  for (const redis of connections) redis.disconnect()
})

it('says something once as the first, then again, and nothing after the outcome, whichever process asks', async () => {
  const [web, worker] = [interimsOf(), interimsOf()]
  expect(await web.begin(ADDRESS, 5_000)).toBe('first')
  await web.said(ADDRESS, true)
  expect(await worker.begin(ADDRESS, 5_000)).toBe('again')
  await worker.said(ADDRESS, true)
  expect(await worker.end(ADDRESS)).toBe(true)
  expect(await web.begin(ADDRESS, 5_000)).toBeNull()
  expect(await worker.end(ADDRESS)).toBe(false)
})

it('lets an outcome wait for what is being said, and for nothing else', async () => {
  const [web, worker] = [interimsOf(), interimsOf()]
  const order: string[] = []
  await web.begin(ADDRESS, 60_000)
  expect(await worker.begin(ADDRESS, 60_000)).toBeNull()
  const over = worker.end(ADDRESS).then((replaces) => order.push(`outcome ${replaces}`))
  expect(await worker.end(`${ADDRESS}x`)).toBe(false)
  order.push('said')
  await web.said(ADDRESS, true)
  await over
  expect(order).toEqual(['said', 'outcome true'])
})

it('takes what was being said when its process died for said, and goes on', async () => {
  const [web, worker] = [interimsOf(), interimsOf()]
  await web.begin(ADDRESS, 80)
  expect(await worker.end(ADDRESS)).toBe(true)
  // It comes back to life.
  await web.said(ADDRESS, true)
  expect(await web.begin(ADDRESS, 80)).toBeNull()
})

it('forgets what Slack did not show', async () => {
  const interims = interimsOf()
  await interims.begin(ADDRESS, 5_000)
  await interims.said(ADDRESS, false)
  expect(await interims.end(ADDRESS)).toBe(false)
})

it('says the outcome of two at most once as a replacement', async () => {
  const [web, worker] = [interimsOf(), interimsOf()]
  await web.begin(ADDRESS, 5_000)
  await web.said(ADDRESS, true)
  const both = await Promise.all([web.end(ADDRESS), worker.end(ADDRESS)])
  expect(both.toSorted()).toEqual([false, true])
})

it('keeps no address', async () => {
  const interims = interimsOf()
  await interims.begin(ADDRESS, 5_000)
  const keys = (await connections[0]?.keys(`${namespace}:*`)) ?? []
  expect(keys).toHaveLength(2)
  for (const key of keys) {
    expect(key).not.toMatch(/hooks|secret/)
    expect(await connections[0]?.pttl(key)).toBeGreaterThan(0)
  }
})
