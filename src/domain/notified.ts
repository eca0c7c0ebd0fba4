import { countExtensions } from './past.ts'
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

/** What became of a post whose answer was lost. `unknown`: Slack does not let us look. */
export type PostFound = 'there' | 'absent' | 'unknown'

/**
 * To whom an end is told next: to channel and thread, to the thread alone, to its creator, or to nobody any more. `mark` is
 * stored before that is tried, `done` once it is known to be told.
 */
export interface EndWay {
  to: 'channel' | 'thread' | 'creator' | 'nobody'
  mark: Partial<Notified>
  done: Partial<Notified>
}

const TOLD: Partial<Notified> = { end: 'notified' }
const TOLD_PRIVATELY: Partial<Notified> = { endPrivately: 'notified' }
const TO_CHANNEL: EndWay = { to: 'channel', mark: { end: 'telling' }, done: TOLD }

const toNobody = (done: Partial<Notified>): EndWay => ({ to: 'nobody', mark: done, done })

/** Its creator is told for now, since the place of its message is closed. */
const isToldPrivately = (share: ShareLink): boolean => share.message !== null && isClosed(share)

/** A post of its end may be there, and may be found again. A reply in the thread alone cannot (Slack: conversations.history). */
export const isEndInDoubt = (share: ShareLink): boolean => {
  const { end, endPrivately } = share.notified
  if (isToldPrivately(share)) return endPrivately === 'telling'
  return end === 'telling' || (end === 'again' && share.message === null)
}

/** Where only its place is closed, the channel is told too, once it is open; so its creator is told until an answer has come. */
const privateWay = ({ notified: { endPrivately } }: ShareLink, found: PostFound): EndWay | null => {
  if (endPrivately === 'notified') return null
  return found === 'there'
    ? toNobody(TOLD_PRIVATELY)
    : { to: 'creator', mark: { endPrivately: 'telling' }, done: TOLD_PRIVATELY }
}

/**
 * How an end is told next (docs/slack.md, Telling Slack); null where it is told. `found`: what became of the last post, where
 * that is in doubt. What is not there is posted again. Where nobody can say, the next way is quieter: channel and thread see
 * an end twice at most. The last way, to its creator, is taken until an answer has come, so that an end is never told nowhere.
 */
export const endWay = (share: ShareLink, found: PostFound): EndWay | null => {
  const { end, endPrivately } = share.notified
  if (end === 'notified') return null
  if (isToldPrivately(share)) return privateWay(share, found)
  if (found === 'there') return toNobody(TOLD)
  const isNew = end === 'no' || end === 'heard' || found === 'absent'
  if (!isNew && endPrivately === 'notified') return toNobody(TOLD)
  if (!hasThread(share)) return { to: 'creator', mark: { end: 'telling' }, done: TOLD }
  if (end === 'no' || (isNew && end === 'telling')) return TO_CHANNEL
  return { to: end === 'again' ? 'creator' : 'thread', mark: { end: 'again' }, done: TOLD }
}

/** Stored before an end is told in that way. It tells all downloads and extensions that were not told before. */
export const endMarks = (share: ShareLink, way: EndWay): Partial<Notified> => ({
  ...way.mark,
  endTries: share.notified.endTries + 1,
  ...(isClosed(share) ? {} : { downloads: share.downloads }),
  extensions: countExtensions(share),
  lost: share.notified.lost || share.messageLost || isClosed(share),
})

/** As they were before that was stored. */
export const endUnmarked = ({ notified }: ShareLink): Partial<Notified> => {
  const { end, endPrivately, endTries, downloads, extensions, lost } = notified
  return { end, endPrivately, endTries, downloads, extensions, lost }
}

/** Its end is told to that channel next, so that it may be told with others. */
export const joinsEnds = (share: ShareLink, channel: string): boolean =>
  pendingPost(share) === 'end' &&
  share.message?.channel === channel &&
  hasThread(share) &&
  share.notified.end === 'no'

/** Stored before ends are told together. Null where this one is not to be told to that channel any more. */
export const claimJoined = (share: ShareLink, channel: string): ShareLink | null =>
  joinsEnds(share, channel) ? withNotified(share, endMarks(share, TO_CHANNEL)) : null

/** Told together they reached everybody. Null where the share has another end by now. */
export const joinedNotified = (share: ShareLink, told: ShareLink): ShareLink | null =>
  endNotified(share, told, TO_CHANNEL)

/** As before they were told together, which Slack did not take. Null where the share has another end by now. */
export const joinedUndone = (share: ShareLink, before: ShareLink): ShareLink | null =>
  isSameEnd(share, before) ? withNotified(share, endUnmarked(before)) : null

/** The end that was `told` is known to be told in that way. Null where the share has another end by now. */
export const endNotified = (share: ShareLink, told: ShareLink, way: EndWay): ShareLink | null =>
  isSameEnd(share, told) ? withNotified(share, way.done) : null
