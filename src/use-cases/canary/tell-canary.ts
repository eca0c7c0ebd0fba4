import { type CanaryRecord, type CanaryReport, reportOf } from '../../domain/canary.ts'
import { canaryTold, waiterTold, warningBegun, warningNotTaken } from '../../domain/canary-life.ts'
import { SlackError } from '../../domain/slack-error.ts'
import type { Canaries } from '../audit-ports.ts'
import type { Log, Now, SendAnswer } from '../ports.ts'
import { type DrawHomesDeps, drawAdminHomes } from '../show/draw-admin-homes.ts'

export interface TellCanaryDeps extends DrawHomesDeps {
  canaries: Canaries
  answer: SendAnswer
  /** Tells an admin, or their channel, that the daily trial failed. Throws `SlackError`. */
  warnAdmin: (to: string, report: CanaryReport) => Promise<void>
  /** Where warnings to admins go; null: to each of `adminUsers`. */
  adminChannel: string | null
  adminUsers: readonly string[]
  now: Now
  log: Log
}

/** The pause after Slack did not take a warning. */
const PAUSE_MS = 15_000
/** After this Home is enough to tell it, and the next trial need not wait. */
const GIVE_UP_MS = 60 * 60_000

/**
 * Tells the outcome of a trial: to all who asked for it, rather twice than never; to admins where the daily trial
 * failed, at most once each; and in the Homes of admins. Each call tells one person; the last sets `told`.
 */
export const tellCanary = (deps: TellCanaryDeps) => {
  const { canaries, now } = deps
  const drawHomes = drawAdminHomes(deps)
  const change = (trial: CanaryRecord, decide: (current: CanaryRecord) => CanaryRecord) =>
    canaries.change((current) => (current?.linkId === trial.linkId ? decide(current) : null))

  const warn = async (trial: CanaryRecord, to: string): Promise<void> => {
    await change(trial, (current) => warningBegun(current, to))
    try {
      await deps.warnAdmin(to, reportOf(trial))
    } catch (error) {
      if (!(error instanceof SlackError)) throw error
      const { code, outcome, retryAfterMs } = error
      deps.log.warn({ to, code, outcome }, 'a warning to admins was not taken by Slack')
      if (outcome === 'unknown' || now() - trial.startedAt > GIVE_UP_MS) return
      // Where the channel of the admins is closed to the app, they are told one by one.
      const others = to === deps.adminChannel ? deps.adminUsers : []
      const instead = outcome === 'refused' ? others : [to]
      const goOnAt = outcome === 'refused' ? now() : now() + Math.max(PAUSE_MS, retryAfterMs ?? 0)
      await change(trial, (current) => warningNotTaken(current, instead, goOnAt))
    }
  }

  return async (record: CanaryRecord): Promise<void> => {
    const [waiting] = record.waiting
    if (waiting !== undefined) {
      await deps.answer(waiting, { kind: 'canary', report: reportOf(record), joined: false })
      await change(record, waiterTold)
      return
    }
    const [admin] = record.failed === null ? [] : record.toWarn
    if (admin !== undefined) return warn(record, admin)
    await drawHomes()
    // Somebody who joined meanwhile is told by the next call.
    await change(record, (current) => (current.waiting.length > 0 ? current : canaryTold(current)))
  }
}
