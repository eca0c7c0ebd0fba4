import { causeOf } from '../../domain/audit-health.ts'
import { afterReading, afterSilence, isProbeDue, type Look, needsProbe } from '../../domain/audit-status.ts'
import { PortalError } from '../../domain/portal-error.ts'
import { type ProbeDeps, probeAudit, tellTurn } from './probe-audit.ts'

export interface WatchAuditStatusDeps extends ProbeDeps {
  blindAfterMs: number
  slowestSweepMs: number
}

/**
 * Keeps account of whether downloads are seen. Probes and readings share a queue in which one runs at a time; looks from
 * elsewhere (before a share is made, the clock) are let in by the store, which writes only what was decided on its newest.
 */
export const watchAuditStatus = (deps: WatchAuditStatusDeps) => {
  const { cursor, auditStatus, now, log, blindAfterMs, slowestSweepMs } = deps
  const probe = probeAudit(deps)

  /** Blind when nothing was read well for `BLIND_AFTER`. Looked at every ten seconds, since a reading may hang as well. */
  const listen = async (triedAt: number): Promise<void> => {
    const { sweptAt, newestSeenAt } = await cursor.read()
    // As long as nothing was read well, it holds when reading was first tried.
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
    /** A reading of the trail, as it is; what came of it is kept, and what went wrong thrown on. */
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
