import type { Outcome } from '../../domain/answer.ts'
import { type LinkScope, scopeLine } from '../../domain/link-scope.ts'
import { takenOver } from '../../domain/taken-over.ts'
import { type FindScopedDeps, findScopedLinks } from '../admin/find-scoped-links.ts'
import type { UnattendedRecords } from '../admin-ports.ts'
import { eachShare } from '../each-share.ts'
import type { Directory, Jobs, Shares } from '../ports.ts'
import type { Recorder } from '../record-ports.ts'
import { isAdmin } from '../rights/is-admin.ts'

export interface AnswerUnattendedDeps extends FindScopedDeps {
  shares: Pick<Shares, 'get' | 'liveRefs' | 'suspended' | 'change'>
  directory: Pick<Directory, 'person'>
  adminUsers: readonly string[]
  jobs: Pick<Jobs, 'tell'>
  unattended: UnattendedRecords
  record: Recorder
}

interface Answered {
  team: string
  userId: string
  scope: LinkScope
  reference: string
}

const ADMINS_ONLY: Outcome = { ok: false, refusal: { reason: 'admins-only', to: 'see-to' } }

/**
 * An admin answers the question about links that nobody sees to: takes them over, or lets them live on. *End all* is `revokeAll`.
 * Safe to repeat. Throws `SlackError`.
 */
export const answerUnattended = (deps: AnswerUnattendedDeps) => {
  const mayAnswer = isAdmin(deps)
  const find = findScopedLinks(deps)

  return {
    takeOver: async ({ team, userId, scope }: Answered): Promise<Outcome> => {
      if (!(await mayAnswer(team, userId))) return ADMINS_ONLY
      const { name } = await deps.directory.person(team, userId)
      const { ids } = await find(team, scope, deps.now())
      const refs = ids.map((id) => ({ team, id }))
      await eachShare(deps.shares, refs, async (ref) => {
        const { changed, share } = await deps.shares.change(ref, (one) =>
          takenOver(one, { id: userId, name }),
        )
        if (changed && share !== null) await deps.jobs.tell(share)
      })
      await deps.unattended.forget(team, scopeLine(scope))
      return {
        ok: true,
        answer: { kind: 'taken-over', of: scope, by: userId, total: ids.length, replace: true },
      }
    },

    keep: async ({ team, userId, scope, reference }: Answered): Promise<Outcome> => {
      if (!(await mayAnswer(team, userId))) return ADMINS_ONLY
      const result = `unattended: ${scopeLine(scope)}`
      await deps.record.write(team, reference, { kind: 'kept', actor: userId, result })
      return { ok: true, answer: { kind: 'left-alone', of: scope, by: userId, replace: true } }
    },
  }
}
