import { known } from './control-people.ts'
import { USERS } from './seed-ids.ts'
import type { PortalState, Webhook } from './state-types.ts'
import type { PortalControl, Sources } from './types.ts'
import type { WebhookSender } from './webhook-sender.ts'

type WebhookControl = Pick<PortalControl, 'addWebhook' | 'changeWebhook' | 'removeWebhook' | 'webhooks'>

/** As Developer Tools do it: an address is tried with HEAD before anything is sent there (docs/portal.md, Webhooks). */
export const webhookControl = (
  state: PortalState,
  { now }: Sources,
  check: WebhookSender['check'],
): WebhookControl => {
  const hookOf = (id: number): Webhook =>
    known(
      state.webhooks.find((one) => one.id === id),
      `webhook ${id}`,
    )
  const checked = async (hook: Webhook): Promise<Webhook> => {
    const got = await check(hook.uri)
    hook.checked = { at: now().toISOString(), ...got }
    return hook
  }
  return {
    addWebhook: ({ uri, secretKey, name = 'Webhook', triggers = 0, targetId = null, ownerId }) => {
      const hook: Webhook = {
        id: state.nextWebhookId++,
        name,
        uri,
        secretKey,
        triggers,
        targetId,
        ownerId: ownerId ?? USERS.owner,
        enabled: true,
        createdAt: now().toISOString(),
        checked: null,
        lastSuccessOn: null,
        lastFailureOn: null,
        lastFailureContent: null,
      }
      state.webhooks.push(hook)
      return checked(hook)
    },
    changeWebhook: async (id, change) => {
      const hook = Object.assign(hookOf(id), change)
      return change.uri === undefined ? hook : checked(hook)
    },
    removeWebhook: (id) => {
      const hook = hookOf(id)
      state.webhooks = state.webhooks.filter((one) => one !== hook)
    },
    webhooks: () =>
      state.webhooks.map((hook) => ({
        ...hook,
        deliveries: state.deliveries.filter(({ webhookId }) => webhookId === hook.id),
      })),
  }
}
