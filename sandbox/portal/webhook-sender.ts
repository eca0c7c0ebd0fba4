import type { Delivery, PortalState, Webhook } from './state-types.ts'
import type { Sources } from './types.ts'
import { deliveryBody, signatureOf } from './webhook-body.ts'

/** After the first attempt (docs/portal.md, Webhooks). */
const RETRIES = 5
const THREE_DAYS = 3 * 24 * 3_600_000

type Got = { status: number; error: string | null }

const describe = (error: unknown): string => {
  const inner = error instanceof Error && error.cause instanceof Error ? error.cause : error
  return inner instanceof Error ? inner.message : String(inner)
}

const ask = async (uri: string, init: RequestInit): Promise<Got> => {
  try {
    const answer = await fetch(uri, { ...init, redirect: 'manual' })
    await answer.body?.cancel()
    const words = `Response status code does not indicate success: ${answer.status} (${answer.statusText}).`
    return { status: answer.status, error: answer.ok ? null : words }
  } catch (error) {
    return { status: 0, error: describe(error) }
  }
}

export type WebhookSender = {
  /** Takes up what waits in the queue. */
  wake(): void
  /** The HEAD that the portal sends to an address before it believes in it. */
  check(uri: string): Promise<Got>
  close(): Promise<void>
}

/** Sends deliveries, each after a delay of its own: not in the order they came in (docs/portal.md, Webhooks). */
export const webhookSender = (state: PortalState, sources: Sources, changed: () => void): WebhookSender => {
  const closing = new AbortController()
  const { signal } = closing
  /** By delivery: waiting for its turn, or on its way. */
  const timers = new Map<number, NodeJS.Timeout>()
  const underWay = new Map<number, Promise<void>>()

  const later = (delivery: Delivery, ms: number) => {
    const { id } = delivery
    const start = () => {
      timers.delete(id)
      underWay.set(
        id,
        attempt(delivery).finally(() => underWay.delete(id)),
      )
    }
    timers.set(id, setTimeout(start, ms))
  }
  const hookOf = ({ webhookId }: Delivery) => state.webhooks.find(({ id }) => id === webhookId)

  const noteFailure = (hook: Webhook, delivery: Delivery, { status, error }: Got) => {
    const now = sources.now()
    hook.lastFailureOn = now.toISOString()
    hook.lastFailureContent = error
    const isGone = status === 410
    if (isGone) state.webhooks = state.webhooks.filter((one) => one !== hook)
    if (now.getTime() - Date.parse(hook.lastSuccessOn ?? hook.createdAt) > THREE_DAYS) hook.enabled = false
    if (isGone || delivery.attempts.length > RETRIES) delivery.state = 'failed'
    else later(delivery, state.settings.webhookRetryMs * 2 ** (delivery.attempts.length - 1))
  }

  const attempt = async (delivery: Delivery): Promise<void> => {
    const hook = hookOf(delivery)
    if (!hook?.enabled) {
      delivery.state = 'failed'
      return changed()
    }
    const body = deliveryBody(hook, delivery, sources.now())
    const headers = {
      accept: '*/*',
      'content-type': 'application/json; charset=utf-8',
      'x-docspace-signature-256': signatureOf(body, hook.secretKey),
    }
    const got = await ask(hook.uri, { method: 'POST', headers, body, signal })
    // Cut off by the end of the portal: it waits for the next start.
    if (signal.aborted) return
    const at = sources.now().toISOString()
    delivery.attempts.push({ at, ...got })
    if (got.error !== null) noteFailure(hook, delivery, got)
    else {
      hook.lastSuccessOn = at
      delivery.state = 'delivered'
    }
    changed()
  }

  return {
    wake: () => {
      const { min, max } = state.settings.webhookDelayMs
      const isNew = ({ id, state }: Delivery) =>
        state === 'waiting' && !timers.has(id) && !underWay.has(id) && !signal.aborted
      for (const delivery of state.deliveries.filter(isNew))
        later(delivery, min + sources.random() * (max - min))
    },
    check: (uri) => ask(uri, { method: 'HEAD', signal }),
    close: async () => {
      closing.abort()
      for (const timer of timers.values()) clearTimeout(timer)
      await Promise.all(underWay.values())
    },
  }
}
