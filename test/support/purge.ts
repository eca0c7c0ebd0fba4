import type { PurgePlace } from '../../src/use-cases/ports.ts'
import { purgeHistory } from '../../src/use-cases/upkeep/purge-history.ts'
import type { TestWorld } from './test-world.ts'

/** Purges history from its first step to its last; gives where it went on. */
export const purgeAll = async (world: TestWorld, historyMs: number): Promise<PurgePlace[]> => {
  const places: PurgePlace[] = []
  const jobs = { purge: async (place: PurgePlace) => void places.push(place) }
  const { shares, record } = world.store
  const purge = purgeHistory({ shares, record, jobs, now: world.clock.now, historyMs })
  await purge(null)
  for (let done = 0; done < places.length; done += 1) await purge(places[done] ?? null)
  return places
}
