import { untoldLate } from './came-late.ts'
import { tellsDrift } from './drift.ts'
import { fingerprintOf, mayShowAddress } from './fingerprint.ts'
import { isKeyAwaited } from './hidden-key.ts'
import { tellsExtension } from './muted.ts'
import type { Refusal } from './refusal.ts'
import { hasEnded, hasThread, isClosed, isSuspended, type ShareLink } from './share.ts'
import { warningsDue } from './warning.ts'

/**
 * What is posted: the end; to its creator, that somebody came after it; to admins and its creator, that its key is known
 * outside; to its creator, why it does not resume; an extension; a change at the portal; to its creator, that the message is gone; a warning; a line on downloads.
 */
export type PendingPost =
  | 'end'
  | 'came-late'
  | 'key-out'
  | 'stuck'
  | 'extension'
  | 'drift'
  | 'lost'
  | 'warning'
  | 'downloads'

/** A rewriting of the message, or a post. */
type PendingNotice = 'message' | PendingPost

/** Reasons that may be gone in a moment, and about which its creator can do nothing. */
const PASSING: ReadonlySet<Refusal['reason']> = new Set([
  'portal-slow',
  'portal-down',
  'portal-busy',
  'still-ending',
  'bug',
])

/** It cannot resume, for a reason that its creator should know. */
const isStuckForLong = (share: ShareLink): boolean =>
  isSuspended(share) && share.end?.stuck !== undefined && !PASSING.has(share.end.stuck.refusal.reason)

/** The fingerprint that its message was last made from or, where it could not be changed, should have been made from. */
const shownFingerprint = ({ closed, notified }: ShareLink): string | null =>
  closed !== null && !closed.again ? closed.fingerprint : notified.fingerprint

/** Its creator has to be told that its message is no longer up to date. */
const isLost = (share: ShareLink): boolean =>
  share.messageLost || (isClosed(share) && share.closed?.to === 'place')

const owesEnd = (share: ShareLink): boolean =>
  share.notified.end !== 'notified' && (!isClosed(share) || share.notified.endPrivately !== 'notified')

/** Its message does not show what is true, so it has to be rewritten. */
export const isMessageOutdated = (share: ShareLink): boolean =>
  share.state !== 'creating' &&
  share.state !== 'failed' &&
  share.message !== null &&
  shownFingerprint(share) !== fingerprintOf(share)

/** Its message may show an address that is dead, or about to be. Nothing else that is told of shares is as urgent. */
export const showsDeadAddress = (share: ShareLink): boolean =>
  isMessageOutdated(share) && hasEnded(share) && mayShowAddress(share.notified.fingerprint)

/** The next thing to post about this share, the most urgent first; null when nothing is left to post. */
export const pendingPost = (share: ShareLink): PendingPost | null => {
  const { notified } = share
  if (share.state === 'creating' || share.state === 'failed') return null
  if (share.state === 'revoked' && owesEnd(share)) return 'end'
  if ((notified.keyOutUntold ?? []).length > 0) return 'key-out'
  if (share.state === 'revoked' && untoldLate(share) !== null) return 'came-late'
  if (isStuckForLong(share) && !notified.stuck) return 'stuck'
  // While it is ending, anything else would soon be out of date, and the end tells the count anyway.
  if (share.state === 'revoking') return null
  if (share.state === 'active') {
    if (tellsExtension(share)) return 'extension'
    if (!share.muted && tellsDrift(share)) return 'drift'
    if (isLost(share) && !notified.lost) return 'lost'
    if (!share.muted && warningsDue(share).length > 0) return 'warning'
  }
  if (!hasThread(share) || share.muted) return null
  return notified.downloads < share.downloads ? 'downloads' : null
}

/** The next thing to tell Slack about this share; null when all is told. */
export const pendingNotice = (share: ShareLink): PendingNotice | null =>
  isMessageOutdated(share) ? 'message' : pendingPost(share)

/** Its link was changed at the portal, or replaced by another one, and has to be written. */
export const needsRepair = (share: Pick<ShareLink, 'state' | 'drift' | 'key'>): boolean =>
  share.state === 'active' && (share.drift?.repair === 'due' || isKeyAwaited(share))

/** Nothing is left to do for this share until something happens to it. */
export const isFinished = (share: ShareLink): boolean =>
  share.state !== 'creating' &&
  share.state !== 'revoking' &&
  share.looseLinkIds.length === 0 &&
  share.minuteLinks === undefined &&
  share.extending === null &&
  !needsRepair(share) &&
  share.closed?.again !== true &&
  pendingNotice(share) === null
