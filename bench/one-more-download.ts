import type { ShareLink } from '../src/domain/share.ts'
import { RUNNING_COUNT } from '../src/use-cases/count/newest-events.ts'
import { HOUR, NOW, SECOND } from '../test/support/builders.ts'
import type { TestWorld } from '../test/support/test-world.ts'
import { downloadsOf, liveShare } from './growing-shares.ts'

/** Reads the trail with one more download in it. */
export const readOneMore = async (world: TestWorld, share: ShareLink, before: number): Promise<void> => {
  world.clock.advance(10 * SECOND)
  const at = world.clock.now() - (world.clock.now() % SECOND) - SECOND
  world.portal.trail.splice(0)
  world.portal.trail.push(
    ...downloadsOf(share, 1, before).map((event) => ({
      ...event,
      at,
      user: 'Anonymous',
      target: [share.file.id],
    })),
  )
  await world.sweep({ runningCount: RUNNING_COUNT })()
}

/** A share without a limit that has so many downloads, the last of which was counted. */
export const shareWith = async (world: TestWorld, count: number): Promise<ShareLink> => {
  const share = { ...liveShare(1), terms: { ...liveShare(1).terms, limit: null } }
  await world.store.shares.create(share)
  const stored = downloadsOf(share, count - 1, 0)
  for (let from = 0; from < count - 1; from += 1_000)
    await world.store.events.add(share, stored.slice(from, from + 1_000))
  await world.store.cursor.start(NOW - HOUR)
  await readOneMore(world, share, count - 1)
  return share
}
