import { ownDeletions } from '../../domain/own-deletions.ts'
import type { ChangeEvent } from '../../domain/portal-facts.ts'
import type { SeenChanges } from '../audit-ports.ts'
import { groupedBy } from '../grouped-by.ts'
import type { Now, Portal, Shares } from '../ports.ts'

/** So many files are asked for at a time. */
const AT_A_TIME = 50
/** Shares that ended so long before an event are none of its causes. */
const BEFORE_MS = 60_000

/**
 * Of the changes that are not dealt with yet, those that others made. That we deleted the link of a share that ended is known
 * without the portal, and done with at once: when very many end, their files need no look.
 */
export const othersChanges = ({
  portal,
  shares,
  seenChanges,
  now,
}: {
  portal: Pick<Portal, 'clockSkewMs'>
  shares: Pick<Shares, 'teams' | 'ofFile'>
  seenChanges: Pick<SeenChanges, 'unseen' | 'add'>
  now: Now
}) => {
  const ownOf = async (teams: readonly string[], fileId: string, events: ChangeEvent[]) => {
    const by = { now: now(), skewMs: portal.clockSkewMs() }
    const since = Math.min(...events.map(({ at }) => at)) - by.skewMs - BEFORE_MS
    const found = await Promise.all(teams.map((team) => shares.ofFile(team, fileId, since)))
    return ownDeletions(events, found.flat(), by)
  }

  /** `read`: all that was read, since an end of ours that explains an event which was dealt with explains no other. */
  return async (read: readonly ChangeEvent[]): Promise<ChangeEvent[]> => {
    const unseen = new Set(await seenChanges.unseen([...new Set(read.map(({ id }) => id))]))
    const byFile = [...groupedBy(read, ({ fileId }) => fileId)]
    const files = byFile.filter(([, events]) => events.some(({ id }) => unseen.has(id)))
    if (files.length === 0) return []
    const teams = await shares.teams()
    const own: number[] = []
    while (files.length > 0) {
      const some = files.splice(0, AT_A_TIME)
      const found = await Promise.all(some.map(([fileId, events]) => ownOf(teams, fileId, events)))
      for (const { id } of found.flat()) if (unseen.delete(id)) own.push(id)
    }
    await seenChanges.add(own, now())
    return read.filter(({ id }) => unseen.has(id))
  }
}
