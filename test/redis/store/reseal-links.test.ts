import { randomBytes, randomUUID } from 'node:crypto'
import { Redis } from 'ioredis'
import { afterEach, beforeEach, expect, inject, it } from 'vitest'
import { resealLinks } from '../../../src/store/reseal-links.ts'
import { createStore } from '../../../src/store/store.ts'
import { createVault } from '../../../src/store/vault.ts'
import { aRevokedShare, aShare, TEAM } from '../../support/builders.ts'

let redis: Redis
let namespace: string
beforeEach(() => {
  redis = new Redis({ path: inject('redisSocket') })
  namespace = `test:${randomUUID()}`
})
afterEach(() => redis.disconnect())

const [former, present] = [randomBytes(32), randomBytes(32)]
const LIVE = aShare({ id: 'AAAAAA' })
const OVER = aRevokedShare({ id: 'BBBBBB' })

const keep = async () => {
  const { shares } = createStore(redis, namespace, createVault(former))
  for (const share of [LIVE, OVER]) await shares.create(share)
}
const storeWith = (...keys: [Buffer, ...Buffer[]]) =>
  createStore(redis, namespace, createVault(...keys)).shares

it('seals with the present key what the one before has sealed, so that it is needed no longer', async () => {
  await keep()
  expect(await resealLinks(redis, namespace, createVault(present, former))).toBe(0)
  expect(await storeWith(present).get(LIVE)).toEqual(LIVE)
  expect(await storeWith(former).get(LIVE)).toMatchObject({ address: null, key: null })
  expect(await storeWith(present).get(OVER)).toEqual(OVER)
})

it('has links whose key is gone read from the portal', async () => {
  await keep()
  expect(await resealLinks(redis, namespace, createVault(present))).toBe(1)
  expect((await storeWith(present).unfinished(TEAM, 9)).map(({ id }) => id)).toContain(LIVE.id)
})

it('changes nothing while the key stays', async () => {
  await keep()
  await resealLinks(redis, namespace, createVault(present, former))
  const kept = () => redis.hgetall(`${namespace}:{${TEAM}}:share:${LIVE.id}`)
  const before = await kept()
  expect(await resealLinks(redis, namespace, createVault(present, former))).toBe(0)
  expect(await kept()).toEqual(before)
})
