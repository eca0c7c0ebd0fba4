import type { Outcome } from '../../domain/answer.ts'
import type { Approvals } from '../approval-ports.ts'
import type { Directory, Jobs, Now } from '../ports.ts'
import { isAdmin } from '../rights/is-admin.ts'
import { approvalLine } from './approval-line.ts'

export interface DecideDeps {
  approvals: Pick<Approvals, 'find' | 'decide'>
  directory: Pick<Directory, 'person'>
  adminUsers: readonly string[]
  jobs: Pick<Jobs, 'settleApproval'>
  now: Now
}

/** A press of Approve or Refuse. Its value, the id, authorises nothing. */
interface Pressed {
  team: string
  userId: string
  id: string
  how: 'approved' | 'disapproved'
  reference: string
}

/**
 * An admin answers a request to go beyond the rules, never their own. Of several answers the first one holds; what follows from it
 * is a job. Carried out again, it is the same answer. Throws `SlackError`.
 */
export const decideApproval = (deps: DecideDeps) => {
  const { approvals, jobs, now } = deps
  const mayDecide = isAdmin(deps)

  return async ({ team, userId, id, how, reference }: Pressed): Promise<Outcome> => {
    if (!(await mayDecide(team, userId)))
      return { ok: false, refusal: { reason: 'admins-only', to: 'approve' } }
    const found = await approvals.find({ team, id })
    if (found === null) return { ok: false, refusal: { reason: 'question-gone' } }
    const { request } = found
    if (request.asked.person.id === userId) return { ok: false, refusal: { reason: 'own-request' } }
    // Its job, which says so, may be late.
    if (found.decision === null && now() >= request.until)
      return { ok: false, refusal: { reason: 'decided-already', how: 'timed-out', by: null } }
    const decision = { how, by: userId, at: now(), reference }
    const holds = await approvals.decide(request, decision, approvalLine(how, userId, request))
    if (holds === null) return { ok: false, refusal: { reason: 'question-gone' } }
    if (holds.reference !== reference)
      return { ok: false, refusal: { reason: 'decided-already', how: holds.how, by: holds.by } }
    await jobs.settleApproval({ team, id }, 0)
    return { ok: true, answer: null }
  }
}
