import type { Outcome } from '../../domain/answer.ts'
import { reportOf } from '../../domain/canary.ts'
import { askForCanary, awaited } from '../../domain/canary-life.ts'
import type { ReplyTo } from '../../domain/reply-to.ts'
import type { Canaries } from '../audit-ports.ts'
import type { Directory, Jobs, Now } from '../ports.ts'
import type { Recorder } from '../record-ports.ts'
import { isAdmin } from '../rights/is-admin.ts'

export interface AskCanaryDeps {
  canaries: Canaries
  record: Recorder
  jobs: Pick<Jobs, 'canary'>
  directory: Pick<Directory, 'person'>
  adminUsers: readonly string[]
  /** The file that is tried where nobody names one; null: there is none. */
  canaryFile: string | null
  newUuid: () => string
  now: Now
}

export interface AskedCanary {
  team: string
  userId: string
  /** Null: the one that is configured. */
  fileId: string | null
  replyTo: ReplyTo | null
  reference: string
}

/**
 * Begins a trial of the counting for an admin, or lets them join the one that is under way: there is one at a time. The
 * outcome comes later. Throws `SlackError`.
 */
export const askCanary = (deps: AskCanaryDeps) => {
  const mayTry = isAdmin(deps)

  return async ({ team, userId, fileId, replyTo, reference }: AskedCanary): Promise<Outcome> => {
    if (!(await mayTry(team, userId))) {
      return { ok: false, refusal: { reason: 'admins-only', to: 'try-counting' } }
    }
    const file = fileId ?? deps.canaryFile
    if (file === null) return { ok: false, refusal: { reason: 'no-canary-file' } }
    const start = {
      fileId: file,
      linkId: deps.newUuid(),
      by: userId,
      waiting: replyTo === null ? [] : [replyTo],
      toWarn: [],
      reference,
      startedAt: deps.now(),
    }
    const { record } = await deps.canaries.change((current) => askForCanary(current, start))
    await deps.record.write(team, reference, { kind: 'tried-counting', actor: userId, file })
    // Queued also when somebody joins: a crash may have come between the record and its job.
    await deps.jobs.canary()
    if (record === null) throw new Error('the trial that was begun is not there')
    const trial = awaited(record)
    const joined = trial.linkId !== start.linkId
    return { ok: true, answer: { kind: 'canary', report: reportOf(trial), joined } }
  }
}
