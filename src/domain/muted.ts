import { driftMark, tellsDrift } from './drift.ts'
import { isRevival } from './revival.ts'
import { hasThread, type Notified, type ShareLink } from './share.ts'
import { warned, warningsDue } from './warning.ts'

/**
 * Whether an extension is told that was not told yet. In a thread that is kept quiet only a return is, because
 * the end was. Without a message there is only the creator to tell, who knows of their own.
 */
export const tellsExtension = (share: ShareLink): boolean =>
  share.extensions.some(
    ({ by }, index) =>
      index >= share.notified.extensions &&
      (!share.muted || isRevival(share, index)) &&
      (hasThread(share) || by !== share.creator.id),
  )

/**
 * What is never told counts as told, so that it is not made up for when a thread may speak again. Null where
 * there is nothing of the kind.
 */
export const markMuted = (share: ShareLink): ShareLink | null => {
  const notified: Notified = {
    ...share.notified,
    ...(share.muted ? { ...warned(share, warningsDue(share)), downloads: share.downloads } : {}),
    ...(share.muted && tellsDrift(share) ? { drift: driftMark(share) } : {}),
    ...(tellsExtension(share) ? {} : { extensions: share.extensions.length }),
  }
  const marks = ['downloads', 'warnedEnd', 'warnedLimit', 'extensions', 'drift'] as const
  return marks.some((mark) => notified[mark] !== share.notified[mark]) ? { ...share, notified } : null
}
