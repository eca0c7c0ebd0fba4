import { auditHealth, healthFingerprintOf } from '../../domain/audit-health.ts'
import { slowestSweepMs } from '../../domain/pace.ts'
import type { AuditCursor, SightStore } from '../audit-ports.ts'
import type { Now } from '../ports.ts'
import { type DrawHomesDeps, drawAdminHomes } from '../show/draw-admin-homes.ts'

export interface HealthDeps extends DrawHomesDeps {
  cursor: AuditCursor
  sight: Pick<SightStore, 'read'>
  auditIntervalMs: number
  now: Now
}

/**
 * Draws the Homes of admins anew when what they say of the audit trail turns. Cheap while nothing changes;
 * what was seen is kept last, so that a crash repeats the drawing.
 */
export const watchHealth = (deps: HealthDeps) => {
  const { cursor, sight, auditIntervalMs, now } = deps
  const drawHomes = drawAdminHomes(deps)
  return async (): Promise<void> => {
    const { seen, ...read } = await cursor.read()
    const fingerprint = healthFingerprintOf(
      auditHealth(await sight.read(), read, now(), slowestSweepMs(auditIntervalMs)),
    )
    if (fingerprint === seen) return
    await drawHomes()
    await cursor.see(fingerprint)
  }
}
