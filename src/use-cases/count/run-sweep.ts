import type { paceSweeps } from './pace-sweeps.ts'
import type { sweepAudit } from './sweep-audit.ts'

/** What goes with every look at the audit trail. */
interface LookSteps {
  /** Has what follows from it done, by a job of its own, where the look has turned whether downloads are seen (`atTurns`). */
  atTurns(look: () => Promise<void>): Promise<void>
  /** Redraws the Homes of admins where they would say something else of the trail now (`watchHealth`). */
  lookAtHealth(): Promise<void>
}

/** What a sweep is made of; the use cases that each is done by are named in brackets. */
export interface SweepSteps extends LookSteps {
  pace: ReturnType<typeof paceSweeps>
  /** Notes that the app was away for so long that this reading has much to tell (`followAuditStatus`). */
  noteAbsence(): Promise<void>
  /** Does a reading, and keeps what it says of whether downloads are seen (`watchAuditStatus`). */
  reading<T>(read: () => Promise<T>): Promise<T>
  /** Reads the trail, counts every share's downloads, ends what has reached its limit. */
  sweepAudit: ReturnType<typeof sweepAudit>
  /** Deletes old history (`purgeHistory`). */
  purge(): Promise<void>
}

/** A look that failed may have turned something as well. */
const looking =
  ({ atTurns, lookAtHealth }: LookSteps) =>
  (look: () => Promise<void>): Promise<void> =>
    atTurns(look).finally(lookAtHealth)

/**
 * A sweep from its first step to its last. One that fails ends the sweep, and the next one begins anew. `routine`: a tick of
 * the schedule; what was asked for is never skipped.
 */
export const runSweep = (steps: SweepSteps) => {
  const { pace, noteAbsence, reading, sweepAudit, purge } = steps
  const look = looking(steps)

  return async (routine: boolean): Promise<void> => {
    await look(async () => {
      if (routine && (await pace.isSkipped())) return
      await noteAbsence()
      const { trail } = await reading(sweepAudit)
      await pace.planNext(trail)
    })
    await purge()
  }
}

export interface ProbeSteps extends LookSteps {
  /** Asks whether the trail can be read at all, where it is time to (`watchAuditStatus`). */
  probe(routine: boolean): Promise<void>
}

/** A probe of the audit trail; it has its turns with the sweeps. */
export const runProbe = (steps: ProbeSteps) => {
  const look = looking(steps)
  return (routine: boolean): Promise<void> => look(() => steps.probe(routine))
}
