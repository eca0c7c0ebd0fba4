import type { Outcome } from '../../domain/answer.ts'
import type { ReplyTo } from '../../domain/reply-to.ts'
import type { Approvals } from '../approval-ports.ts'
import { ownId } from '../make/own-id.ts'
import type { Jobs, Now, Shares } from '../ports.ts'
import { askedFile } from './asked-file.ts'

export interface RetryApprovedDeps {
  approvals: Pick<Approvals, 'find' | 'askAgain'>
  shares: Pick<Shares, 'get'>
  jobs: Pick<Jobs, 'settleApproval'>
  now: Now
}

/** A press of *Try again*. Its value, the id of the link that could not be made, authorises nothing. */
interface Pressed {
  team: string
  userId: string
  id: string
  replyTo: ReplyTo | null
  linkId: string
  reference: string
}

const GONE: Outcome = { ok: false, refusal: { reason: 'question-gone' } }

/** Of a password that nobody typed the answer is the only copy, wherever it stands. */
const placeFor = (replyTo: ReplyTo | null, password: string | null, person: ReplyTo): ReplyTo => {
  if (replyTo?.kind !== 'url' || password !== null) return replyTo ?? person
  const { stays: _, ...rest } = replyTo
  return rest
}

/**
 * Who asked for a link that was approved, and could not be made, asks for it once more, on the terms that were approved. Each such link
 * is asked for once; all that follows is the job that follows an approval. Carried out again, it asks for the same link.
 */
export const retryApproved = ({ approvals, shares, jobs, now }: RetryApprovedDeps) => {
  const idFor = ownId(shares)

  return async ({ team, userId, id, replyTo, linkId, reference }: Pressed): Promise<Outcome> => {
    const before = { team, id }
    const found = await approvals.find(before)
    if (found === null || found.request.asked.person.id !== userId) return GONE
    const { request, decision } = found
    if (decision?.how !== 'approved') return GONE
    const share = await shares.get(before)
    // It was made, or still may be.
    if (share !== null && share.state !== 'failed') return GONE
    const { id: newId } = await idFor(team, linkId)
    const place = placeFor(replyTo, request.asked.terms.password, { kind: 'person', team, userId })
    const asked = { ...request.asked, linkId, reference, replyTo: place }
    const again = { ...request, id: newId, asked, askedAt: now() }
    if (!(await approvals.askAgain(again, before, decision))) return GONE
    await jobs.settleApproval(again, 0)
    const doing = { what: 'make', ref: { team, id: newId }, file: askedFile(request) } as const
    return { ok: true, answer: { kind: 'under-way', doing } }
  }
}
