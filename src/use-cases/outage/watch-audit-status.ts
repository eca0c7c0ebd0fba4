import { causeOf } from '../../domain/audit-health.ts'
import { afterReading, afterSilence, isProbeDue, type Look, needsProbe } from '../../domain/audit-status.ts'
import { PortalError } from '../../domain/portal-error.ts'
import { type ProbeDeps, probeAudit, tellTurn } from './probe-audit.ts'

export interface WatchAuditStatusDeps extends ProbeDeps {
  blindAfterMs: number
  slowestSweepMs: number
}

/**
 * Keeps the record of whether downloads are seen. Probes and readings share a queue in which one runs at a time. Others
 * (the making of a share, the look every ten seconds) may come in between, since the store writes by compare-and-set.
 */
export const watchAuditStatus = (deps: WatchAuditStatusDeps) => {
  const { cursor, auditStatus, now, log, blindAfterMs, slowestSweepMs } = deps
  const probe = probeAudit(deps)

  /** Blind when nothing was read well for `BLIND_AFTER`. Asked every ten seconds, since a reading may hang. */
  const listen = async (triedAt: number): Promise<void> => {
    const { sweptAt, newestSeenAt } = await cursor.read()
    // Before the first good reading, the time counts from the first try.
    const readAt = sweptAt ?? newestSeenAt
    if (readAt === null) return
    const found = await auditStatus.change((kept) =>
      afterSilence(kept, { readAt, triedAt, now: now(), blindAfterMs, slowestSweepMs }),
    )
    tellTurn(log, found.before, found.auditStatus)
  }

  const note = async (look: Look, begunAt: number): Promise<void> => {
    const found = await auditStatus.change((kept) => afterReading(kept, look, begunAt))
    tellTurn(log, found.before, found.auditStatus)
    if (needsProbe(found.before, look)) await probe()
    if (look !== 'good') await listen(begunAt)
  }

  return {
    listen: () => listen(now()),
    probe: async (routine: boolean): Promise<void> => {
      if (!routine || isProbeDue(await auditStatus.read(), now())) await probe()
    },
    /** Does a reading of the trail and keeps whether it went well. Throws on what went wrong. */
    reading: async <T>(read: () => Promise<T>): Promise<T> => {
      const begunAt = now()
      const result = await read().catch(async (error: unknown) => {
        const look = error instanceof PortalError ? causeOf(error) : 'outage'
        await note(look, begunAt).catch((lost: unknown) => {
          log.warn({ err: lost }, 'what a failed reading says of the audit trail could not be kept')
        })
        throw error
      })
      await note('good', begunAt)
      return result
    },
  }
}
