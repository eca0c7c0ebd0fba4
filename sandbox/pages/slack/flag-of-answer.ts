import { isObject } from '../../slack/limits/report.ts'
import type { Delivery } from '../../slack/model.ts'
import { counts, failureOf } from '../../slack/people/send.ts'
import type { Found } from './flags.ts'

/** What Slack swallows; everything else that is wrong with an answer makes it useless. */
const WARNINGS = ['missing_fallback_text', 'text_over_4000', 'message_truncated']

/** True when Slack could do nothing with the answer, or not with all of it. */
export const isRefused = (problems: string[]): boolean =>
  problems.some((problem) => !WARNINGS.includes(problem))

const blocksIn = (body: string): { blocks?: unknown } => {
  try {
    const answer: unknown = JSON.parse(body)
    if (!isObject(answer)) return {}
    const { blocks } = isObject(answer.view) ? answer.view : answer
    return blocks === undefined ? {} : { blocks }
  } catch {
    return {}
  }
}

/** What a command is answered stands before who typed it; Slack itself tells of an answer that does not count. */
const placeOf = (delivery: Delivery): Pick<Found, 'channel' | 'to'> => {
  const { channel_id, user_id } = delivery.payload
  if (delivery.kind !== 'command' || !counts(delivery)) return {}
  return { channel: String(channel_id), to: String(user_id) }
}

/** What was wrong with an answer of the bot: late, an error, or holding what Slack does not take. */
export const flagOfAnswer = (delivery: Delivery): Found[] => {
  const { problems = [] } = delivery
  if (problems.length === 0) return []
  const code = problems.find((problem) => /^[a-z_0-9]+$/.test(problem))
  const error = counts(delivery) ? (code ?? 'invalid_answer') : failureOf(delivery)
  return [
    {
      id: `answer-${delivery.seq}`,
      at: delivery.at,
      call: `ack of ${delivery.kind}`,
      error,
      reasons: problems
        .filter((problem) => problem !== error)
        .map((problem) => problem.replace(/^\[ERROR\] /, '')),
      refused: isRefused(problems),
      ...placeOf(delivery),
      ...blocksIn(delivery.responseBody),
    },
  ]
}
