import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Log } from '../use-cases/ports.ts'
import type { ReadBody } from './read-body.ts'
import type { Handler } from './server.ts'
import { type RefusedBecause, signedRoute } from './signed-route.ts'

/** Far more than any payload of the portal. */
const BODY_LIMIT = 256 * 1024

/** What became of a webhook; the label of a metric. */
export type WebhookOutcome = 'taken' | 'not-queued' | RefusedBecause

export interface WebhookDeps {
  secret: string
  /** Resolves when the work that the webhook asks for is queued. */
  take: (body: string) => Promise<void>
  seen: (outcome: WebhookOutcome) => void
  readBody: ReadBody
  log: Pick<Log, 'error'>
}

/**
 * `sha256=<64 hex digits>`, in capitals as the portal writes it (docs/portal.md, Webhooks); null for anything
 * else.
 */
const signatureIn = (header: string | string[] | undefined): Buffer | null => {
  const hex = typeof header === 'string' ? /^sha256=([0-9a-f]{64})$/i.exec(header.trim())?.[1] : undefined
  return hex === undefined ? null : Buffer.from(hex, 'hex')
}

/**
 * `POST|HEAD /docspace/webhook` (docs/portal.md, Webhooks). No answer has a body, so somebody who cannot sign learns
 * nothing.
 */
export const createWebhook = ({
  secret,
  take,
  seen,
  readBody,
  log,
}: WebhookDeps): { head: Handler; post: Handler } => ({
  // The portal sends it when somebody enters the address there. It has no body, and so no signature.
  head: (_, response) => void response.writeHead(200).end(),

  post: signedRoute({
    readBody,
    refused: seen,
    signatureOf: (headers) => {
      const given = signatureIn(headers['x-docspace-signature-256'])
      if (given === null) return 'unsigned'
      const isTrue = (pieces: readonly Buffer[]) => {
        const right = createHmac('sha256', secret)
        for (const piece of pieces) right.update(piece)
        return timingSafeEqual(given, right.digest())
      }
      return { limit: BODY_LIMIT, isTrue }
    },
    take: async (body, _, response) => {
      const answer = (status: number, outcome: WebhookOutcome): void => {
        seen(outcome)
        response.writeHead(status).end()
      }
      try {
        await take(body.toString('utf8'))
        answer(200, 'taken')
      } catch (error) {
        log.error({ err: error }, 'a webhook of the portal could not be dealt with')
        // After this answer the portal sends the webhook again, up to five times.
        answer(503, 'not-queued')
      }
      return true
    },
  }),
})
