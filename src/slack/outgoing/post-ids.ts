import { createHash } from 'node:crypto'
import type { ShareLink } from '../../domain/share.ts'

/** Letters, numbers, underscores and hyphens alone (Slack: Using message metadata). */
const EVENT_TYPE = 'sharelink_post'

/** Any app and member of the workspace may read it, so it says nothing to who does not know the share. */
const opaque = (...parts: unknown[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 22)

/** Names the message of the share's present link. */
export const messageId = ({ team, id, linkId }: ShareLink): string => opaque('message', team, id, linkId)

/** Names what tells the share's present end, however often it is posted. */
export const endId = ({ team, id, end }: ShareLink): string =>
  opaque('end', team, id, end?.reason, end?.decidedAt)

/** Written beside a message, by which it is found again. */
export const metadataOf = (ids: readonly string[]) => ({
  metadata: { event_type: EVENT_TYPE, event_payload: { ids: ids.join(' ') } },
})

/** Whether that was written beside a message with this id. */
export const isNamed = (metadata: unknown, id: string): boolean => {
  const { event_type: type, event_payload: payload } = (metadata ?? {}) as {
    event_type?: unknown
    event_payload?: { ids?: unknown }
  }
  return type === EVENT_TYPE && String(payload?.ids).split(' ').includes(id)
}
