import { afterEach, beforeEach, expect, inject, it } from 'vitest'
import { watchHealth } from '../../src/use-cases/watch-health.ts'
import { aShare, SECOND, TEAM } from '../support/builders.ts'
import { createTestWorld, type TestWorld } from '../support/test-world.ts'

let world: TestWorld
beforeEach(async () => {
  world = createTestWorld(inject('redisSocket'))
  await world.store.shares.create(aShare())
  await world.store.homeViewers.setAdmin(TEAM, 'U0CAROL', true)
  await world.store.homeViewers.note(TEAM, 'U0ALICE', 0)
})
afterEach(() => world.close())

/** Whose Homes are drawn anew by one look. */
const look = async (): Promise<string[]> => {
  world.asked.length = 0
  await watchHealth({
    ...world.shared,
    cursor: world.store.cursor,
    sight: world.store.sight,
    viewers: world.store.homeViewers,
    auditIntervalMs: 10 * SECOND,
  })()
  return world.asked.map(({ name, ref }) => `${name} ${ref.id}`)
}
const sweep = () => world.store.cursor.advance({ newestSeenAt: null, sweptAt: world.clock.now(), skewMs: 0 })
const CAROL = ['showHome U0CAROL']

it('the Homes of admins are drawn when the health of the trail turns, and only then', async () => {
  expect(await look()).toEqual(CAROL)
  expect(await look()).toEqual([])
  await sweep()
  expect(await look()).toEqual(CAROL)
  world.clock.advance(40 * SECOND)
  expect(await look()).toEqual([])
  // Nothing was read any more.
  world.clock.advance(SECOND)
  expect(await look()).toEqual(CAROL)
  expect(await look()).toEqual([])
  await sweep()
  expect(await look()).toEqual(CAROL)
})

it('a drawing that could not be asked for is asked for at the next look', async () => {
  const showHome = () => Promise.reject(new Error('no queue'))
  const deps = {
    ...world.shared,
    cursor: world.store.cursor,
    sight: world.store.sight,
    viewers: world.store.homeViewers,
    auditIntervalMs: 10 * SECOND,
  }
  await expect(watchHealth({ ...deps, jobs: { showHome } })()).rejects.toThrow('no queue')
  expect(await look()).toEqual(CAROL)
})
