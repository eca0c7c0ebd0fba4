import { untoldLate } from '../../domain/came-late.ts'
import { isClosedToRewriting, opened, rewritten } from '../../domain/closed-place.ts'
import { driftMark } from '../../domain/drift.ts'
import { fingerprintOf } from '../../domain/fingerprint.ts'
import { markMuted } from '../../domain/muted.ts'
import { endMarks, endNotified, endUnmarked, endWay, isEndInDoubt, isSameEnd } from '../../domain/notified.ts'
import { countExtensions } from '../../domain/past.ts'
import {
  isMessageOutdated,
  type PendingPost,
  pendingNotice,
  pendingPost,
  showsDeadAddress,
} from '../../domain/pending-notice.ts'
import { hasRevival } from '../../domain/revival.ts'
import type { ShareLink, ShareRef } from '../../domain/share.ts'
import { isMessageLost, SlackError } from '../../domain/slack-error.ts'
import type { CallRank } from '../../domain/slack-tiers.ts'
import { warned, warningsDue } from '../../domain/warning.ts'
import type { Claims } from '../claim-ports.ts'
import { readTakers } from '../claims/read-claims.ts'
import type { Notices } from '../notice-ports.ts'
import type { Jobs, Log, Now, Shares } from '../ports.ts'
import { joinEnds } from './join-ends.ts'
import { replies } from './replies.ts'

/**
 * Notifies Slack of what is pending of a share, one thing at a time, the most urgent first.
 *
 * Rewriting a message twice does no harm, so it is simply repeated. A reply sent twice would be seen twice. So it is
 * marked before it is sent, and not sent again when the answer is lost: the message shows the truth anyway. Throws
 * `SlackError` where another try makes sense.
 */
export const tellShare = ({
  shares,
  claims,
  notices,
  jobs,
  now,
  log,
}: {
  shares: Shares
  claims: Pick<Claims, 'look' | 'newest'>
  notices: Notices
  jobs: Jobs
  now: Now
  log: Log
}) => {
  const join = joinEnds({ shares, notices, log })
  const { mark, lose, close, sendOnce } = replies({ shares, now, log })
  const takersOf = readTakers({ claims })

  const rewrite = async (share: ShareLink): Promise<void> => {
    try {
      await notices.rewrite(share)
      await shares.change(share, (current) => rewritten(current, fingerprintOf(share)))
    } catch (error) {
      if (!(error instanceof SlackError) || error.outcome !== 'refused') throw error
      log.warn({ share: share.id, code: error.code }, 'the message of a share cannot be rewritten')
      if (isClosedToRewriting(error)) await close(share, 'place')
      else if (isMessageLost(error)) await lose(share, {})
      else await mark(share, { fingerprint: fingerprintOf(share) })
    }
  }

  /** Tells the end in the next way. A post that may be there already is looked for first. */
  const announceEnd = async (share: ShareLink): Promise<void> => {
    const way = endWay(share, isEndInDoubt(share) ? await notices.findEnd(share) : 'unknown')
    if (way === null) return
    const { endTries } = share.notified
    const takers = await takersOf(share)
    const isDone =
      way.to === 'nobody' ||
      (await sendOnce(
        way.to === 'creator' ? { ...share, message: null } : share,
        'end',
        (current) =>
          current.notified.endTries === endTries && isSameEnd(current, share) ? endMarks(share, way) : null,
        (shown) => notices.announceEnd(shown, way.to === 'channel', takers),
        endUnmarked(share),
        true,
      ))
    // An extension may have taken this end back meanwhile, and another end may have come.
    if (isDone) await shares.change(share, (current) => endNotified(current, share, way))
  }

  const tellExtensions = async (share: ShareLink): Promise<void> => {
    const { extensions } = share.notified
    const toChannel = hasRevival(share, extensions)
    await sendOnce(
      share,
      'extension',
      ({ notified }) => (notified.extensions === extensions ? { extensions: countExtensions(share) } : null),
      (shown) => notices.tellExtensions(shown, extensions, toChannel),
      { extensions },
    )
  }

  const tellDrift = async (share: ShareLink): Promise<void> => {
    const { drift } = share.notified
    await sendOnce(
      share,
      'drift',
      (current) => (current.notified.drift === drift ? { drift: driftMark(share) } : null),
      (shown) => notices.tellDrift(shown),
      { drift },
    )
  }

  const tellLost = async (share: ShareLink): Promise<void> => {
    await sendOnce(
      share,
      'lost',
      () => ({ lost: true }),
      (shown) => notices.tellLost(shown),
      { lost: false },
    )
  }

  const tellCameLate = async (share: ShareLink): Promise<void> => {
    const late = untoldLate(share)
    await sendOnce(
      { ...share, message: null },
      'came-late',
      () => (late === null ? null : { cameLateAfter: late }),
      (shown) => notices.tellCameLate(shown),
      { cameLateAfter: share.notified.cameLateAfter ?? 0 },
    )
  }

  const tellStuck = async (share: ShareLink): Promise<void> => {
    await sendOnce(
      share,
      'stuck',
      () => ({ stuck: true }),
      (shown) => notices.tellStuck(shown),
      { stuck: false },
    )
  }

  /** To one after the other. Whom Slack does not reach counts as told. */
  const tellKeyOut = async (share: ShareLink): Promise<void> => {
    const { keyOutUntold = [] } = share.notified
    const [to, ...others] = keyOutUntold
    if (to === undefined) return
    await sendOnce(
      { ...share, message: null },
      'key-out',
      ({ notified }) => (notified.keyOutUntold?.[0] === to ? { keyOutUntold: others } : null),
      (shown) => notices.tellKeyOut(shown, to),
      { keyOutUntold },
    )
  }

  /** In the thread it is the line on the newest downloads too. */
  const warn = async (share: ShareLink): Promise<void> => {
    const warnings = warningsDue(share)
    const { warnedEnd, warnedLimit, downloads } = share.notified
    const takers = await takersOf(share, share.downloads - downloads)
    await sendOnce(
      share,
      'warning',
      (current) =>
        warningsDue(current).join() === warnings.join() && current.notified.downloads === downloads
          ? { ...warned(share, warnings), downloads: Math.max(downloads, share.downloads) }
          : null,
      (shown) => notices.warn(shown, warnings, downloads, takers),
      { warnedEnd, warnedLimit, downloads },
    )
  }

  const tellDownloads = async (share: ShareLink): Promise<void> => {
    const { downloads } = share.notified
    const takers = await takersOf(share, share.downloads - downloads)
    await sendOnce(
      share,
      'downloads',
      ({ notified }) => (notified.downloads === downloads ? { downloads: share.downloads } : null),
      (shown) => notices.tellDownloads(shown, downloads, takers),
      { downloads },
    )
  }

  const acts: Record<PendingPost, (share: ShareLink) => Promise<void>> = {
    end: announceEnd,
    'key-out': tellKeyOut,
    'came-late': tellCameLate,
    stuck: tellStuck,
    extension: tellExtensions,
    drift: tellDrift,
    lost: tellLost,
    warning: warn,
    downloads: tellDownloads,
  }

  /** Marks what is never told as told, and a place that was tried again as open, when nothing is pending there. */
  const finished = (share: ShareLink): ShareLink | null => {
    const passed = markMuted(share)
    return opened(passed ?? share, pendingNotice(passed ?? share) !== null) ?? passed
  }

  /** The share, after these marks are stored. */
  const look = async (ref: ShareRef): Promise<ShareLink | null> => {
    const share = await shares.get(ref)
    return share === null || finished(share) === null ? share : (await shares.change(ref, finished)).share
  }

  return {
    /** What has to be posted next; null when nothing is left. */
    next: async (ref: ShareRef): Promise<PendingPost | null> => {
      const share = await look(ref)
      return share === null ? null : pendingPost(share)
    },
    /** Posts that one thing. `mayJoin`: others may wait in its channel, whose ends are told with its own. */
    tell: async (ref: ShareRef, mayJoin = false): Promise<void> => {
      const share = await look(ref)
      const what = share === null ? null : pendingPost(share)
      if (share === null || what === null) return
      if (what === 'end' && mayJoin && (await join(share))) return
      await acts[what](share)
    },
    /** How soon the message has to be rewritten; null: it shows what is true. */
    rewriting: async (ref: ShareRef): Promise<CallRank | null> => {
      const share = await look(ref)
      if (share === null || !isMessageOutdated(share)) return null
      return showsDeadAddress(share) ? 'first' : 'later'
    },
    /** Rewrites the message once, where it is out of date. */
    rewrite: async (ref: ShareRef): Promise<void> => {
      const share = await look(ref)
      if (share !== null && isMessageOutdated(share)) await rewrite(share)
    },
    /** Queues what has to be posted. A message that cannot be rewritten now does not hold that up, nor the other way round. */
    queuePosts: async (ref: ShareRef): Promise<void> => {
      const share = await look(ref)
      if (share !== null && pendingPost(share) !== null) await jobs.post(share)
    },
  }
}
