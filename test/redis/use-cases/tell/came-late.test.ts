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
const come = () => noteCameLate({ shares: world.store.shares, jobs: world.jobs })(ended(), 'expired')
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

it('who comes while the last download is taken and may be given back is told of once the share has ended', async () => {
  const { end, ...share } = ended()
  await world.store.shares.create({ ...share, state: 'active', end: null })
  const note = noteCameLate({ shares: world.store.shares, jobs: world.jobs })
  await note(ended(), 'used-up')
  expect(world.asked).toEqual([])
  const byLimit = end && { ...end, reason: 'limit' as const }
  await world.store.shares.change(ended(), (now) => ({ ...now, state: 'revoked', end: byLimit }))
  expect(await told()).toEqual(['came-late'])
  await note(ended(), 'used-up')
  expect(await told()).toEqual(['came-late'])
})

it('but for an end of another kind, and for a limit that was raised since', async () => {
  const { end, ...share } = ended()
  await world.store.shares.create({ ...share, state: 'active', end: null })
  await noteCameLate({ shares: world.store.shares, jobs: world.jobs })(ended(), 'used-up')
  const over = (changes: object) =>
    world.store.shares.change(ended(), (now) => ({ ...now, state: 'revoked', end, ...changes }))
  await over({ end: end && { ...end, reason: 'manual' } })
  expect(await told()).toEqual([])
  await over({ end: end && { ...end, reason: 'limit' }, terms: { ...share.terms, limit: 9 } })
  expect(await told()).toEqual([])
})

it.each([
  ['live', aShare({ terms: { exact: true } })],
  ['suspended', aRevokedShare({ end: { reason: 'blind', decidedAt: NOW } })],
])('nobody comes too late for what is %s', async (_, share) => {
  await world.store.shares.create(upToDate(share))
  await come()
  expect(world.asked).toEqual([])
})
