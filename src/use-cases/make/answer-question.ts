import type { Answer, Outcome } from '../../domain/answer.ts'
import type { ReplyTo } from '../../domain/reply-to.ts'
import type { Questions } from '../answer-ports.ts'
import type { SendAnswer } from '../ports.ts'
import { type QueueDeps, queueMaking } from './queue-making.ts'

const POSTING: Answer = { kind: 'posting' }

/**
 * A person answers whether a link may go to a channel that outsiders read. Only the person who was asked can. Carried out
 * again, it asks for the same share.
 */
export const answerQuestion =
  ({ questions, answer, ...queueing }: { questions: Questions; answer: SendAnswer } & QueueDeps) =>
  async (said: {
    team: string
    userId: string
    key: string
    postAnyway: boolean
    replyTo: ReplyTo
    reference: string
  }): Promise<Outcome> => {
    const request = await questions.take(said.team, said.key, said.userId, said.reference)
    if (request === null) return { ok: false, refusal: { reason: 'question-gone' } }
    if (!said.postAnyway) return { ok: true, answer: { kind: 'not-posted' } }
    // The worker that makes the link writes the outcome into the same place. So this must be written first.
    await answer(said.replyTo, POSTING)
    const waits = await queueMaking(queueing)({
      ...request,
      replyTo: said.replyTo,
      reference: said.reference,
    })
    return { ok: true, answer: waits }
  }
