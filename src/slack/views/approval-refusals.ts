import type { Button } from '@slack/types'
import type { Refusal } from '../../domain/refusal.ts'
import { ASK_APPROVAL } from './actions.ts'
import type { Line } from './rich.ts'

/** Where a rule stands against a link; `reference`: under which what was asked for is kept. */
export const askApprovalButton = (reference: string): Button => ({
  type: 'button',
  action_id: ASK_APPROVAL,
  text: { type: 'plain_text', text: 'Ask for approval' },
  value: reference,
})

type ApprovalRefusal = Extract<Refusal, { reason: 'too-many-asked' | 'own-request' | 'decided-already' }>

/** Why a request for approval, or an answer to one, is not taken. */
export const approvalRefusalWords = (refusal: ApprovalRefusal): readonly Line[] => {
  switch (refusal.reason) {
    case 'too-many-asked':
      return [
        [`${refusal.most} of your requests are waiting for an admin already.`],
        ['Ask again once one of them is answered.'],
      ]
    case 'own-request':
      return [["You can't approve or refuse your own request."], ['Ask another admin to decide.']]
    case 'decided-already': {
      const { how, by } = refusal
      return how === 'timed-out' || by === null
        ? [['Nobody answered this in time, so it is closed.']]
        : [[{ user: by }, ` already ${how === 'approved' ? 'approved' : 'refused'} this.`]]
    }
  }
}
