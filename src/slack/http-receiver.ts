import type { IncomingMessage, ServerResponse } from 'node:http'
import { HTTPReceiver } from '@slack/bolt'
import type { Now } from '../use-cases/ports.ts'
import type { SlackLogger } from './logger.ts'

/** Seconds that a request's date may be off, either way (Slack: Verifying requests from Slack). */
const TOLERANCE_S = 5 * 60

/** Far above any payload of Slack's that we read. */
const BODY_LIMIT = '1mb'

/**
 * Bolt's receiver, to be mounted on a server of ours. In front of it stand two mends: Bolt refuses dates that
 * are too old but takes those from the future, which could be kept and sent again later; and it takes a form
 * only without `charset` in its content type.
 */
export const createHttpReceiver = (
  signingSecret: string,
  logger: SlackLogger,
  now: Now,
): { receiver: HTTPReceiver; handle: (request: IncomingMessage, response: ServerResponse) => void } => {
  const receiver = new HTTPReceiver({ signingSecret, logger, bodyLimit: BODY_LIMIT })
  return {
    receiver,
    handle: (request, response) => {
      const stamp = request.headers['x-slack-request-timestamp']
      const date = typeof stamp === 'string' && /^\d{1,12}$/.test(stamp) ? Number(stamp) : Number.NaN
      // Written so that a missing or odd date is refused too.
      if (!(Math.abs(now() / 1_000 - date) <= TOLERANCE_S) && !isSslCheckable(request)) {
        request.resume()
        response.writeHead(401).end()
        return
      }
      const type = request.headers['content-type']
      if (type !== undefined) request.headers['content-type'] = type.split(';')[0]?.trim().toLowerCase()
      receiver.requestListener(request, response)
    },
  }
}

/** Slack's `ssl_check` comes unsigned and without a date; Bolt answers it and drops the rest. */
const isSslCheckable = (request: IncomingMessage): boolean =>
  request.headers['x-slack-request-timestamp'] === undefined &&
  request.headers['x-slack-signature'] === undefined
