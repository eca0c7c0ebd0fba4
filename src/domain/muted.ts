import { driftMark, tellsDrift } from './drift.ts'
import { countExtensions, foldedExtensions } from './past.ts'
import { isRevival } from './revival.ts'
import { hasThread, type Notified, type ShareLink } from './share.ts'
import { warned, warningsDue } from './warning.ts'

/**
 * Whether there is an extension to tell. In a muted thread only a return is told, because the end was told there. Where
 * there is no message, only the creator could be told, who knows already of an extension of their own.
 */
export const tellsExtension = (share: ShareLink): boolean =>
  share.extensions.some(
    ({ by }, index) =>
      foldedExtensions(share) + index >= share.notified.extensions &&
      (!share.muted || isRevival(share, index)) &&
      (hasThread(share) || by !== share.creator.id),
  )

/**
 * Marks as told what a muted thread never tells, so that it is not told later when the thread is unmuted. Null where
 * there is nothing to mark.
 */
export const markMuted = (share: ShareLink): ShareLink | null => {
  const notified: Notified = {
    ...share.notified,
    ...(share.muted ? { ...warned(share, warningsDue(share)), downloads: share.downloads } : {}),
    ...(share.muted && tellsDrift(share) ? { drift: driftMark(share) } : {}),
    ...(tellsExtension(share) ? {} : { extensions: countExtensions(share) }),
  }
  const marks = ['downloads', 'warnedEnd', 'warnedLimit', 'extensions', 'drift'] as const
  return marks.some((mark) => notified[mark] !== share.notified[mark]) ? { ...share, notified } : null
}

/**
 * Its thread is muted, or may speak again. What happened while it was muted is not told later. Null where it is so already.
 */
export const setMuted = (share: ShareLink, muted: boolean): ShareLink | null =>
  share.muted === muted ? null : { ...(markMuted(share) ?? share), muted }
