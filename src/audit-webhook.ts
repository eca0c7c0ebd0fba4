import { createHmac } from 'node:crypto'
import type { RecordedLine } from './domain/record-line.ts'
import type { Now } from './use-cases/ports.ts'

const TIMEOUT_MS = 10_000

/** `whsec_` and base64, as Standard Webhooks writes a secret; any other text is taken as it is. */
const keyOf = (secret: string): Buffer =>
  secret.startsWith('whsec_') ? Buffer.from(secret.slice(6), 'base64') : Buffer.from(secret)

/** The receiver did not take a line. */
class NotTaken extends Error {
  override readonly name = 'NotTaken'
}

/**
 * Sends a line of the record on, signed as Standard Webhooks says: the same id each time, and when it was sent. No redirect is
 * followed, which could lead anywhere. Throws where it was not taken.
 */
export const createAuditWebhook =
  ({ url, secret, now }: { url: string; secret: string | Buffer; now: Now }) =>
  async (team: string, { id, at, ...line }: RecordedLine): Promise<void> => {
    const body = JSON.stringify({
      type: `sharelink.${line.kind}`,
      timestamp: new Date(at).toISOString(),
      data: { ...line, workspace: team, id },
    })
    const messageId = `${team}-${id}`
    const sentAt = String(Math.floor(now() / 1_000))
    const signature = createHmac('sha256', typeof secret === 'string' ? keyOf(secret) : secret)
      .update(`${messageId}.${sentAt}.${body}`)
      .digest('base64')
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'webhook-id': messageId,
        'webhook-timestamp': sentAt,
        'webhook-signature': `v1,${signature}`,
      },
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    await response.body?.cancel()
    if (!response.ok) throw new NotTaken(`the receiver answered with status ${response.status}`)
  }
