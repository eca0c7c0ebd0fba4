import { auditHealth, healthFaceOf } from '../domain/audit-health.ts'
import { slowestSweepMs } from '../domain/pace.ts'
import type { AuditCursor, SightStore } from './audit-ports.ts'
import type { HomeViewers, Jobs, Now, Shares } from './ports.ts'

export interface HealthDeps {
  shares: Pick<Shares, 'teams'>
  cursor: AuditCursor
  sight: SightStore
  viewers: HomeViewers
  jobs: Pick<Jobs, 'showHome'>
  auditIntervalMs: number
  now: Now
}

/**
 * Draws the Homes of admins anew when what they say of the audit trail turns. Cheap while nothing changes;
 * what was seen is kept last, so that a crash repeats the drawing.
 */
export const watchHealth =
  ({ shares, cursor, sight, viewers, jobs, auditIntervalMs, now }: HealthDeps) =>
  async (): Promise<void> => {
    const { seen, ...read } = await cursor.read()
    const face = healthFaceOf(auditHealth(await sight.read(), read, now(), slowestSweepMs(auditIntervalMs)))
    if (face === seen) return
    for (const team of await shares.teams()) {
      for (const userId of await viewers.admins(team)) await jobs.showHome(team, userId, 'soon')
    }
    await cursor.see(face)
  }
