import { createHmac, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Log } from '../use-cases/ports.ts'
import type { Handler } from './server.ts'

/** Far above any payload of the portal's. */
const BODY_LIMIT = 256 * 1024
/** What is longer still is not even thrown away: the connection ends. */
const PATIENCE_BYTES = 16 * BODY_LIMIT

/** What became of one; the label of a metric. */
export type WebhookOutcome = 'taken' | 'unsigned' | 'wrong-signature' | 'too-large' | 'not-queued'

export interface WebhookDeps {
  secret: string
  /** Resolves when what it asks for is queued. */
  take: (body: string) => Promise<void>
  seen: (outcome: WebhookOutcome) => void
  log: Pick<Log, 'error'>
}

/** `sha256=<64 hex digits>`, as the portal writes it in capitals (contract 7); null where it is anything else. */
const signatureIn = (header: string | string[] | undefined): Buffer | null => {
  const hex = typeof header === 'string' ? /^sha256=([0-9a-f]{64})$/i.exec(header.trim())?.[1] : undefined
  return hex === undefined ? null : Buffer.from(hex, 'hex')
}

/** Whether the body is known to end before our patience does. */
const isShort = ({ headers }: IncomingMessage): boolean =>
  headers['transfer-encoding'] === undefined && Number(headers['content-length'] ?? 0) <= PATIENCE_BYTES

/**
 * The whole body; null where it is too large. A little more than the limit is read and thrown away, so that whoever sends
 * it is there to hear the answer.
 */
const readBody = async (request: IncomingMessage): Promise<Buffer | null> => {
  const chunks: Buffer[] = []
  let size = 0
  if (!isShort(request) && request.headers['content-length'] !== undefined) return null
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    size += chunk.length
    if (size > PATIENCE_BYTES) break
    if (size <= BODY_LIMIT) chunks.push(chunk)
    else chunks.length = 0
  }
  return size > BODY_LIMIT ? null : Buffer.concat(chunks)
}

/** `POST|HEAD /docspace/webhook` (contract 7). No answer has a body: whoever cannot sign learns nothing. */
export const createWebhook = ({
  secret,
  take,
  seen,
  log,
}: WebhookDeps): { head: Handler; post: Handler } => ({
  // Sent when somebody enters the address in the portal; there is nothing to sign in it.
  head: (_, response) => void response.writeHead(200).end(),

  post: async (request, response) => {
    const answer = (status: number, outcome: WebhookOutcome, close = false): void => {
      seen(outcome)
      response.writeHead(status, close ? { connection: 'close' } : {}).end()
    }
    const given = signatureIn(request.headers['x-docspace-signature-256'])
    // Node throws away what follows; a body that may have no end goes with its connection.
    if (given === null) return answer(401, 'unsigned', !isShort(request))
    const body = await readBody(request)
    if (body === null) return answer(413, 'too-large', true)
    const right = createHmac('sha256', secret).update(body).digest()
    if (!timingSafeEqual(given, right)) return answer(401, 'wrong-signature')
    try {
      await take(body.toString('utf8'))
    } catch (error) {
      log.error({ err: error }, 'a webhook of the portal could not be dealt with')
      // The portal sends it again, up to five times.
      return answer(503, 'not-queued')
    }
    answer(200, 'taken')
  },
})
