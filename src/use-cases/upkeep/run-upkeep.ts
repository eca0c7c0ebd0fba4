import { allInTurn } from '../all-in-turn.ts'

/** The steps of the upkeep. The use case behind each stands in brackets. */
export interface UpkeepSteps {
  /** Finds what happened after the moment from which the records are, where a backup was put back (`findLostTime`). */
  findLostTime(): Promise<void>
  /** Queues again what a crash has lost, and ends shares whose time is over (`reconcileShares`). */
  reconcileShares(): Promise<void>
  /** Queues the ends and warnings whose moment has come near (`queueNear`). */
  queueNear(): Promise<void>
  /** Goes on with a trial of the counting whose job was lost (`runCanary`). */
  remindCanary(): Promise<void>
  /** Notes that downloads are not seen when no reading went well for too long (`watchAuditStatus`). */
  listen(): Promise<void>
  /** Redraws the Homes of admins where what they say of the trail has changed (`watchHealth`). */
  lookAtHealth(): Promise<void>
  /** Warns, suspends and resumes, and tells the end of it, as downloads are seen or not (`followAuditStatus`). */
  followAuditStatus(): Promise<void>
  /** Ends the links of workspaces that have the app no longer (`endRemovedTeams`). */
  endRemovedTeams(): Promise<void>
  /** Tells admins what became of links whose records were lost (`tellRestore`). */
  tellRestore(): Promise<void>
}

/**
 * What is done every ten seconds. Each step runs even if the ones before it fail. Whether downloads are seen is checked
 * here too, since a sweep that hangs checks nothing.
 */
export const runUpkeep = (steps: UpkeepSteps) => (): Promise<void> =>
  allInTurn([
    steps.findLostTime,
    steps.reconcileShares,
    steps.queueNear,
    steps.remindCanary,
    steps.listen,
    steps.lookAtHealth,
    steps.followAuditStatus,
    steps.endRemovedTeams,
    steps.tellRestore,
  ])
