import { fingerprintOf } from './fingerprint.ts'
import type { ClosedPlace, ShareLink } from './share.ts'
import type { SlackError } from './slack-error.ts'

// Slack's answer that a place is closed holds for a time: a channel comes back from the archive, the bot is invited again, an
// id changes. So where a message stands is never forgotten for it.

const HOUR_MS = 60 * 60_000
const DAY_MS = 24 * HOUR_MS

/** Nothing in that place can be written or changed. */
const PLACE: ReadonlySet<string> = new Set(['is_archived', 'channel_not_found', 'is_inactive'])

/** What was written there can be changed, but no reply is taken. */
const REPLIES: ReadonlySet<string> = new Set([
  'not_in_channel',
  'restricted_action',
  'restricted_action_read_only_channel',
  'restricted_action_thread_only_channel',
  'restricted_action_non_threadable_channel',
  'restricted_action_thread_locked',
])

/** What a refused reply says of its place; null: nothing that may pass. */
export const closedToReply = ({ code }: SlackError): ClosedPlace['to'] | null => {
  if (PLACE.has(code)) return 'place'
  return REPLIES.has(code) ? 'replies' : null
}

/** Whether a refused rewriting may be taken at another time. */
export const isClosedToRewriting = (error: SlackError): boolean => closedToReply(error) !== null

/** The share with its place found closed; what is pending there waits. */
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

/** A closed place that may be open by now; null where there is none. */
export const triedAgain = (share: ShareLink): ShareLink | null =>
  share.closed === null || share.closed.again ? null : { ...share, closed: { ...share.closed, again: true } }

/** What was written there was changed: so it is open again, unless it was only replies that were not taken. */
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

/** All is told to a place that was tried again: it is open. Null where that is not so. `owes`: whether something is owed. */
export const opened = (share: ShareLink, owes: boolean): ShareLink | null =>
  share.closed?.again && !owes
    ? { ...share, closed: null, notified: { ...share.notified, lost: false } }
    : null

/** Where a message is, as Slack says it. */
export type MessagePlace = NonNullable<ShareLink['message']>

/**
 * Somebody has pressed a button of its message: so it is there. Null where that is known, or not to be believed yet, and
 * where it is not that message: a post whose answer never came may have left an older one behind.
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

/** Slack calls its channel by another id from now on (Slack: channel_id_changed). Null where it is in another one. */
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
