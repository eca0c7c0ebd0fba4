import type { paceSweeps } from './pace-sweeps.ts'
import type { sweepAudit } from './sweep-audit.ts'

/** The steps around every look at the audit trail. */
interface LookSteps {
  /** Does a look. If that changes whether downloads are seen, a job of its own does what follows (`atTurns`). */
  atTurns(look: () => Promise<void>): Promise<void>
  /** Redraws the Homes of admins where what they say of the trail has changed (`watchHealth`). */
  lookAtHealth(): Promise<void>
}

/** The steps of a sweep. The use case behind each stands in brackets. */
export interface SweepSteps extends LookSteps {
  pace: ReturnType<typeof paceSweeps>
  /** Notes where the app was away for long, since this reading may find much (`followAuditStatus`). */
  noteAbsence(): Promise<void>
  /** Does a reading, and notes whether it shows that downloads are seen (`watchAuditStatus`). */
  reading<T>(read: () => Promise<T>): Promise<T>
  /** Reads the trail, counts every share's downloads, ends what has reached its limit. */
  sweepAudit: ReturnType<typeof sweepAudit>
}

/** The steps after a look are done when it failed too, which may change as much. */
const looking =
  ({ atTurns, lookAtHealth }: LookSteps) =>
  (look: () => Promise<void>): Promise<void> =>
    atTurns(look).finally(lookAtHealth)

/**
 * A sweep from its first step to its last. A step that fails ends it; the next sweep begins anew. `routine`: a tick of
 * the schedule, which may be skipped; a sweep that was asked for never is.
 */
export const runSweep = (steps: SweepSteps) => {
  const { pace, noteAbsence, reading, sweepAudit } = steps
  const look = looking(steps)

  return (routine: boolean): Promise<void> =>
    look(async () => {
      if (routine && (await pace.isSkipped())) return
      await noteAbsence()
      const { trail } = await reading(sweepAudit)
      await pace.planNext(trail)
    })
}

export interface ProbeSteps extends LookSteps {
  /** Asks whether the trail can be read at all, when that is due (`watchAuditStatus`). */
  probe(routine: boolean): Promise<void>
}

/** A probe of the audit trail. Probes and sweeps take turns in one queue. */
export const runProbe = (steps: ProbeSteps) => {
  const look = looking(steps)
  return (routine: boolean): Promise<void> => look(() => steps.probe(routine))
}
