import { auditControl } from './control-audit.ts'
import { entryControl } from './control-entries.ts'
import { linkControl } from './control-links.ts'
import { oauthControl } from './control-oauth.ts'
import { peopleControl } from './control-people.ts'
import { webhookControl } from './control-webhooks.ts'
import type { PortalState } from './state-types.ts'
import type { Sources } from './types.ts'
import type { WebhookSender } from './webhook-sender.ts'

/** All that can be done to a portal's state behind its API. */
export const stateControl = (state: PortalState, sources: Sources, checkWebhook: WebhookSender['check']) => ({
  ...peopleControl(state, sources),
  ...oauthControl(state, sources),
  ...entryControl(state, sources),
  ...linkControl(state, sources),
  ...auditControl(state, sources),
  ...webhookControl(state, sources, checkWebhook),
})
