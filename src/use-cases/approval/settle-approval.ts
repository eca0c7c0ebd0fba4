import type { Answer, Outcome } from '../../domain/answer.ts'
import type { ApprovalDecision } from '../../domain/approval.ts'
import { isPassing } from '../../domain/passing.ts'
import { refusedLine } from '../../domain/record-refusal.ts'
import type { ReplyTo } from '../../domain/reply-to.ts'
import type { ShareRef } from '../../domain/share.ts'
import { SlackError } from '../../domain/slack-error.ts'
import type { Approval, ApprovalMessages, ApprovalRequest, Approvals, AskerTold } from '../approval-ports.ts'
import type { requestShare } from '../make/request-share.ts'
import type { Directory, Jobs, Log, Now, SendAnswer } from '../ports.ts'
import type { Recorder } from '../record-ports.ts'
import type { MayUse } from '../rights/may-use.ts'
import { approvalLine } from './approval-line.ts'
import { askedFile } from './asked-file.ts'

export interface SettleDeps {
  approvals: Approvals
  approvalMessages: Pick<ApprovalMessages, 'rewrite'>
  requestShare: ReturnType<typeof requestShare>
  mayUse: MayUse
  directory: Pick<Directory, 'person'>
  record: Recorder
  answer: SendAnswer
  jobs: Pick<Jobs, 'settleApproval'>
  now: Now
  log: Log
}

/** A private answer where somebody asked is taken for half an hour (Slack: Handling user interaction). Making may wait for 20 minutes. */
const ANSWERED_THERE_MS = 8 * 60_000

/** Where who asked is told: there, or directly once that is too late. */
const placeOf = ({ team, asked: { person, replyTo }, askedAt }: ApprovalRequest, now: number): ReplyTo =>
  replyTo === null || (replyTo.kind === 'url' && now - askedAt > ANSWERED_THERE_MS)
    ? { kind: 'person', team, userId: person.id }
    : replyTo

/** The same for the link itself: a password that is made for it can be learnt nowhere else, and a form is closed by then. */
const placeOfLink = (request: ApprovalRequest, now: number): ReplyTo => {
  const place = placeOf(request, now)
  if (place.kind === 'url' || request.asked.terms.password !== null) return place
  return { kind: 'person', team: request.team, userId: request.asked.person.id, onlyCopy: true }
}

/**
 * The job: does what follows once a request is decided, or its time is over. An approved link is asked for anew by who wanted it,
 * so that everything but these rules holds as it is now. Safe to repeat. Throws `SlackError`.
 */
export const settleApproval = (deps: SettleDeps) => {
  const { approvals, now } = deps

  const timeOut = async ({ request }: Approval): Promise<ApprovalDecision | null> => {
    const decision = { how: 'timed-out', by: null, at: now(), reference: request.id } as const
    return now() < request.until
      ? null
      : approvals.decide(request, decision, approvalLine('timed-out', 'app', request))
  }

  const make = async (request: ApprovalRequest, by: string): Promise<Outcome> => {
    const { justification: _, ...asked } = request.asked
    const { team, rules } = request
    const userId = asked.person.id
    const refusal = await deps.mayUse({ team, userId, userTeam: null })
    if (refusal !== null) return { ok: false, refusal }
    const person = await deps.directory.person(team, userId)
    return deps.requestShare({
      ...asked,
      person,
      // Approvers saw this channel: a name may be another one's by now.
      terms: { ...asked.terms, channel: { id: request.channel.id, name: request.channel.name } },
      replyTo: placeOfLink(request, now()),
      approved: { by, rules },
    })
  }

  const settle = async (request: ApprovalRequest, { how, by }: ApprovalDecision): Promise<Outcome> =>
    how === 'approved' && by !== null
      ? make(request, by)
      : { ok: true, answer: { kind: 'disapproved', file: askedFile(request), by } }

  /** Null where a worker tells it. */
  const answerOf = (outcome: Outcome, request: ApprovalRequest): Answer | null => {
    if (outcome.ok) return outcome.answer?.kind === 'under-way' ? null : outcome.answer
    const { refusal } = outcome
    const file = { ...askedFile(request), link: 'none' as const }
    const again = isPassing(refusal) ? { approved: request.id } : {}
    return { kind: 'refused', refusal, reference: request.asked.reference, ...again, file }
  }

  const rewrite = async (
    { request, place }: Approval,
    { how, by }: ApprovalDecision,
    { failed }: AskerTold,
  ): Promise<void> => {
    if (place === null) return
    try {
      await deps.approvalMessages.rewrite(request, place, { how, by, failed })
    } catch (error) {
      if (!(error instanceof SlackError && error.outcome === 'refused')) throw error
      deps.log.warn({ share: request.id, code: error.code }, 'a message to approvers could not be rewritten')
    }
  }

  return async (ref: ShareRef): Promise<void> => {
    const found = await approvals.find(ref)
    if (found === null) return
    const { request } = found
    const decision = found.decision ?? (await timeOut(found))
    if (decision === null) return deps.jobs.settleApproval(ref, request.until - now())
    if (found.told !== null) {
      // A backup of a running app may list it still.
      await approvals.noteTold(ref, found.told)
      return rewrite(found, decision, found.told)
    }
    const outcome = await settle(request, decision)
    const { asked } = request
    if (!outcome.ok) {
      const line = refusedLine(asked.person.id, 'make', outcome.refusal)
      const about = { share: request.id, file: asked.fileId, channel: request.channel.id }
      await deps.record.write(request.team, `${request.id}:make`, { ...line, ...about })
    }
    const answer = answerOf(outcome, request)
    if (answer !== null) await deps.answer(placeOf(request, now()), answer)
    // Before the approvers' message, which may have to wait for Slack: the link is asked for once, and said once.
    const told = { failed: outcome.ok ? null : outcome.refusal }
    await approvals.noteTold(ref, told)
    await rewrite(found, decision, told)
  }
}
