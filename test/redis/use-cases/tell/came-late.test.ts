import { afterEach, beforeEach, expect, inject, it } from 'vitest'
import { noteCameLate } from '../../../../src/use-cases/tell/note-came-late.ts'
import { aRevokedShare, aShare, NOW } from '../../../support/builders.ts'
import { repliesOf, upToDate } from '../../../support/kept-shares.ts'
import { createTestWorld, type TestWorld } from '../../../support/test-world.ts'

let world: TestWorld
beforeEach(() => {
  world = createTestWorld(inject('redisSocket'))
})
afterEach(() => world.close())

const ended = () =>
  upToDate(aRevokedShare({ muted: true, terms: { exact: true }, notified: { end: 'notified' } }))
const come = () => noteCameLate({ shares: world.store.shares, jobs: world.jobs })(ended())
const told = async () => {
  while ((await world.tell(ended())) === 'more');
  return repliesOf(world)
}

it('its creator hears once that somebody came after the end, in private, however many come', async () => {
  await world.store.shares.create(ended())
  await come()
  expect(world.asked.map(({ name }) => name)).toEqual(['tell'])
  await come()
  expect(await told()).toEqual(['came-late'])
  expect(world.notices.replies[0]?.share.message).toBeNull()
  await come()
  expect(await told()).toEqual(['came-late'])
})

it('a second end is another one', async () => {
  await world.store.shares.create(ended())
  await come()
  await told()
  await world.store.shares.change(ended(), ({ end, ...share }) => ({
    ...share,
    end: end && { ...end, decidedAt: end.decidedAt + 1 },
  }))
  await come()
  expect(await told()).toEqual(['came-late', 'came-late'])
})

it.each([
  ['live', aShare({ terms: { exact: true } })],
  ['suspended', aRevokedShare({ end: { reason: 'blind', decidedAt: NOW } })],
])('nobody comes too late for what is %s', async (_, share) => {
  await world.store.shares.create(upToDate(share))
  await come()
  expect(world.asked).toEqual([])
})
