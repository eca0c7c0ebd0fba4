import type { Answer, Refusal } from '../domain/answer.ts'
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
  }): Promise<{ ok: true; answer: Answer } | { ok: false; refusal: Refusal }> => {
    const request = await questions.read(said.team, said.key, said.userId)
    if (request === null) return { ok: false, refusal: { reason: 'question-gone' } }
    // Dropped last: an error leaves the question to be answered again, and one share can be made once only.
    if (said.postAnyway) await jobs.make({ ...request, replyTo: said.replyTo, reference: said.reference })
    await questions.drop(said.team, said.key)
    if (!said.postAnyway) return { ok: true, answer: { kind: 'not-posted' } }
    return { ok: true, answer: { kind: 'posting' } }
  }
