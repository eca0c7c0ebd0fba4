import type { ShareRef } from '../../domain/share.ts'
import type { CountMarks } from '../audit-ports.ts'
import { groupedBy } from '../grouped-by.ts'

/** What was counted of one share, so that it need not be counted again. */
export interface Counted {
  share: ShareRef
  events: readonly number[]
}

/** Events that are remembered: some MiB. */
const MOST = 20_000

/**
 * Which events of which share this process has counted, so that they are not looked up again in every reading of the overlap.
 * It only spares work, and is believed as long as Redis has the mark that was written after them: where Redis has lost its last
 * writes, it has lost the mark too, and all is looked up anew.
 */
export const createCountedEvents = (marks: CountMarks) => {
  const teams = new Map<string, { mark: string | null; shares: Map<string, Set<number>> }>()
  let held = 0

  const forget = (team: string): void => {
    for (const ids of teams.get(team)?.shares.values() ?? []) held -= ids.size
    teams.delete(team)
  }

  return {
    /** Forgets what may not be true any more. To be called before each reading is counted. */
    check: async (team: string): Promise<void> => {
      const known = teams.get(team)
      if (known !== undefined && (known.mark === null || (await marks.read(team)) !== known.mark))
        forget(team)
    },
    isCounted: ({ team, id }: ShareRef, eventId: number): boolean =>
      teams.get(team)?.shares.get(id)?.has(eventId) === true,
    /** Once all of it is in Redis. */
    add: async (counted: readonly Counted[]): Promise<void> => {
      if (held > MOST) for (const team of [...teams.keys()]) forget(team)
      for (const [team, some] of groupedBy(counted, ({ share }) => share.team)) {
        const known = teams.get(team) ?? { mark: null, shares: new Map<string, Set<number>>() }
        teams.set(team, known)
        // Not believed while it is being written.
        known.mark = null
        for (const { share, events } of some) {
          const ids = known.shares.get(share.id) ?? new Set<number>()
          held -= ids.size
          for (const event of events) ids.add(event)
          held += ids.size
          known.shares.set(share.id, ids)
        }
        known.mark = await marks.write(team)
      }
    },
  }
}
