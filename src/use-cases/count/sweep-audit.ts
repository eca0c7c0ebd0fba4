import { type Clocks, skewOfEvent } from '../../domain/clock-skew.ts'
import { mayConcern, type SeenEvent } from '../../domain/downloads.ts'
import type { AuditEvent } from '../../domain/portal-facts.ts'
import { isWholeDue, newestAfter, type Place, readBrieflyFrom, readFrom } from '../../domain/sweep-plan.ts'
import type { AuditCursor } from '../audit-ports.ts'
import type { Log } from '../ports.ts'
import { type CountDeps, countDownloads } from './count-downloads.ts'

/** Files whose events are counted side by side. */
const AT_A_TIME = 50

export interface SweepDeps extends CountDeps {
  cursor: AuditCursor
  log: Log
}

/** What a sweep has read. */
export interface Swept {
  /** How many events. */
  events: number
  trail: readonly SeenEvent[]
  /** The portal's clock less ours; 0: they agree. */
  skewMs: number
}

interface Reading {
  events: AuditEvent[]
  failures: unknown[]
}

const byFile = (trail: readonly SeenEvent[]): Map<string, SeenEvent[]> => {
  const files = new Map<string, SeenEvent[]>()
  for (const event of trail.filter(mayConcern)) {
    const fileId = event.target.join(',')
    const events = files.get(fileId)
    if (events === undefined) files.set(fileId, [event])
    else events.push(event)
  }
  return files
}

/**
 * One pass over the portal's audit trail, for all shares of all workspaces at once. The cursor moves last: a
 * crash repeats work and never skips it.
 */
export const sweepAudit = (deps: SweepDeps) => {
  const { portal, shares, cursor, now, overlapMs } = deps
  const count = countDownloads(deps)

  /** Where reading begins is kept before the first one: if that fails, or nothing happens for a while, no event is skipped. */
  const place = async () => {
    const { newestSeenAt, sweptAt, skewMs, whole } = await cursor.read()
    if (newestSeenAt !== null) return { newestSeenAt, sweptAt, skewMs, whole }
    // By our clock; the first reading tells how far the portal's is from it.
    const at = now()
    await cursor.start(at)
    return { newestSeenAt: at, sweptAt, skewMs, whole }
  }

  /** Both kinds of events; what was read of one is counted though the other could not be read. */
  const readBoth = async (fromAt: number): Promise<Reading> => {
    const kinds = await Promise.allSettled([portal.downloadsSince(fromAt), portal.viewsSince(fromAt)])
    return {
      events: kinds.flatMap((kind) => (kind.status === 'fulfilled' ? kind.value : [])),
      failures: kinds.flatMap((kind) => (kind.status === 'rejected' ? [kind.reason] : [])),
    }
  }

  const read = async (from: Place, isWhole: boolean): Promise<Reading> => {
    const begin = isWhole ? readFrom : readBrieflyFrom
    const since = () => begin(from, portal.clockSkewMs(), overlapMs)
    const asked = since()
    const reading = await readBoth(asked)
    // The answers may have told that the portal's clock is behind ours, or was set back.
    return since() < asked ? readBoth(since()) : reading
  }

  return async (): Promise<Swept> => {
    const teams = await shares.teams()
    const before = await place()
    const begunAt = now()
    const isWhole = isWholeDue(before.whole, begunAt)
    const { events, failures } = await read(before, isWhole)
    const skewMs = portal.clockSkewMs()
    const seenAt = now()
    const clocks: Clocks = { skewMs, skewBeforeMs: before.skewMs, readBefore: before.sweptAt, readAt: seenAt }
    const trail = events.map((event) => ({
      ...event,
      skewMs: skewOfEvent(event.at, clocks, overlapMs),
      seenAt,
    }))
    const fail = (error: unknown): void => void failures.push(error)
    const countFile = async ([fileId, found]: [string, SeenEvent[]]): Promise<void> => {
      for (const team of teams) {
        for (const share of await shares.ofFile(team, fileId)) await count(share, found).catch(fail)
      }
    }
    const files = [...byFile(trail)]
    // One file that cannot be looked at must not keep the others from being counted.
    while (files.length > 0)
      await Promise.all(files.splice(0, AT_A_TIME).map((file) => countFile(file).catch(fail)))
    if (failures.length > 0) throw failures[0]
    const sweptAt = now()
    // Of what happened since the reading began one kind may have been read, and the other not.
    const newestSeenAt = newestAfter(before.newestSeenAt, trail, begunAt + skewMs)
    await cursor.advance(
      isWhole
        ? { newestSeenAt, sweptAt, skewMs, whole: { at: begunAt, rows: events.length } }
        : { newestSeenAt: null, sweptAt, skewMs },
    )
    return { events: trail.length, trail, skewMs }
  }
}
