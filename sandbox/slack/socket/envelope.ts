import type { Json } from '../model.ts'

type EnvelopeType = 'slash_commands' | 'interactive' | 'events_api'

/** Payloads whose ack may carry an answer (docs.slack.dev, Using Socket Mode). */
const ANSWERED = ['view_submission', 'block_suggestion', 'dialog_submission', 'dialog_suggestion']

const typeOf = (kind: string): EnvelopeType => {
  if (kind === 'command') return 'slash_commands'
  return kind.startsWith('event ') ? 'events_api' : 'interactive'
}

/** Slack delivers only events again. */
export const isRepeated = (kind: string): boolean => typeOf(kind) === 'events_api'

export const acceptsAnswer = (kind: string): boolean => kind === 'command' || ANSWERED.includes(kind)

/** What goes over the socket: the payload as it is, and beside it what to ack. */
export const envelopeOf = (
  kind: string,
  payload: Json,
  { id, attempt }: { id: string; attempt: number },
): Json & { envelope_id: string } => ({
  envelope_id: id,
  type: typeOf(kind),
  accepts_response_payload: acceptsAnswer(kind),
  ...(isRepeated(kind) ? { retry_attempt: attempt, retry_reason: attempt === 0 ? '' : 'timeout' } : {}),
  payload,
})
