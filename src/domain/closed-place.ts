import { fingerprintOf } from './fingerprint.ts'
import type { ClosedPlace, ShareLink } from './share.ts'
import type { SlackError } from './slack-error.ts'

// A place that Slack calls closed may open again: a channel comes back from the archive, the bot is invited, an id
// changes. So the record keeps where the message stands.

const HOUR_MS = 60 * 60_000
const DAY_MS = 24 * HOUR_MS

/** Answers that mean: nothing there can be written or changed. */
const PLACE: ReadonlySet<string> = new Set(['is_archived', 'channel_not_found', 'is_inactive'])

/** Answers that mean: messages there can be changed, but no reply is taken. */
const REPLIES: ReadonlySet<string> = new Set([
  'not_in_channel',
  'restricted_action',
  'restricted_action_read_only_channel',
  'restricted_action_thread_only_channel',
  'restricted_action_non_threadable_channel',
  'restricted_action_thread_locked',
])

/** What a refused reply shows of its place. Null: it would be refused later too. */
export const closedToReply = ({ code }: SlackError): ClosedPlace['to'] | null => {
  if (PLACE.has(code)) return 'place'
  return REPLIES.has(code) ? 'replies' : null
}

/** Whether a rewriting that Slack refused may succeed later. */
export const isClosedToRewriting = (error: SlackError): boolean => closedToReply(error) !== null

/** The share after its place was found closed. What is pending there waits. */
export const placeClosed = (share: ShareLink, to: ClosedPlace['to'], now: number): ShareLink =>
  share.message === null
    ? share
    : {
        ...share,
        closed: {
          to,
          tries: (share.closed?.tries ?? 0) + 1,
          triedAt: now,
          fingerprint: fingerprintOf(share),
          again: false,
        },
      }

/** When a closed place is tried again though nothing has happened: after an hour, then less and less often. */
export const retryAt = ({ tries, triedAt }: ClosedPlace): number =>
  triedAt + Math.min(HOUR_MS * 2 ** (tries - 1), DAY_MS)

/** The share with its closed place marked for another try; null where no place is closed. */
export const triedAgain = (share: ShareLink): ShareLink | null =>
  share.closed === null || share.closed.again ? null : { ...share, closed: { ...share.closed, again: true } }

/** The message could be changed, so the place is open again, unless only replies were refused. */
export const rewritten = (share: ShareLink, fingerprint: string): ShareLink => {
  const { closed } = share
  const notified = { ...share.notified, fingerprint }
  if (closed === null || closed.again) return { ...share, notified }
  return {
    ...share,
    notified,
    closed: closed.to === 'place' ? { ...closed, again: true } : { ...closed, fingerprint },
  }
}

/**
 * Everything was told in a place that was tried again, so it is open. Null where that is not so. `owes`: something is
 * still pending.
 */
export const opened = (share: ShareLink, owes: boolean): ShareLink | null =>
  share.closed?.again && !owes
    ? { ...share, closed: null, notified: { ...share.notified, lost: false } }
    : null

/** Where a message is, as Slack says it. */
export type MessagePlace = NonNullable<ShareLink['message']>

/**
 * Somebody pressed a button of its message, so the message is there. Null where that is known already, while the share
 * is still being made, and where it is another message: a post whose answer never came may have left an older one
 * behind.
 */
export const seenAt = (share: ShareLink, { channel, ts }: MessagePlace): ShareLink | null => {
  if (share.state === 'creating' || share.state === 'failed') return null
  const { message, closed } = share
  // A channel that gets another id keeps the times of its messages.
  if (message !== null && message.ts !== ts) return null
  const isKnown = message?.channel === channel
  if (isKnown && (closed === null || closed.again)) return null
  return {
    ...share,
    message: { channel, ts },
    messageLost: false,
    channel: { ...share.channel, id: channel },
    closed: closed === null ? null : { ...closed, again: true },
    notified: { ...share.notified, fingerprint: null, lost: false },
  }
}

/**
 * A message of the share stands there that is not its own: it was left behind when the answer to a post was lost, and its
 * address is dead.
 */
export const isStray = ({ state, message }: ShareLink, { ts }: MessagePlace): boolean =>
  state === 'failed' || (state !== 'creating' && message !== null && message.ts !== ts)

/** Slack gave the channel another id (event `channel_id_changed`). Null where the share is in another channel. */
export const movedTo = (share: ShareLink, from: string, to: string): ShareLink | null => {
  const { channel, message, closed } = share
  if (channel.id !== from && message?.channel !== from) return null
  return {
    ...share,
    channel: channel.id === from ? { ...channel, id: to } : channel,
    message: message?.channel === from ? { ...message, channel: to } : message,
    closed: closed === null ? null : { ...closed, again: true },
  }
}
