import type { AuditEvent } from '../domain/portal-facts.ts'
import { newestOf, readFrom } from '../domain/sweep-plan.ts'
import type { AuditCursor } from './audit-ports.ts'
import { type CountDeps, countDownloads } from './count-downloads.ts'
import type { Log } from './ports.ts'

/** Files whose events are counted side by side. */
const AT_A_TIME = 50

export interface SweepDeps extends CountDeps {
  cursor: AuditCursor
  log: Log
}

const byFile = (trail: readonly AuditEvent[]): Map<string, AuditEvent[]> => {
  const files = new Map<string, AuditEvent[]>()
  for (const event of trail) {
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
  const count = countDownloads(deps)

  return async (): Promise<{ events: number }> => {
    const teams = await deps.shares.teams()
    // Kept before the first read: if that fails, or nothing happens for a while, no event is skipped.
    await deps.cursor.start(deps.now())
    const { newestSeenAt } = await deps.cursor.read()
    const failures: unknown[] = []
    const trail = await deps.portal.downloadsSince(readFrom(newestSeenAt, deps.overlapMs, deps.now()))
    const countFile = async ([fileId, events]: [string, AuditEvent[]]): Promise<void> => {
      for (const team of teams) {
        for (const share of await deps.shares.ofFile(team, fileId)) {
          // One file that cannot be looked at must not keep the others from being counted.
          await count(share, events).catch((error: unknown) => failures.push(error))
        }
      }
    }
    const files = [...byFile(trail)]
    while (files.length > 0) await Promise.all(files.splice(0, AT_A_TIME).map(countFile))
    if (failures.length > 0) throw failures[0]
    // A date in the future would blind us to everything before it: the cursor never passes our own clock.
    const newest = newestOf(trail, newestSeenAt)
    const sweptAt = deps.now()
    await deps.cursor.advance({
      newestSeenAt: newest === null ? null : Math.min(newest, sweptAt),
      sweptAt,
      skewMs: deps.portal.clockSkewMs(),
    })
    return { events: trail.length }
  }
}
