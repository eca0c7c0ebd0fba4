import { auditHealth, healthFingerprintOf } from '../../domain/audit-health.ts'
import { slowestSweepMs } from '../../domain/pace.ts'
import type { AuditCursor, AuditStatusStore } from '../audit-ports.ts'
import type { Now } from '../ports.ts'
import { type DrawHomesDeps, drawAdminHomes } from '../show/draw-admin-homes.ts'

export interface HealthDeps extends DrawHomesDeps {
  cursor: AuditCursor
  auditStatus: Pick<AuditStatusStore, 'read'>
  auditIntervalMs: number
  now: Now
}

/**
 * Redraws the Homes of admins when what they say of the audit trail changes. Costs little while nothing changes. What
 * was seen is stored last, so that a crash repeats the drawing.
 */
export const watchHealth = (deps: HealthDeps) => {
  const { cursor, auditStatus, auditIntervalMs, now } = deps
  const drawHomes = drawAdminHomes(deps)
  return async (): Promise<void> => {
    const { seen, ...read } = await cursor.read()
    const fingerprint = healthFingerprintOf(
      auditHealth(await auditStatus.read(), read, now(), slowestSweepMs(auditIntervalMs)),
    )
    if (fingerprint === seen) return
    await drawHomes()
    await cursor.see(fingerprint)
  }
}
