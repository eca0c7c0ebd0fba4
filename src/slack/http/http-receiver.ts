import { createHmac, timingSafeEqual } from 'node:crypto'
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http'
import type { Log, Now } from '../../use-cases/ports.ts'
import { mayAnswerAt } from '../outgoing/answer-address.ts'
import { answerAck, answerNothing } from './ack-answer.ts'
import { createBoltReceiver } from './bolt-receiver.ts'
import { answerAddressesIn, FORM, readRequestBody, SSL_CHECK } from './request-body.ts'

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
  newReference: () => string
  now: Now
  log: Log
}

/** The content type without `charset`. */
const typeOf = (headers: IncomingHttpHeaders): string | undefined =>
  headers['content-type']?.split(';')[0]?.trim().toLowerCase()

/**
 * What Slack sends over HTTP, proved and read before Bolt gets it. Refused are: an ill-formed signature, before the body is read;
 * a date in the future, since such a request could be kept and sent again later; a body that Slack would not send
 * (`payload=null` would end Bolt's process); and one that wants its answer, with link and password, sent elsewhere
 * (docs/slack.md, At the door).
 */
export const createHttpReceiver = ({ signingSecret, apiUrl, newReference, now, log }: HttpReceiverDeps) => {
  const { receiver, handOn } = createBoltReceiver({ newReference, log })

  const signatureOf = (headers: IncomingHttpHeaders) => {
    const { 'x-slack-signature': signature, 'x-slack-request-timestamp': stamp } = headers
    if (signature === undefined && stamp === undefined && typeOf(headers) === FORM) {
      return {
        limit: UNSIGNED_LIMIT,
        isTrue: (pieces: readonly Buffer[]) =>
          readRequestBody(Buffer.concat(pieces).toString(), FORM) === SSL_CHECK,
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

  const take = (bytes: Buffer, { headers }: IncomingMessage, response: ServerResponse): boolean => {
    const body = readRequestBody(bytes.toString(), typeOf(headers))
    if (body === null) return false
    if (body === SSL_CHECK) {
      answerNothing(response, 200)
      return true
    }
    if (!answerAddressesIn(body).every((address) => mayAnswerAt(address, apiUrl))) return false
    if ('type' in body && body.type === 'url_verification') answerAck(response, { challenge: body.challenge })
    else void handOn(body, headers, response)
    return true
  }

  return { receiver, signatureOf, take }
}
