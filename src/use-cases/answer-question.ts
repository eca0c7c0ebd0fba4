import type { Outcome } from '../domain/answer.ts'
import type { Jobs, Questions } from './ports.ts'

/** A person says whether a link may go where another company reads along. Only who was asked may say. */
export const answerQuestion =
  ({ questions, jobs }: { questions: Questions; jobs: Jobs }) =>
  async (said: {
    team: string
    userId: string
    key: string
    postAnyway: boolean
    replyTo: string
    reference: string
  }): Promise<Outcome> => {
    const request = await questions.take(said.team, said.key, said.userId)
    if (request === null) return { ok: false, refusal: { reason: 'question-gone' } }
    if (!said.postAnyway) return { ok: true, answer: { kind: 'not-posted' } }
    try {
      await jobs.make({ ...request, replyTo: said.replyTo, reference: said.reference })
    } catch (error) {
      // Nothing came of the answer: the question stands again.
      await questions.ask(said.key, request)
      throw error
    }
    return { ok: true, answer: { kind: 'posting' } }
  }
