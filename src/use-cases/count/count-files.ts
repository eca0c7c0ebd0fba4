import { fileTargeted, mayConcern, ourTimeOf, type SeenEvent } from '../../domain/downloads.ts'
import type { AuditEvent } from '../../domain/portal-facts.ts'
import { isExact } from '../../domain/share.ts'
import { groupedBy } from '../grouped-by.ts'
import { type CountDeps, countDownloads, isOfItsTime, SHOWN_AFTER_MS } from './count-downloads.ts'
import type { Counted, createCountedEvents } from './counted-events.ts'

/** How many files are counted side by side. */
const AT_A_TIME = 50

/** For whom a reading is counted. `outageSince`: downloads were not seen since then; null: they were. */
interface Reading {
  teams: readonly string[]
  outageSince: number | null
  fail: (error: unknown) => void
}

/** Counts events for all shares of all workspaces. Files that nobody shared cost one question together. */
export const countFiles = (
  deps: CountDeps & { countedEvents: Pick<ReturnType<typeof createCountedEvents>, 'isCounted'> },
) => {
  const { shares, countedEvents } = deps
  const count = countDownloads(deps)

  const countFile = async (
    { team, fileId, found }: { team: string; fileId: string; found: readonly SeenEvent[] },
    { outageSince, fail }: Reading,
  ): Promise<Counted[]> => {
    const oldest = found.reduce((least, event) => Math.min(least, ourTimeOf(event)), Number.POSITIVE_INFINITY)
    // What ended before has none of these events. Of a file that is shared often there are very many.
    const refs = await shares.refsOfFile(team, fileId, oldest - SHOWN_AFTER_MS)
    const done: Counted[] = []
    for (const ref of refs) {
      const left = found.filter(({ id }) => !countedEvents.isCounted(ref, id))
      if (left.length === 0) continue
      const share = await shares.get(ref)
      if (share === null) continue
      const events = left.filter((event) => isOfItsTime(event, share))
      if (events.length === 0 && !isExact(share)) continue
      const isDone = await count(share, events, outageSince).catch(fail)
      // Once that extension is on record, what is after its end now is of its life, and is counted anew.
      if (isDone === true && share.extending === null)
        done.push({ share: ref, events: events.map(({ id }) => id) })
    }
    return done
  }

  /** `seen`: makes an event one that is seen now. A file that fails must not keep the others from being counted. */
  return async (
    trail: readonly AuditEvent[],
    seen: (event: AuditEvent) => SeenEvent,
    reading: Reading,
  ): Promise<Counted[]> => {
    const byFile = groupedBy(trail, fileTargeted)
    const names = [...byFile.keys()]
    const shared = await Promise.all(
      reading.teams.map(async (team) =>
        (await shares.filesWithShares(team, names)).map((fileId) => ({ team, fileId })),
      ),
    )
    const files = shared.flat()
    const done: Counted[] = []
    while (files.length > 0) {
      const some = files.splice(0, AT_A_TIME).map(async ({ team, fileId }) => {
        const found = (byFile.get(fileId) ?? []).filter(mayConcern).map(seen)
        if (found.length > 0) done.push(...(await countFile({ team, fileId, found }, reading)))
      })
      for (const result of await Promise.allSettled(some)) {
        if (result.status === 'rejected') reading.fail(result.reason)
      }
    }
    return done
  }
}
