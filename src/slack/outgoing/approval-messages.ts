import type { ApprovalMessages } from '../../use-cases/approval-ports.ts'
import { approvalDecided, approvalQuestion } from '../views/approval.ts'
import { type ClientFor, calling, posting } from '../web-api/client.ts'
import { PLAIN } from './plain.ts'

/** What approvers are asked in their channel, and told there afterwards. Throws `SlackError`. */
export const createApprovalMessages = (clientFor: ClientFor, channel: string): ApprovalMessages => ({
  post: async (request) => {
    const view = approvalQuestion(request)
    const posted = await posting(() =>
      clientFor(request.team).chat.postMessage({ channel, ...view, ...PLAIN }),
    )
    return { channel: posted.channel ?? channel, ts: posted.ts ?? '' }
  },
  rewrite: async (request, place, told) => {
    const view = approvalDecided(request, told)
    await calling(() => clientFor(request.team).chat.update({ ...place, ...view, parse: 'none' }))
  },
})
