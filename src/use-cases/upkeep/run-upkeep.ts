import { allInTurn } from '../all-in-turn.ts'

/** What the upkeep is made of; the use cases that each is done by are named in brackets. */
export interface UpkeepSteps {
  /** Queues again what a crash has lost, and ends shares whose time is over (`reconcileShares`). */
  reconcileShares(): Promise<void>
  /** Goes on with a trial of the counting whose job was lost (`runCanary`). */
  remindCanary(): Promise<void>
  /** Counts downloads as not seen where nothing was read well for too long (`watchAuditStatus`). */
  listen(): Promise<void>
  /** Redraws the Homes of admins where they would say something else of the trail now (`watchHealth`). */
  lookAtHealth(): Promise<void>
  /** Warns, suspends and resumes, and tells the end of it, as downloads are seen or not (`followAuditStatus`). */
  followAuditStatus(): Promise<void>
}

/**
 * What is seen to every ten seconds, each step whatever becomes of those before it. Whether downloads are seen is looked at
 * here too: a sweep that hangs looks at nothing.
 */
export const runUpkeep =
  ({ reconcileShares, remindCanary, listen, lookAtHealth, followAuditStatus }: UpkeepSteps) =>
  (): Promise<void> =>
    allInTurn([reconcileShares, remindCanary, listen, lookAtHealth, followAuditStatus])
