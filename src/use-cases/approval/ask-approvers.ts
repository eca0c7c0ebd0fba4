import { APPROVAL_WAITS_MS, MOST_WAITING } from '../../domain/approval.ts'
import { whyNoLimit } from '../../domain/audit-status.ts'
import { beyondRules } from '../../domain/beyond-rules.ts'
import type { BrokenRule } from '../../domain/outcome.ts'
import { policyRefusal } from '../../domain/policy-refusal.ts'
import { SlackError } from '../../domain/slack-error.ts'
import type { ApprovalMessages, ApprovalRequest, Approvals, AskApprovers } from '../approval-ports.ts'
import type { AuditStatusStore } from '../audit-ports.ts'
import type { CheckSoon } from '../make/check-soon.ts'
import type { Jobs } from '../ports.ts'
import { type QuotaDeps, whyNoMoreLinks } from '../rights/link-quotas.ts'
import { approvalLine } from './approval-line.ts'
import { askedFile } from './asked-file.ts'

export interface AskApproversDeps extends QuotaDeps {
  approvals: Approvals
  approvalMessages: ApprovalMessages
  checkSoon: CheckSoon
  auditStatus: Pick<AuditStatusStore, 'read'>
  jobs: Pick<Jobs, 'settleApproval'>
}

/** Who asks must not be told by its room that a file may not be shared, since that may be lifted. */
const ROOMS: readonly BrokenRule[] = [{ rule: 'ALLOWED_ROOMS' }]

/**
 * Asks approvers to let a link go beyond the rules that stand against it. Everything else is checked now, and again once they said
 * yes. Null: no rule stands against it any more. Carried out again, it asks once. Throws `SlackError`.
 */
export const askApprovers = (deps: AskApproversDeps): AskApprovers => {
  const { approvals, approvalMessages, jobs, now } = deps
  const noMoreLinks = whyNoMoreLinks(deps)

  const post = async (request: ApprovalRequest): Promise<void> => {
    const known = await approvals.find(request)
    // A run before it has asked; or has died after that, and somebody answered meanwhile.
    if (known !== null && (known.place !== null || known.decision !== null)) return
    try {
      const place = await approvalMessages.post(request)
      await approvals.posted(request, place, approvalLine('asked', request.asked.person.id, request))
    } catch (error) {
      // Without an answer of Slack's it may stand there, and its buttons are to work.
      if (!(error instanceof SlackError && error.outcome === 'unknown')) await approvals.withdraw(request)
      throw error
    }
  }

  return async (asked, { id, channel, terms, justification }) => {
    const { team, fileId, person } = asked
    const about = { team, userId: person.id, channel: channel.id }
    const looked = await deps.checkSoon(about, fileId, ROOMS)
    // What is wrong with a file of a room that is not allowed is told to nobody.
    if (looked?.ok === false) {
      const plain = await deps.checkSoon(about, fileId)
      if (plain === null) return { ok: false, refusal: { reason: 'portal-slow' } }
      return plain.ok ? looked : plain
    }
    const rooms = looked?.rooms ?? null
    const policy = await deps.policyFor({ ...about, rooms })
    const beyond = beyondRules(terms, policy, { now: now(), channelId: channel.id, rooms })
    if (!beyond.ok) return { ok: false, refusal: policyRefusal(beyond.broken, policy) }
    if (beyond.rules.length === 0) return null
    const blind = whyNoLimit(await deps.auditStatus.read(), beyond.terms, policy)
    if (blind !== null) return { ok: false, refusal: blind }
    const full = await noMoreLinks(team, person.id, null)
    if (full !== null) return { ok: false, refusal: policyRefusal(full, policy) }
    const askedAt = now()
    const latest = terms.end?.kind === 'until' ? terms.end.at : Number.POSITIVE_INFINITY
    const request: ApprovalRequest = {
      team,
      id,
      // What the preset means now, as approvers see it.
      asked: { ...asked, terms: { ...terms, preset: null } },
      file: { id: fileId, title: looked?.file.title ?? null },
      channel: { id: channel.id, name: channel.name },
      terms: beyond.terms,
      hasPassword: terms.password !== null,
      rules: beyond.rules,
      justification,
      askedAt,
      until: Math.min(askedAt + APPROVAL_WAITS_MS, latest),
    }
    if (!(await approvals.ask(request)))
      return { ok: false, refusal: { reason: 'too-many-asked', most: MOST_WAITING } }
    await jobs.settleApproval(request, request.until - askedAt)
    await post(request)
    return { ok: true, answer: { kind: 'approval-asked', file: askedFile(request), until: request.until } }
  }
}
