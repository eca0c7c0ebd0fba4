import type { RestoreReport } from '../../domain/restored.ts'
import { SlackError } from '../../domain/slack-error.ts'
import type { Restores } from '../audit-ports.ts'
import type { Log } from '../ports.ts'

export interface TellRestoreDeps {
  restores: Restores
  /** Tells an admin, or their channel. Throws `SlackError`. */
  sendRestored: (to: string, report: RestoreReport) => Promise<void>
  /** Told in the place of a channel that is closed to the app. */
  adminUsers: readonly string[]
  log: Log
}

/** Tells admins what became of links whose records were lost. Whom Slack does not reach now is told later. */
export const tellRestore =
  ({ restores, sendRestored, adminUsers, log }: TellRestoreDeps) =>
  async (): Promise<void> => {
    const report = await restores.read()
    for (const to of report?.tell ?? []) {
      try {
        if (report !== null) await sendRestored(to, report)
        await restores.told(to, [])
      } catch (error) {
        if (!(error instanceof SlackError)) throw error
        log.warn({ to, code: error.code, outcome: error.outcome }, 'a word to admins was not taken by Slack')
        if (error.outcome === 'refused') await restores.told(to, adminUsers.includes(to) ? [] : adminUsers)
      }
    }
  }
