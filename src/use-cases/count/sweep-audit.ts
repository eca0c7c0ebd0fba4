import { type Clocks, skewOfEvent } from '../../domain/clock-skew.ts'
import { fileTargeted, mayConcern, ourTimeOf, type SeenEvent } from '../../domain/downloads.ts'
import type { AuditEvent } from '../../domain/portal-facts.ts'
import { isWholeDue, newestAfter, readBrieflyFrom, readFrom } from '../../domain/sweep-plan.ts'
import type { AuditCursor, Outages } from '../audit-ports.ts'
import { groupedBy } from '../grouped-by.ts'
import type { Log } from '../ports.ts'
import { type CountDeps, countDownloads, SHOWN_AFTER_MS } from './count-downloads.ts'

/** How many files are counted side by side. */
const AT_A_TIME = 50

export interface SweepDeps extends CountDeps {
  cursor: AuditCursor
  outages: Pick<Outages, 'read' | 'noteCount'>
  log: Log
}

/** What a sweep has read. */
export interface Swept {
  /** How many events. */
  events: number
  trail: readonly SeenEvent[]
  /** The portal's clock minus ours; 0: they agree. */
  skewMs: number
}

/** Reads one kind of events since then, by the portal's clock. */
type Reading = (fromAt: number) => Promise<AuditEvent[]>

/**
 * One pass over the portal's audit trail, for all shares of all workspaces at once. The cursor moves last: a
 * crash repeats work and never skips it.
 */
export const sweepAudit = (deps: SweepDeps) => {
  const { portal, shares, cursor, outages, now, overlapMs } = deps
  const count = countDownloads(deps)

  /** Where to read from. Stored before the first reading, so that no event is skipped if that fails. */
  const place = async () => {
    const { newestSeenAt, sweptAt, skewMs, whole } = await cursor.read()
    if (newestSeenAt !== null) return { newestSeenAt, sweptAt, skewMs, whole }
    // By our clock. How much the portal's clock differs is known after the first reading.
    const at = now()
    await cursor.start(at)
    return { newestSeenAt: at, sweptAt, skewMs, whole }
  }

  return async (): Promise<Swept> => {
    const teams = await shares.teams()
    const before = await place()
    const outage = await outages.read()
    const outageSince = outage?.summary === null ? outage.since : null
    const begunAt = now()
    const isWhole = isWholeDue(before.whole, begunAt)
    const begin = isWhole ? readFrom : readBrieflyFrom
    const since = () => begin(before, portal.clockSkewMs(), overlapMs)
    const failures: unknown[] = []
    const fail = (error: unknown): void => void failures.push(error)

    const readKind = async (read: Reading): Promise<SeenEvent[]> => {
      const asked = since()
      const events = await read(asked)
      // The answer may have shown that the portal's clock is behind ours, or was set back.
      const all = since() < asked ? await read(since()) : events
      const seenAt = now()
      const { skewMs: skewBeforeMs, sweptAt: readBefore } = before
      const clocks: Clocks = { skewMs: portal.clockSkewMs(), skewBeforeMs, readBefore, readAt: seenAt }
      return all.map((event) => ({ ...event, skewMs: skewOfEvent(event.at, clocks, overlapMs), seenAt }))
    }

    const countFile = async ([fileId, found]: [string, SeenEvent[]]): Promise<void> => {
      const oldest = found.reduce(
        (least, event) => Math.min(least, ourTimeOf(event)),
        Number.POSITIVE_INFINITY,
      )
      // What ended before has none of these events. Of a file that is shared often there are very many.
      const since = oldest - SHOWN_AFTER_MS
      for (const team of teams) {
        for (const share of await shares.ofFile(team, fileId, since))
          await count(share, found, outageSince).catch(fail)
      }
    }

    /** Counts one kind as soon as it was read, whether the other could be read or not. */
    const countKind = async (read: Reading): Promise<SeenEvent[]> => {
      const trail = await readKind(read)
      const files = [...groupedBy(trail.filter(mayConcern), fileTargeted)]
      // A file that fails must not keep the others from being counted.
      while (files.length > 0)
        await Promise.all(files.splice(0, AT_A_TIME).map((file) => countFile(file).catch(fail)))
      return trail
    }
    const kinds = await Promise.all(
      [portal.downloadsSince, portal.viewsSince].map((read) =>
        countKind(read).catch((error: unknown) => {
          fail(error)
          return []
        }),
      ),
    )
    const trail = kinds.flat()
    if (failures.length > 0) throw failures[0]
    const sweptAt = now()
    const skewMs = portal.clockSkewMs()
    // Not past the beginning of the reading: of what happened since, perhaps only one kind was read.
    const newestSeenAt = newestAfter(before.newestSeenAt, trail, begunAt + skewMs)
    await cursor.advance(
      isWhole
        ? { newestSeenAt, sweptAt, skewMs, whole: { at: begunAt, rows: trail.length } }
        : { newestSeenAt: null, sweptAt, skewMs },
    )
    return { events: trail.length, trail, skewMs }
  }
}
