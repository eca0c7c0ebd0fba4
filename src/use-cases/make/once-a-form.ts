import type { Outcome } from '../../domain/answer.ts'
import type { ShareRef } from '../../domain/share.ts'
import type { PageAddressOf } from '../claim-ports.ts'
import type { FormRef, SentForms } from '../form-ports.ts'
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

  /** `over`: the link that came of the form before, which is over. Of several sendings after that the first is for another one. */
  const send = async (
    asked: ShareRequest & { replyTo: { kind: 'view' } },
    form: FormRef,
    terms: string,
    { ahead, over }: { ahead: Ahead | null; over?: string },
  ): Promise<Outcome> => {
    const sent = { linkId: asked.linkId, terms, answerIn: asked.replyTo.viewId }
    const holds = await sentForms.send(form, over === undefined ? sent : { ...sent, over })
    if (holds === null) return { ok: false, refusal: { reason: 'form-under-way' } }
    const outcome = await request({ ...asked, linkId: holds.linkId }, ahead)
    const underWay = outcome.ok && outcome.answer?.kind === 'under-way' ? outcome.answer.doing : null
    if (!holds.stands || underWay === null) return outcome
    const said = await saidBefore(underWay.ref, asked.terms.password)
    return said ?? send(asked, form, terms, { ahead: null, over: holds.linkId })
  }

  return async (asked: ShareRequest, terms: string, ahead: Ahead | null = null): Promise<Outcome> => {
    const { team, replyTo } = asked
    if (replyTo.kind !== 'view' || replyTo.over === undefined) return request(asked, ahead)
    return send({ ...asked, replyTo }, { team, viewId: replyTo.over }, terms, { ahead })
  }
}
