import type { Outcome } from '../../domain/answer.ts'
import { announceExtension } from '../../domain/share-extension.ts'
import { endShare } from '../end/end-share.ts'
import type { Directory, Jobs, Shares } from '../ports.ts'
import type { Recorder } from '../record-ports.ts'
import { isAdmin } from '../rights/is-admin.ts'
import { type FindOutgrownDeps, findOutgrown, type OutgrownLink } from './find-outgrown.ts'

export interface AnswerOutgrownDeps extends FindOutgrownDeps {
  shares: Shares
  jobs: Jobs
  record: Recorder
  directory: Pick<Directory, 'person'>
  adminUsers: readonly string[]
}

interface Answered {
  team: string
  userId: string
  reference: string
}

const ADMINS_ONLY: Outcome = { ok: false, refusal: { reason: 'admins-only', to: 'apply-rules' } }

/**
 * An admin has the rules of today hold for links that were made under others: each is shortened, by a job of its own, or ends; or
 * leaves them as they are. Which, and whether they may, is asked anew: a button's value authorises nothing. Safe to repeat. Throws
 * `SlackError`, `PortalError`.
 */
export const answerOutgrown = (deps: AnswerOutgrownDeps) => {
  const { shares, jobs, now } = deps
  const mayAnswer = isAdmin(deps)
  const find = findOutgrown(deps)
  const end = endShare(deps)

  const apply = async ({ share, becomes }: OutgrownLink, by: string, reference: string): Promise<void> => {
    if (becomes.kind === 'end') {
      await end(share, { ruledOut: { by } })
      return
    }
    const { expiresAt, limit } = becomes
    const asked = { expiresAt, limit, by, askedAt: now(), reference, byRule: true } as const
    const { changed } = await shares.change(share, (current) =>
      current.state === 'active' ? announceExtension(current, asked, null) : null,
    )
    if (changed) await jobs.extend(share, 'later')
  }

  return {
    apply: async ({ team, userId, reference }: Answered): Promise<Outcome> => {
      if (!(await mayAnswer(team, userId))) return ADMINS_ONLY
      const found = await find(team)
      for (const one of found) await apply(one, userId, reference)
      const ended = found.filter(({ becomes }) => becomes.kind === 'end').length
      const shortened = found.length - ended
      return { ok: true, answer: { kind: 'rules-applied', ended, shortened, by: userId, replace: true } }
    },

    keep: async ({ team, userId, reference }: Answered): Promise<Outcome> => {
      if (!(await mayAnswer(team, userId))) return ADMINS_ONLY
      await deps.record.write(team, reference, { kind: 'kept', actor: userId, result: 'rules' })
      return { ok: true, answer: { kind: 'outgrown-kept', by: userId, replace: true } }
    },
  }
}
