import { type Clocks, skewOfEvent } from '../../domain/clock-skew.ts'
import type { SeenEvent } from '../../domain/downloads.ts'
import type { AuditEvent } from '../../domain/portal-facts.ts'
import {
  BRIEF_MS,
  isWholeDue,
  newestAfter,
  type Place,
  readBrieflyFrom,
  readFrom,
} from '../../domain/sweep-plan.ts'
import { within } from '../../timing/within.ts'
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
  auditIntervalMs: number
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
  const { portal, shares, cursor, outages, now, overlapMs, auditIntervalMs } = deps
  const countedEvents = createCountedEvents(deps.countMarks)
  const count = countFiles({ ...deps, countedEvents })

  /** Where to read from. Stored before the first reading, so that no event is skipped if that fails. */
  const place = async () => {
    const { newestSeenAt, ...read } = await cursor.read()
    if (newestSeenAt !== null) return { ...read, newestSeenAt }
    // By our clock. How much the portal's clock differs is known after the first reading.
    const at = now()
    await cursor.start(at)
    return { ...read, newestSeenAt: at }
  }

  /** Reads from a moment by the portal's clock, which the answer may show to be another one, and counts what is there. */
  const pass = async (before: Place & { skewMs: number }, since: () => number): Promise<AuditEvent[]> => {
    const teams = await shares.teams()
    const outage = await outages.read()
    const outageSince = outage?.summary === null ? outage.since : null
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
    if (failures.length > 0) throw failures[0]
    await countedEvents.add(counted)
    return kinds.flat()
  }

  /**
   * While a reading goes on, as it does after an outage, counts what is downloaded meanwhile. Gives when the last of these began
   * that succeeded. They move no place, so what fails here is read again.
   */
  const keepUp = async (reading: Promise<unknown>, before: Place & { skewMs: number }): Promise<number> => {
    const isOver = reading.then(
      () => true,
      () => true,
    )
    let readTo = now()
    while ((await within(auditIntervalMs, isOver)) === null) {
      const begunAt = now()
      const from = readTo - BRIEF_MS
      const isRead = await pass(before, () => from + portal.clockSkewMs()).then(
        () => true,
        () => false,
      )
      if (isRead) readTo = begunAt
    }
    return readTo
  }

  return async (): Promise<Swept> => {
    const before = await place()
    const begunAt = now()
    const isWhole = isWholeDue(before.whole, begunAt)
    const begin = isWhole ? readFrom : readBrieflyFrom
    const reading = pass(before, () => begin(before, portal.clockSkewMs(), overlapMs))
    const readTo = await keepUp(reading, before)
    const trail = await reading
    const sweptAt = now()
    const skewMs = portal.clockSkewMs()
    // Not past the beginning of the reading: of what happened since, perhaps only one kind was read.
    const newestSeenAt = newestAfter(before.newestSeenAt, trail, begunAt + skewMs)
    await cursor.advance(
      isWhole
        ? { newestSeenAt, sweptAt, readTo, skewMs, whole: { at: begunAt, rows: trail.length } }
        : { newestSeenAt: null, sweptAt, readTo, skewMs },
    )
    return { events: trail.length, trail, skewMs }
  }
}
