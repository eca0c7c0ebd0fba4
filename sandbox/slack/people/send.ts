import type { Delivery, Json } from '../model.ts'
import type { Ack, SendOptions } from '../types.ts'
import type { World } from '../world.ts'
import { deliver, signedHeaders } from './deliver.ts'
import { merged } from './payload.ts'

type Encoding = 'form' | 'payload' | 'json'

const encode = (payload: Json, encoding: Encoding): string => {
  if (encoding === 'json') return JSON.stringify(payload)
  if (encoding === 'payload') return new URLSearchParams({ payload: JSON.stringify(payload) }).toString()
  const fields = Object.entries(payload).filter(([, value]) => value !== null && value !== undefined)
  return new URLSearchParams(fields.map(([key, value]): [string, string] => [key, String(value)])).toString()
}

const bodyOf = ({ responseBody }: Delivery): unknown => {
  try {
    return responseBody === '' ? '' : (JSON.parse(responseBody) as unknown)
  } catch {
    return responseBody
  }
}

const problemsOf = (delivery: Delivery): string[] => [
  ...(delivery.error ? [`no answer: ${delivery.error}`] : []),
  ...(!delivery.error && delivery.status !== 200 ? [`status ${delivery.status}`] : []),
  ...(delivery.late ? [`acked after ${delivery.durationMs} ms`] : []),
]

/** The answer, with what is wrong so far. What is found later is added to `problems`, and so to the delivery. */
export const toAck = (delivery: Delivery): Ack => {
  const problems = problemsOf(delivery)
  delivery.problems = problems
  return {
    status: delivery.status,
    body: bodyOf(delivery),
    durationMs: delivery.durationMs,
    late: delivery.late,
    problems,
    delivery,
    repeats: [],
  }
}

/** Slack's word for an answer that does not count. */
export const failureOf = ({ late, error, status }: Delivery): string => {
  if (late || error?.includes('abort')) return 'operation_timeout'
  return status >= 400 && status < 500 ? 'http_client_error' : 'dispatch_failed'
}

/** True when the answer came in time and is one; only then Slack looks at what it holds. */
export const counts = ({ status, late }: Pick<Ack, 'status' | 'late'>): boolean => status === 200 && !late

/** Encodes, tampers, signs and sends, as often as asked; `after` carries out what each answer holds. */
export const sendToBot = async (
  world: World,
  what: { kind: string; payload: Json; encoding: Encoding },
  options: SendOptions,
  after: (ack: Ack) => void = () => undefined,
): Promise<Ack> => {
  const payload = options.patch ? merged(what.payload, options.patch) : what.payload
  const raw = encode(payload, what.encoding)
  const seconds = Math.floor(world.now() / 1000) + (options.offsetSeconds ?? 0)
  const secret = options.signature === 'wrong' ? `not-${world.signingSecret}` : world.signingSecret
  const headers = {
    'content-type': what.encoding === 'json' ? 'application/json' : 'application/x-www-form-urlencoded',
    'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
    ...(options.signature === 'missing' ? {} : signedHeaders(secret, seconds, raw)),
    ...options.headers,
  }
  const once = async (): Promise<Ack> => {
    const ack = toAck(await deliver(world, { kind: what.kind, raw, payload, headers }))
    after(ack)
    world.changed()
    return ack
  }
  const copies = options.copies ?? 1
  const acks: Ack[] = []
  if (options.concurrently) acks.push(...(await Promise.all(Array.from({ length: copies }, once))))
  else for (let i = 0; i < copies; i += 1) acks.push(await once())
  const [first, ...repeats] = acks
  if (!first) throw new Error('copies must be at least 1')
  return { ...first, repeats }
}
