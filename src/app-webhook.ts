import type { Parts, Runtime } from './app-parts.ts'
import type { Config } from './config.ts'
import type { Routes } from './http/server.ts'
import { createWebhook, type WebhookDeps } from './http/webhook.ts'
import { readWebhook } from './portal/webhook-payload.ts'
import { takeWebhook } from './use-cases/count/take-webhook.ts'

/** Routes for the portal's webhook; none where the operator has set no secret for it. */
export const createWebhookRoutes = (
  config: Config,
  parts: Parts,
  runtime: Runtime,
  incoming: Pick<WebhookDeps, 'readBody' | 'seen'>,
): Routes => {
  const { webhookSecret: secret, auditOverlapMs: overlapMs } = config
  if (secret === null) return {}
  const { shares, cursor, expectedDownloads, sweepRateLimit } = parts.store
  const take = takeWebhook({
    shares,
    cursor,
    expectedDownloads,
    sweepRateLimit,
    jobs: parts.queues,
    now: runtime.now,
    overlapMs,
  })
  const { head, post } = createWebhook({
    secret,
    take: (body) => take(readWebhook(body)),
    ...incoming,
    log: runtime.log,
  })
  return { 'HEAD /docspace/webhook': head, 'POST /docspace/webhook': post }
}
