import { mayReadFile } from './rights.ts'
import type { AuditEvent, PortalState, Webhook } from './state-types.ts'
import type { Sources } from './types.ts'
import { atLeast } from './version.ts'
import { FILE_DOWNLOADED, filePayload, isFor, shortUtc } from './webhook-body.ts'

/** Downloads of files; looking at one (5064) fires nothing (docs/portal.md, Webhooks). */
const DOWNLOADS = [5009, 5010, 5062]
/** Enough to look at; the log would grow for ever otherwise. */
const LOG_LENGTH = 200

const isWanted = (state: PortalState, hook: Webhook, fileId: string): boolean => {
  const file = state.files[fileId]
  if (!file || !hook.enabled || !isFor(hook.triggers, FILE_DOWNLOADED.triggerId)) return false
  if (hook.targetId !== null && hook.targetId !== fileId) return false
  return mayReadFile(state, state.users[hook.ownerId] ?? null, file)
}

/** Puts a delivery in the queue of each webhook that wants the event; at once, however late its row is. */
export const queueDeliveries = (state: PortalState, { now }: Sources, event: AuditEvent): void => {
  if (!DOWNLOADS.includes(event.actionId) || !atLeast(state.settings.version, 3, 7)) return
  const file = state.files[event.target.join(',')]
  if (!file) return
  for (const hook of state.webhooks.filter((one) => isWanted(state, one, file.id))) {
    state.deliveries.push({
      id: state.nextDeliveryId++,
      webhookId: hook.id,
      ...FILE_DOWNLOADED,
      createdOn: shortUtc(now()),
      createdBy: event.userId,
      payload: filePayload(state, file),
      attempts: [],
      state: 'waiting',
    })
  }
  const over = state.deliveries.length - LOG_LENGTH
  const oldest = new Set(
    state.deliveries.filter((one) => one.state !== 'waiting').slice(0, Math.max(0, over)),
  )
  if (oldest.size > 0) state.deliveries = state.deliveries.filter((one) => !oldest.has(one))
}
