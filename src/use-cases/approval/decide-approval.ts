import type { Outcome } from '../../domain/answer.ts'
import type { ApprovalDecision } from '../../domain/approval.ts'
import type { MessagePlace } from '../../domain/closed-place.ts'
import { SlackError } from '../../domain/slack-error.ts'
import type { Approval, ApprovalMessages, Approvals } from '../approval-ports.ts'
import type { Directory, Jobs, Log, Now } from '../ports.ts'
import { isAdmin } from '../rights/is-admin.ts'
import { approvalLine } from './approval-line.ts'

export interface DecideDeps {
  approvals: Pick<Approvals, 'find' | 'decide' | 'posted'>
  approvalMessages: Pick<ApprovalMessages, 'rewrite'>
  directory: Pick<Directory, 'person'>
  adminUsers: readonly string[]
  jobs: Pick<Jobs, 'settleApproval'>
  now: Now
  log: Log
}

type Decided = Pick<ApprovalDecision, 'how' | 'by'>

/** A press of Approve or Refuse. Its value, the id, authorises nothing. */
interface Pressed {
  team: string
  userId: string
  id: string
  how: 'approved' | 'disapproved'
  /** The message whose button it was. */
  place: MessagePlace | null
  reference: string
}

/**
 * An admin answers a request to go beyond the rules, never their own. Of several answers the first one holds; what follows from it
 * is a job. Carried out again, it is the same answer. Throws `SlackError`.
 */
export const decideApproval = (deps: DecideDeps) => {
  const { approvals, jobs, now } = deps
  const mayDecide = isAdmin(deps)

  /**
   * A crash right after the question was posted leaves it unknown, or a second one beside it. An unknown one is noted; a second one
   * tells what became of it. Slack may be away: the answer holds all the same.
   */
  const mend = async (
    { request, told, place: known }: Approval,
    place: MessagePlace,
    { how, by }: Decided,
  ) => {
    if (known === null)
      return approvals.posted(request, place, approvalLine('asked', request.asked.person.id, request))
    if (known.ts === place.ts) return
    const failed = told?.failed ?? null
    await deps.approvalMessages.rewrite(request, place, { how, by, failed }).catch((error: unknown) => {
      if (!(error instanceof SlackError)) throw error
      deps.log.warn({ share: request.id, code: error.code }, 'a second question to approvers stays as it is')
    })
  }

  return async ({ team, userId, id, how, place, reference }: Pressed): Promise<Outcome> => {
    if (!(await mayDecide(team, userId)))
      return { ok: false, refusal: { reason: 'admins-only', to: 'approve' } }
    const found = await approvals.find({ team, id })
    if (found === null) return { ok: false, refusal: { reason: 'question-gone' } }
    const { request } = found
    if (request.asked.person.id === userId) return { ok: false, refusal: { reason: 'own-request' } }
    // Its job, which says so, may be late.
    if (found.decision === null && now() >= request.until) {
      const late = { how: 'timed-out', by: null } as const
      if (place !== null) await mend(found, place, late)
      return { ok: false, refusal: { reason: 'decided-already', ...late } }
    }
    const decision = { how, by: userId, at: now(), reference }
    const holds = await approvals.decide(request, decision, approvalLine(how, userId, request))
    if (holds === null) return { ok: false, refusal: { reason: 'question-gone' } }
    if (place !== null) await mend(found, place, holds)
    if (holds.reference !== reference)
      return { ok: false, refusal: { reason: 'decided-already', how: holds.how, by: holds.by } }
    await jobs.settleApproval({ team, id }, 0)
    return { ok: true, answer: null }
  }
}
