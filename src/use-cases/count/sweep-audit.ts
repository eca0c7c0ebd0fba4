import { type Clocks, skewOfEvent } from '../../domain/clock-skew.ts'
import type { SeenEvent } from '../../domain/downloads.ts'
import type { AuditEvent } from '../../domain/portal-facts.ts'
import { isWholeDue, newestAfter, readBrieflyFrom, readFrom } from '../../domain/sweep-plan.ts'
import type { AuditCursor, CountMarks, Outages } from '../audit-ports.ts'
import type { Log } from '../ports.ts'
import type { CountDeps } from './count-downloads.ts'
import { countFiles } from './count-files.ts'
import { type Counted, createCountedEvents } from './counted-events.ts'

export interface SweepDeps extends CountDeps {
  cursor: AuditCursor
  outages: Pick<Outages, 'read' | 'noteCount'>
  countMarks: CountMarks
  log: Log
}

/** What a sweep has read. */
export interface Swept {
  /** How many events. */
  events: number
  trail: readonly AuditEvent[]
  /** The portal's clock minus ours; 0: they agree. */
  skewMs: number
}

/** Reads one kind of events since then, by the portal's clock. */
type Reading = (fromAt: number) => Promise<AuditEvent[]>
/** Makes an event of the trail one that is seen now. */
type Seeing = (event: AuditEvent) => SeenEvent

/**
 * One pass over the portal's audit trail, for all shares of all workspaces at once. The cursor moves last: a
 * crash repeats work and never skips it.
 */
export const sweepAudit = (deps: SweepDeps) => {
  const { portal, shares, cursor, outages, now, overlapMs } = deps
  const countedEvents = createCountedEvents(deps.countMarks)
  const count = countFiles({ ...deps, countedEvents })

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
    const counted: Counted[] = []

    const readKind = async (read: Reading): Promise<{ trail: AuditEvent[]; seen: Seeing }> => {
      const asked = since()
      const events = await read(asked)
      // The answer may have shown that the portal's clock is behind ours, or was set back.
      const trail = since() < asked ? await read(since()) : events
      const seenAt = now()
      const { skewMs: skewBeforeMs, sweptAt: readBefore } = before
      const clocks: Clocks = { skewMs: portal.clockSkewMs(), skewBeforeMs, readBefore, readAt: seenAt }
      const seen: Seeing = (event) => ({ ...event, skewMs: skewOfEvent(event.at, clocks, overlapMs), seenAt })
      return { trail, seen }
    }

    /** Counts one kind as soon as it was read, whether the other could be read or not. */
    const countKind = async (read: Reading): Promise<AuditEvent[]> => {
      const { trail, seen } = await readKind(read)
      counted.push(...(await count(trail, seen, { teams, outageSince, fail })))
      return trail
    }
    await Promise.all(teams.map(countedEvents.check))
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
    await countedEvents.add(counted)
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
