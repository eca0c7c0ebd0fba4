import { nextSweepMs, skipsTick } from '../../domain/pace.ts'
import type { AuditEvent } from '../../domain/portal-facts.ts'
import { restAfterMs } from '../../domain/sweep-plan.ts'
import type { AuditCursor, ExpectedDownloads } from '../audit-ports.ts'
import type { Jobs, Now, ShareCounts, Shares } from '../ports.ts'

export interface PaceDeps {
  shares: Pick<Shares, 'teams' | 'counts'>
  cursor: Pick<AuditCursor, 'read'>
  expectedDownloads: ExpectedDownloads
  jobs: Pick<Jobs, 'sweep'>
  now: Now
  auditIntervalMs: number
}

/**
 * The pace of the sweeps: slower while no share is live, faster while one is a single download from its limit, or while
 * a download that the webhook reported is not in the trail yet. After a failed sweep only the schedule counts: a portal
 * that is busy or down is not asked more often.
 */
export const paceSweeps = (deps: PaceDeps) => {
  const { shares, cursor, expectedDownloads, jobs, now, auditIntervalMs } = deps

  const some = async (is: (counts: ShareCounts) => boolean): Promise<boolean> => {
    for (const team of await shares.teams()) if (is(await shares.counts(team))) return true
    return false
  }

  return {
    /** Whether a tick of the schedule may pass without a reading. */
    isSkipped: async (): Promise<boolean> => {
      const { sweptAt } = await cursor.read()
      const isAnythingLive = await some(({ live, suspended }) => live + suspended > 0)
      return skipsTick({ isAnythingLive, sweptAt }, now(), auditIntervalMs)
    },
    /** After a good reading: queues the next one where it is due before the schedule's. */
    planNext: async (trail: readonly AuditEvent[]): Promise<void> => {
      const facts = {
        trail,
        expectedDownloads: await expectedDownloads.all(),
        isSomeNearLimit: await some(({ nearLimit }) => nearLimit > 0),
      }
      const afterMs = nextSweepMs(facts, now(), auditIntervalMs)
      if (afterMs !== null) await jobs.sweep(Math.max(afterMs, restAfterMs(trail)), 'pace')
    },
  }
}
