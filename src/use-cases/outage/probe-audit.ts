import { type AuditStatus, causeOf } from '../../domain/audit-health.ts'
import { afterProbe, isStale, type Look } from '../../domain/audit-status.ts'
import { PortalError } from '../../domain/portal-error.ts'
import type { AuditCursor, AuditStatusStore } from '../audit-ports.ts'
import type { Jobs, Log, Now, Portal } from '../ports.ts'

export interface ProbeDeps {
  portal: Pick<Portal, 'probeTrail'>
  cursor: Pick<AuditCursor, 'read'>
  auditStatus: AuditStatusStore
  jobs: Pick<Jobs, 'sweep'>
  now: Now
  log: Pick<Log, 'info' | 'warn'>
}

/** Asks whether the audit trail can be read at all, and keeps the result. `error`: why the probe failed. */
export const probeAudit =
  ({ portal, cursor, auditStatus, jobs, now, log }: ProbeDeps) =>
  async (): Promise<{ auditStatus: AuditStatus; error: PortalError | null }> => {
    const askedAt = now()
    const error = await portal.probeTrail().then(
      () => null,
      (thrown: unknown) => {
        if (thrown instanceof PortalError) return thrown
        throw thrown
      },
    )
    const look: Look = error === null ? 'good' : causeOf(error)
    const { sweptAt } = await cursor.read()
    const found = await auditStatus.change((kept) => afterProbe(kept, look, { askedAt, sweptAt, now: now() }))
    tellTurn(log, found.before, found.auditStatus)
    // The trail may be readable again. What happened meanwhile must not wait for the next turn.
    if (look === 'good' && found.auditStatus.state === 'blind') await jobs.sweep(0)
    return { auditStatus: found.auditStatus, error }
  }

export interface FreshAuditStatusDeps extends ProbeDeps {
  /** Whether readings that should have happened did not. */
  isReadingOverdue: () => boolean
}

/**
 * Used before a limit is promised: the status that is known or, where it is old or missing, asked for now. While nobody
 * reads, downloads are not seen, even where the trail can be read.
 */
export const freshAuditStatus = (deps: FreshAuditStatusDeps) => {
  const probe = probeAudit(deps)
  return async (): Promise<AuditStatus> => {
    if (deps.isReadingOverdue()) {
      const { sweptAt } = await deps.cursor.read()
      const since = Math.min(sweptAt ?? deps.now(), deps.now())
      return { state: 'blind', cause: 'outage', since, probedAt: null }
    }
    const known = await deps.auditStatus.read()
    if (!isStale(known, deps.now())) return known
    const { auditStatus, error } = await probe()
    if (error === null || auditStatus.state === 'blind') return auditStatus
    // Nobody knows whether a limit could be kept. An odd answer to the probe is no fault of the file that is shared.
    throw error.retryable ? error : new PortalError('bad-response', error.message, { cause: error })
  }
}

/** One line in the log for each change, for operators. */
export const tellTurn = (
  log: ProbeDeps['log'],
  before: AuditStatus,
  { state, cause, since }: AuditStatus,
): void => {
  if (before.state === state && before.cause === cause) return
  if (state === 'blind') log.warn({ cause, since }, 'the audit trail cannot be read: downloads are not seen')
  else if (before.state === 'blind') log.info({ since: before.since }, 'the audit trail can be read again')
}
