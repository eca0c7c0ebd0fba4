import { createHmac, timingSafeEqual } from 'node:crypto'
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http'
import { parse } from 'node:querystring'
import { HTTPReceiver } from '@slack/bolt'
import type { Now } from '../../use-cases/ports.ts'
import { mayAnswerAt } from '../outgoing/answer-address.ts'
import type { SlackLogger } from '../web-api/logger.ts'
import { answerAddressesIn, FORM, readRequestBody } from './request-body.ts'

/** Seconds that a request's date may be off, either way (Slack: Verifying requests from Slack). */
const TOLERANCE_S = 5 * 60

/** Far more than any payload of Slack that we read. */
const BODY_LIMIT = 1024 * 1024

/** Only Slack's `ssl_check` comes without a signature, and it is short. */
const UNSIGNED_LIMIT = 1024

export interface HttpReceiverDeps {
  signingSecret: string
  /** The address of the Web API. Private answers may go to its host. */
  apiUrl: string
  logger: SlackLogger
  now: Now
}

/** The content type without `charset`, with which Bolt takes no form. */
const typeOf = (headers: IncomingHttpHeaders): string | undefined =>
  headers['content-type']?.split(';')[0]?.trim().toLowerCase()

const isSslCheck = (body: Buffer): boolean => parse(body.toString()).ssl_check === '1'

/**
 * Bolt's receiver with the checks that it lacks. Refused are: an ill-formed signature, before the body is read; a date
 * in the future, since such a request could be kept and sent again later; a body that Slack would not send
 * (`payload=null` would end Bolt's process); and one that wants its answer, with link and password, sent elsewhere
 * (docs/slack.md, At the door).
 */
export const createHttpReceiver = ({ signingSecret, apiUrl, logger, now }: HttpReceiverDeps) => {
  // It is given only what was found to be signed below, so it does not check that once more.
  const receiver = new HTTPReceiver({
    signingSecret,
    logger,
    bodyLimit: BODY_LIMIT,
    signatureVerification: false,
  })

  const signatureOf = (headers: IncomingHttpHeaders) => {
    const { 'x-slack-signature': signature, 'x-slack-request-timestamp': stamp } = headers
    if (signature === undefined && stamp === undefined && typeOf(headers) === FORM) {
      return {
        limit: UNSIGNED_LIMIT,
        isTrue: (pieces: readonly Buffer[]) => isSslCheck(Buffer.concat(pieces)),
        otherwise: 'unsigned' as const,
      }
    }
    const hex = typeof signature === 'string' ? /^v0=([0-9a-f]{64})$/.exec(signature)?.[1] : undefined
    if (hex === undefined || typeof stamp !== 'string' || !/^\d{1,12}$/.test(stamp))
      return 'unsigned' as const
    if (Math.abs(now() / 1_000 - Number(stamp)) > TOLERANCE_S) return 'out-of-date' as const
    const isTrue = (pieces: readonly Buffer[]): boolean => {
      const right = createHmac('sha256', signingSecret).update(`v0:${stamp}:`)
      for (const piece of pieces) right.update(piece)
      return timingSafeEqual(Buffer.from(hex, 'hex'), right.digest())
    }
    return { limit: BODY_LIMIT, isTrue }
  }

  const take = (body: Buffer, request: IncomingMessage, response: ServerResponse): boolean => {
    const type = typeOf(request.headers)
    // Answered, and nothing else in it is used, since it may be unsigned.
    if (type === FORM && isSslCheck(body)) {
      response.writeHead(200).end()
      return true
    }
    const read = readRequestBody(body.toString(), type)
    if (read === null || !answerAddressesIn(read).every((address) => mayAnswerAt(address, apiUrl)))
      return false
    if (type !== undefined) request.headers['content-type'] = type
    // Bolt takes this as the body instead of reading.
    receiver.requestListener(Object.assign(request, { rawBody: body }), response)
    return true
  }

  return { receiver, signatureOf, take }
}
