import { afterEach, beforeEach, expect, inject, it } from 'vitest'
import type { BlindCause } from '../../../../src/domain/audit-health.ts'
import { watchHealth } from '../../../../src/use-cases/outage/watch-health.ts'
import { aShare, SECOND, TEAM } from '../../../support/builders.ts'
import { createTestWorld, type TestWorld } from '../../../support/test-world.ts'

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
    auditStatus: world.store.auditStatus,
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
  // With nothing live it is read three times as seldom.
  world.clock.advance(100 * SECOND)
  expect(await look()).toEqual([])
  // Nothing was read any more.
  world.clock.advance(SECOND)
  expect(await look()).toEqual(CAROL)
  expect(await look()).toEqual([])
  await sweep()
  expect(await look()).toEqual(CAROL)
})

it('they are drawn when the cause of an outage turns, and when the clocks begin to differ', async () => {
  const turn = (cause: BlindCause) =>
    world.store.auditStatus.change((kept) => ({ ...kept, state: 'blind', cause, since: world.clock.now() }))
  await sweep()
  await look()
  await turn('outage')
  expect(await look()).toEqual(CAROL)
  expect(await look()).toEqual([])
  await turn('key')
  expect(await look()).toEqual(CAROL)
  const to = { newestSeenAt: null, sweptAt: world.clock.now(), skewMs: 3_600 * SECOND }
  await world.store.cursor.advance(to)
  expect(await look()).toEqual(CAROL)
  expect(await look()).toEqual([])
})

it('a drawing that could not be asked for is asked for at the next look', async () => {
  const showHome = () => Promise.reject(new Error('no queue'))
  const deps = {
    ...world.shared,
    cursor: world.store.cursor,
    auditStatus: world.store.auditStatus,
    viewers: world.store.homeViewers,
    auditIntervalMs: 10 * SECOND,
  }
  await expect(watchHealth({ ...deps, jobs: { showHome } })()).rejects.toThrow('no queue')
  expect(await look()).toEqual(CAROL)
})
