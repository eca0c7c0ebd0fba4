import type { Portal } from '../../portal/types.ts'
import type { WebhookInfo } from '../contract.ts'

const SHOWN = 5

/** The webhook that the sandbox has set up, with its last deliveries. */
export const webhookInfo = (portal: Portal): WebhookInfo | undefined => {
  const hook = portal.webhooks().at(-1)
  if (!hook) return undefined
  const { enabled, uri, checked, deliveries } = hook
  return {
    enabled,
    uri,
    ...(checked ? { check: { status: checked.status, error: checked.error } } : {}),
    deliveries: deliveries
      .slice(-SHOWN)
      .reverse()
      .map(({ id, payload, createdOn, state, attempts }) => {
        const last = attempts.at(-1)
        return {
          id,
          title: String(payload.title),
          createdOn,
          state,
          attempts: attempts.length,
          ...(last ? { status: last.status } : {}),
        }
      }),
  }
}
