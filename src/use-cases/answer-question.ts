import type { Answer, Outcome, ReplyTo } from '../domain/answer.ts'
import type { Jobs, Questions, SendAnswer } from './ports.ts'

const POSTING: Answer = { kind: 'posting' }

/** A person says whether a link may go where another company reads along. Only who was asked may say. */
export const answerQuestion =
  ({ questions, jobs, answer }: { questions: Questions; jobs: Jobs; answer: SendAnswer }) =>
  async (said: {
    team: string
    userId: string
    key: string
    postAnyway: boolean
    replyTo: ReplyTo
    reference: string
  }): Promise<Outcome> => {
    const request = await questions.take(said.team, said.key, said.userId)
    if (request === null) return { ok: false, refusal: { reason: 'question-gone' } }
    if (!said.postAnyway) return { ok: true, answer: { kind: 'not-posted' } }
    // What came of it is drawn in the same modal by whoever makes it: this must not come after that.
    const inModal = said.replyTo.kind === 'view'
    if (inModal) await answer(said.replyTo, POSTING)
    try {
      await jobs.make({ ...request, replyTo: said.replyTo, reference: said.reference })
    } catch (error) {
      // Nothing came of the answer: the question stands again.
      await questions.ask(said.key, request)
      throw error
    }
    return { ok: true, answer: inModal ? null : POSTING }
  }
