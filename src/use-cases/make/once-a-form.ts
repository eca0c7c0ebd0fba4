import type { Outcome } from '../../domain/answer.ts'
import type { ShareRef } from '../../domain/share.ts'
import type { PageAddressOf } from '../claim-ports.ts'
import type { SentForms } from '../form-ports.ts'
import type { Shares } from '../ports.ts'
import type { ShareRequest } from '../share-request.ts'
import type { Ahead } from './look-ahead.ts'
import { madeAnswer } from './made-answer.ts'
import type { requestShare } from './request-share.ts'

export interface OnceAFormDeps {
  sentForms: Pick<SentForms, 'send'>
  shares: Pick<Shares, 'get'>
  pageAddressOf: PageAddressOf
  requestShare: ReturnType<typeof requestShare>
}

const UNDER_WAY: Outcome = { ok: false, refusal: { reason: 'form-under-way' } }

/**
 * Asks for the link of a form that may be sent again while the first sending is under way: for the same terms it is the same link
 * and, once that is made, its answer. `terms`: a mark of what is asked for.
 */
export const onceAForm = ({ sentForms, shares, pageAddressOf, requestShare: request }: OnceAFormDeps) => {
  const made = madeAnswer(pageAddressOf)

  /** What was said once, where it still holds. */
  const saidBefore = async (ref: ShareRef, password: string | null): Promise<Outcome | null> => {
    const share = await shares.get(ref)
    if (share?.state === 'active') return { ok: true, answer: made(share, password) }
    // While it is made, its answer comes to the modal that is open by now.
    return share === null || share.state === 'creating' ? { ok: true, answer: null } : null
  }

  return async (asked: ShareRequest, terms: string, ahead: Ahead | null = null): Promise<Outcome> => {
    const { team, replyTo, linkId } = asked
    if (replyTo.kind !== 'view' || replyTo.over === undefined) return request(asked, ahead)
    const form = { team, viewId: replyTo.over }
    const sent = { linkId, terms, answerIn: replyTo.viewId }
    const holds = await sentForms.send(form, sent)
    if (holds === null) return UNDER_WAY
    const outcome = await request({ ...asked, linkId: holds.linkId }, ahead)
    const underWay = outcome.ok && outcome.answer?.kind === 'under-way' ? outcome.answer.doing : null
    if (!holds.stands || underWay === null) return outcome
    const said = await saidBefore(underWay.ref, asked.terms.password)
    if (said !== null) return said
    // Of several sendings after that link's end the first is for another link, and the others are for the same.
    const again = await sentForms.send(form, { ...sent, over: holds.linkId })
    return again === null ? UNDER_WAY : request({ ...asked, linkId: again.linkId })
  }
}
