import { afterEach, beforeEach, expect, inject, it } from 'vitest'
import type { ShareLink } from '../../../../src/domain/share.ts'
import type { LimitReached } from '../../../../src/domain/share-state.ts'
import { noteBound, usualBound } from '../../../../src/use-cases/count/usual-bound.ts'
import { revokeLink } from '../../../../src/use-cases/end/revoke-link.ts'
import { aShare, DAY, NOW, SECOND } from '../../../support/builders.ts'
import { createTestWorld, type TestWorld } from '../../../support/test-world.ts'

let world: TestWorld
beforeEach(() => {
  world = createTestWorld(inject('redisSocket'))
})
afterEach(() => world.close())

const REACHED: LimitReached = { at: NOW - 5 * SECOND, skewMs: 0, seenAt: NOW - SECOND }
const ending = (reason: 'limit' | 'manual' = 'limit'): ShareLink =>
  aShare({
    state: 'revoking',
    downloads: 4,
    end: { reason, limitReached: REACHED, decidedAt: NOW - SECOND },
  })
const usual = () => usualBound({ bounds: world.store.bounds, now: world.clock.now })

it('is kept when the link is seen to be gone, and shown from then on', async () => {
  await world.store.shares.create(ending())
  expect(await usual()).toBeNull()
  await revokeLink(world.shared)(ending())
  expect(await usual()).toEqual({ count: 1, p50: 5_000, p95: 5_000, max: 5_000 })
  // The same job once more, as after a crash.
  await revokeLink(world.shared)(ending())
  expect(await usual()).toMatchObject({ count: 1 })
})

it('is kept before anybody is told, so that a crash in between loses nothing', async () => {
  await world.store.shares.create(ending())
  const jobs = {
    ...world.jobs,
    tell: async () => {
      throw new Error('killed')
    },
  }
  await expect(revokeLink({ ...world.shared, jobs })(ending())).rejects.toThrow('killed')
  expect(await usual()).toMatchObject({ count: 1 })
})

it('that a crash has kept from being kept is kept by the next run', async () => {
  await world.store.shares.create(ending())
  const bounds = {
    ...world.store.bounds,
    note: async () => {
      throw new Error('killed')
    },
  }
  await expect(revokeLink({ ...world.shared, bounds })(ending())).rejects.toThrow('killed')
  expect((await world.store.shares.get(ending()))?.state).toBe('revoked')
  await revokeLink(world.shared)(ending())
  expect(await usual()).toMatchObject({ count: 1, max: 5_000 })
})

it('is none of an end for another reason', async () => {
  await world.store.shares.create(ending('manual'))
  await revokeLink(world.shared)(ending('manual'))
  expect(await usual()).toBeNull()
})

it('is corrected when an earlier download turns out to be the one that reached it', async () => {
  await world.store.shares.create(ending())
  await revokeLink(world.shared)(ending())
  const ended = await world.store.shares.get(ending())
  if (ended?.end == null) throw new Error('not ended')
  const corrected = { ...ended, end: { ...ended.end, limitReached: { ...REACHED, at: NOW - 9 * SECOND } } }
  await noteBound(world.store.bounds)(corrected)
  expect(await usual()).toEqual({ count: 1, p50: 9_000, p95: 9_000, max: 9_000 })
})

it('is of the last 30 days', async () => {
  await world.store.shares.create(ending())
  await revokeLink(world.shared)(ending())
  world.clock.advance(30 * DAY - SECOND)
  expect(await usual()).toMatchObject({ count: 1 })
  world.clock.advance(2 * SECOND)
  expect(await usual()).toBeNull()
})
