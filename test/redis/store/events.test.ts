import { afterEach, beforeEach, expect, inject, it } from 'vitest'
import { aStoredEvent } from '../../support/builders.ts'
import { LIVE } from '../../support/kept-shares.ts'
import { createTestWorld, type TestWorld } from '../../support/test-world.ts'

let world: TestWorld
beforeEach(() => {
  world = createTestWorld(inject('redisSocket'))
})
afterEach(() => world.close())

it('knows of very many events which are stored, as downloads or as views, in the order in which it is asked', async () => {
  const { events } = world.store
  // As large as ids of the portal may become.
  const ids = Array.from({ length: 2_500 }, (_, index) => 2 ** 53 - 1 - index)
  expect(await events.unseen(LIVE, ids)).toEqual(ids)
  const [download = 0, view = 0] = [ids[1_001], ids[2_003]]
  await events.add(LIVE, [aStoredEvent({ id: download })])
  const others = ids.filter((id) => id !== download)
  expect(await events.unseen(LIVE, ids)).toEqual(others)
  await events.addShown(LIVE, [aStoredEvent({ id: view, actionId: 5064 })])
  expect(await events.unseen(LIVE, ids)).toEqual(others.filter((id) => id !== view))
  expect(await events.unseen(LIVE, [])).toEqual([])
})
