import { randomUUID } from 'node:crypto'
import { Redis } from 'ioredis'
import { afterEach, beforeEach, expect, inject, it } from 'vitest'
import { createStore } from '../../../src/store/store.ts'
import { aRevokedShare, aShare, TEAM } from '../../support/builders.ts'

let redis: Redis
let store: ReturnType<typeof createStore>
beforeEach(async () => {
  redis = new Redis({ path: inject('redisSocket') })
  // What a connection asks when it is opened is over then.
  await redis.ping()
  store = createStore(redis, `test:${randomUUID()}`)
})
afterEach(() => redis.disconnect())

const FILES = Array.from({ length: 1_200 }, (_, id) => String(id))
/** What is sent to Redis for one question. */
const sentFor = async (ask: () => Promise<unknown>): Promise<number> => {
  let sent = 0
  const { sendCommand } = redis
  redis.sendCommand = function (...given) {
    sent += 1
    return sendCommand.apply(this, given)
  }
  await ask()
  redis.sendCommand = sendCommand
  return sent
}
const shared = () => store.shares.filesWithShares(TEAM, FILES)

it('files that nobody shared cost one command for hundreds', async () => {
  expect(await sentFor(async () => expect(await shared()).toEqual([]))).toBe(3)
})

it('those with shares are found, whatever became of the shares, also when they are shared only now', async () => {
  await store.shares.create(aShare({ id: 'AAAAAA', file: { id: '7', title: 'x' } }))
  await store.shares.create(aRevokedShare({ id: 'BBBBBB', file: { id: '1100', title: 'x' } }))
  await store.shares.create(aShare({ id: 'CCCCCC', team: 'T0OTHER', file: { id: '8', title: 'x' } }))
  expect((await shared()).sort()).toEqual(['1100', '7'])
  await store.shares.create(aShare({ id: 'DDDDDD', file: { id: '9', title: 'x' } }))
  expect((await shared()).sort()).toEqual(['1100', '7', '9'])
})

it('those that are known to have some cost one command more', async () => {
  for (const id of ['7', '500', '1100'])
    await store.shares.create(aShare({ id: `AAA${id}`, file: { id, title: 'x' } }))
  await shared()
  expect(await sentFor(shared)).toBe(4)
})
