import { setTimeout as sleep } from 'node:timers/promises'
import type { Delivery, Json } from '../model.ts'
import type { World } from '../world.ts'
import { acceptsAnswer, envelopeOf, isRepeated } from './envelope.ts'
import { newEnvelopeId, type SocketMode } from './sockets.ts'

/** An event is sent again when it is not acked by then; three times at most. */
const EVENT_PATIENCE_MS = 3_000
const EVENT_TRIES = 4

const NO_ACK = Symbol('no ack')

const bodyOf = (kind: string, payload: Json | undefined): string =>
  acceptsAnswer(kind) && payload && Object.keys(payload).length > 0 ? JSON.stringify(payload) : ''

/**
 * Sends one payload over a socket and gives what the ack holds. What is not acked in time, or whose connection ends, is
 * lost; only events are sent again, here without the minutes that Slack leaves between.
 */
export const sendOverSocket = async (
  world: World,
  sockets: SocketMode,
  delivery: Delivery,
): Promise<{ status: number; body: string }> => {
  const { kind, payload } = delivery
  const end = performance.now() + world.settings.ackTimeoutMs
  const left = () => Math.max(0, end - performance.now())
  delivery.envelopes = []
  const attemptOnce = async (attempt: number): Promise<Json | undefined | typeof NO_ACK> => {
    const connection = sockets.pick()
    if (!connection) throw new Error('the app has no socket open')
    const id = newEnvelopeId()
    delivery.envelopes?.push({ id, connection: connection.id, attempt })
    const patience = isRepeated(kind) ? Math.min(EVENT_PATIENCE_MS, left()) : left()
    const timer = new AbortController()
    const late = sleep(patience, NO_ACK, { signal: timer.signal })
    late.catch(() => undefined)
    return Promise.race([connection.ask(envelopeOf(kind, payload, { id, attempt })), late]).finally(() =>
      timer.abort(),
    )
  }
  if (!isRepeated(kind)) {
    const acked = await attemptOnce(0)
    if (acked === NO_ACK) throw new Error('no ack before the time-out (abort)')
    return { status: 200, body: bodyOf(kind, acked) }
  }
  for (let attempt = 0; attempt < EVENT_TRIES && left() > 0; attempt += 1) {
    if (!sockets.pick()) await sockets.whenOpen(left())
    const acked = await attemptOnce(attempt).catch(() => NO_ACK)
    if (acked !== NO_ACK) return { status: 200, body: '' }
  }
  throw new Error('the event was never acked')
}
