import { type PendingPost, pendingPost } from './pending-notice.ts'
import { hasThread, isClosed, type Notified, type ShareLink } from './share.ts'

// How the record notes what Slack was told. Each function gives the share as it will be, or null where nothing changes.

/** The share with these marks of what was told. */
export const withNotified = (share: ShareLink, notified: Partial<Notified>): ShareLink => ({
  ...share,
  notified: { ...share.notified, ...notified },
})

/** Its message may be out of date, so it has to be written anew. */
export const messageOutdated = (share: ShareLink): ShareLink => withNotified(share, { fingerprint: null })

/**
 * Its message is gone. From now on its creator is told what would have stood in the thread. `undo`: marks of what must be
 * told again.
 */
export const messageGone = (share: ShareLink, undo: Partial<Notified>): ShareLink => ({
  ...withNotified(share, undo),
  message: null,
  messageLost: true,
})

/**
 * Stored before a notice is sent that must not be sent twice. `marks`: what it tells, or null where another run has told some
 * of it. Null too where something else is pending by now.
 */
export const claimNotice = (
  share: ShareLink,
  notice: PendingPost,
  marks: (share: ShareLink) => Partial<Notified> | null,
): ShareLink | null => {
  const notified = pendingPost(share) === notice ? marks(share) : null
  return notified === null ? null : withNotified(share, notified)
}

/** Whether both have the same end, or none: an extension may have taken one back, and another may have come since. */
export const isSameEnd = (share: ShareLink, other: ShareLink): boolean =>
  share.end?.decidedAt === other.end?.decidedAt

/**
 * To whom an end is told: to channel and thread, to the thread alone, or to its creator. `mark` is stored before that is
 * tried, `done` once it is known to be told.
 */
export interface EndWay {
  to: 'channel' | 'thread' | 'creator'
  mark: Partial<Notified>
  done: Partial<Notified>
}

const TOLD: Partial<Notified> = { end: 'notified' }
const TO_CHANNEL: EndWay = { to: 'channel', mark: { end: 'telling' }, done: TOLD }
const TO_CREATOR: EndWay = { to: 'creator', mark: { end: 'privately' }, done: TOLD }

const WAYS: Readonly<Record<Exclude<Notified['end'], 'notified'>, EndWay>> = {
  no: TO_CHANNEL,
  telling: { to: 'thread', mark: { end: 'again' }, done: TOLD },
  again: TO_CREATOR,
  privately: TO_CREATOR,
}

/**
 * How an end is told next (docs/slack.md, Telling Slack). When the answer was lost, or the process died, the next way is
 * quieter: so channel and thread see it twice at most. The last one is taken until an answer has come. Null: it is told.
 */
export const endWay = (share: ShareLink): EndWay | null => {
  const { end } = share.notified
  if (end === 'notified') return null
  if (hasThread(share)) return WAYS[end]
  // No message to reply to. Where only its place is closed, the channel is told too, once it is open.
  return share.message === null
    ? TO_CREATOR
    : { to: 'creator', mark: { endPrivately: 'telling' }, done: { endPrivately: 'notified' } }
}

/** Stored before an end is told in that way. It tells all downloads and extensions that were not told before. */
export const endMarks = (share: ShareLink, way: EndWay): Partial<Notified> => ({
  ...way.mark,
  ...(isClosed(share) ? {} : { downloads: share.downloads }),
  extensions: share.extensions.length,
  lost: share.notified.lost || share.messageLost || isClosed(share),
})

/** Its end is told to that channel next, so that it may be told with others. */
export const joinsEnds = (share: ShareLink, channel: string): boolean =>
  pendingPost(share) === 'end' && share.message?.channel === channel && endWay(share)?.to === 'channel'

/** Stored before ends are told together. Null where this one is not to be told to that channel any more. */
export const claimJoined = (share: ShareLink, channel: string): ShareLink | null =>
  joinsEnds(share, channel) ? withNotified(share, endMarks(share, TO_CHANNEL)) : null

/** Told together they reached everybody. Null where the share has another end by now. */
export const joinedNotified = (share: ShareLink, told: ShareLink): ShareLink | null =>
  endNotified(share, told, TO_CHANNEL)

/** As before they were told together, which Slack did not take. Null where the share has another end by now. */
export const joinedUndone = (share: ShareLink, before: ShareLink): ShareLink | null => {
  const { end, downloads, extensions, lost } = before.notified
  return isSameEnd(share, before) ? withNotified(share, { end, downloads, extensions, lost }) : null
}

/** The end that was `told` is known to be told in that way. Null where the share has another end by now. */
export const endNotified = (share: ShareLink, told: ShareLink, way: EndWay): ShareLink | null =>
  isSameEnd(share, told) ? withNotified(share, way.done) : null
