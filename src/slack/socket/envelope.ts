import { z } from 'zod'

/** A payload of Slack as it is wrapped for a socket (Slack: Using Socket Mode). */
export interface Envelope {
  id: string
  body: Record<string, unknown>
  retryNum?: number | undefined
  retryReason?: string | undefined
}

export type SocketMessage =
  | { kind: 'hello' }
  | { kind: 'disconnect'; reason: string }
  | { kind: 'envelope'; envelope: Envelope }
  /** An unknown message. With an id it can be acked, so that it is not sent again. */
  | { kind: 'odd'; id: string | null; what: string }

const hello = z.object({ type: z.literal('hello') })
const disconnect = z.object({ type: z.literal('disconnect'), reason: z.string().catch('unknown') })
const events = z.object({ event: z.looseObject({ type: z.string() }) }).loose()
const envelope = z
  .object({
    envelope_id: z.string(),
    retry_attempt: z.number().optional().catch(undefined),
    retry_reason: z.string().optional().catch(undefined),
  })
  .and(
    z.discriminatedUnion('type', [
      z.object({ type: z.literal('events_api'), payload: events }),
      z.object({ type: z.enum(['slash_commands', 'interactive']), payload: z.looseObject({}) }),
    ]),
  )

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

const word = z.string().max(60).regex(/^\w+$/).catch('?')
const odd = z.object({
  envelope_id: z.string().nullable().catch(null),
  type: word,
  payload: z.object({ type: word }).catch({ type: '?' }),
})

/** Reads a message from the socket. Never throws. */
export const readMessage = (text: string): SocketMessage => {
  const message = parsed(text)
  if (hello.safeParse(message).success) return { kind: 'hello' }
  const goodbye = disconnect.safeParse(message)
  if (goodbye.success) return { kind: 'disconnect', reason: goodbye.data.reason }
  const wrapped = envelope.safeParse(message)
  if (wrapped.success) {
    const { envelope_id: id, payload: body } = wrapped.data
    const { retry_attempt: retryNum, retry_reason: retryReason } = wrapped.data
    return { kind: 'envelope', envelope: { id, body, retryNum, retryReason } }
  }
  const strange = odd.safeParse(message)
  if (!strange.success) return { kind: 'odd', id: null, what: '?' }
  return {
    kind: 'odd',
    id: strange.data.envelope_id,
    what: `${strange.data.type} ${strange.data.payload.type}`,
  }
}
