import { afterEach, beforeEach, expect, inject, it } from 'vitest'
import { roundStep, watchRound } from '../../../../src/use-cases/drift/watch-round.ts'
import { aShare, NOW, SECOND } from '../../../support/builders.ts'
import { createTestWorld, type TestWorld } from '../../../support/test-world.ts'

let world: TestWorld
beforeEach(() => {
  world = createTestWorld(inject('redisSocket'))
})
afterEach(() => world.close())

const keep = async (team: string, count: number): Promise<void> => {
  for (let n = 0; n < count; n += 1) {
    const id = `${team}${n}`
    await world.store.shares.create(aShare({ team, id, createdAt: NOW - n * SECOND }))
  }
}
/** The ids of so many steps, each kept where the store keeps it. */
const steps = async (count: number): Promise<string[][]> => {
  const found: string[][] = []
  for (let n = 0; n < count; n += 1) {
    const place = await world.store.driftCursor.read()
    const { shares, next } = await watchRound(world.store.shares)(place)
    await world.store.driftCursor.write({ changesAt: null, ...next })
    found.push(shares.map(({ id }) => id))
  }
  return found
}

it('goes through all workspaces, and begins again', async () => {
  await keep('TA', 3)
  await keep('TB', 3)
  await keep('TC', 1)
  expect(await steps(5)).toEqual([
    ['TA0', 'TA1'],
    ['TA2', 'TB0'],
    ['TB1', 'TB2'],
    ['TC0', 'TA0'],
    ['TA1', 'TA2'],
  ])
})

it('has each of a few once', async () => {
  await keep('TA', 1)
  await keep('TB', 1)
  for (const ids of await steps(3)) expect(ids.toSorted()).toEqual(['TA0', 'TB0'])
})

it.each([
  [1, 2],
  [60, 2],
  [61, 3],
  [300, 10],
  [10_000, 10],
])('of %d live shares looks at %d a tick', (live, step) => {
  expect(roundStep(live)).toBe(step)
})

it('is empty where nothing is live, or nothing ever was', async () => {
  expect(await steps(1)).toEqual([[]])
  await world.store.shares.create(aShare({ state: 'revoked' }))
  expect(await steps(2)).toEqual([[], []])
})

it('goes on in the first workspace when the one it was in is not there any more', async () => {
  await keep('TA', 1)
  await world.store.driftCursor.write({ changesAt: NOW, team: 'TZ', skip: 7 })
  expect(await steps(1)).toEqual([['TA0']])
  // What is not given stays.
  expect((await world.store.driftCursor.read()).changesAt).toBe(NOW)
})
