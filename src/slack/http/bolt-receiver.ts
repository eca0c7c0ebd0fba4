import type { IncomingHttpHeaders, ServerResponse } from 'node:http'
import type { App, Receiver } from '@slack/bolt'
import type { Log } from '../../use-cases/ports.ts'
import { answerAck, answerNothing } from './ack-answer.ts'
import type { RequestBody } from './request-body.ts'

export interface BoltReceiverDeps {
  newReference: () => string
  log: Log
}

/** What Slack says of a request that it sends again. */
const retryOf = ({ 'x-slack-retry-num': times, 'x-slack-retry-reason': reason }: IncomingHttpHeaders) => ({
  ...(typeof times === 'string' ? { retryNum: Number.parseInt(times, 10) } : {}),
  ...(typeof reason === 'string' ? { retryReason: reason } : {}),
})

/**
 * Bolt's receiver for requests that were proved and read before: hands them to Bolt, and answers each with what a listener
 * acks. Bolt's own would read each once more, and write an answer in pieces (docs/performance.md).
 */
export const createBoltReceiver = ({ newReference, log }: BoltReceiverDeps) => {
  let app: App | null = null
  const receiver: Receiver = {
    init: (bolt) => {
      app = bolt
    },
    // The server is not Bolt's.
    start: async () => {},
    stop: async () => {},
  }

  const handOn = async (
    body: RequestBody,
    headers: IncomingHttpHeaders,
    response: ServerResponse,
  ): Promise<void> => {
    let isAcked = false
    const ack = async (answer?: unknown): Promise<void> => {
      if (isAcked) throw new Error('a request of Slack was acked twice')
      answerAck(response, answer)
      isAcked = true
    }
    try {
      await app?.processEvent({ body, ack, ...retryOf(headers) })
    } catch (error) {
      log.error({ err: error, reference: newReference() }, 'a request of Slack failed')
    }
    // Slack tells the person that it did not work, or sends the event again.
    if (isAcked) return
    isAcked = true
    answerNothing(response, 500)
  }

  return { receiver, handOn }
}
