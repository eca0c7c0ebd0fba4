import { type PendingNotice, pendingNotice } from './pending-notice.ts'
import type { Notified, ShareLink } from './share.ts'

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
  notice: PendingNotice,
  marks: (share: ShareLink) => Partial<Notified> | null,
): ShareLink | null => {
  const notified = pendingNotice(share) === notice ? marks(share) : null
  return notified === null ? null : withNotified(share, notified)
}

/** Whether both have the same end, or none: an extension may have taken one back, and another may have come since. */
export const isSameEnd = (share: ShareLink, other: ShareLink): boolean =>
  share.end?.decidedAt === other.end?.decidedAt

/** The end that was `told` reached everybody it should reach. Null where the share has another end by now. */
export const endNotified = (share: ShareLink, told: ShareLink): ShareLink | null =>
  isSameEnd(share, told) ? withNotified(share, { end: 'notified' }) : null
