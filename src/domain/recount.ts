import { carriedOut, decide } from './decide.ts'
import { judgeDownloads, type StoredEvent } from './downloads.ts'
import { limitReachedBy, withLimitReached } from './limit-reached.ts'
import type { ShareLink } from './share.ts'

/**
 * The share with its count derived anew from all that is kept of the trail, and ended in the same change where its limit is
 * reached, or where anything else ends it.
 */
export const recounted = (
  share: ShareLink,
  stored: readonly StoredEvent[],
  { burstWindowMs, now }: { burstWindowMs: number; now: number },
): ShareLink => {
  const { count, counted, views } = judgeDownloads(share, stored, burstWindowMs)
  const judged = { ...share, downloads: count, views, judgedEvents: stored.length }
  const reached = limitReachedBy(counted, share.terms.limit)
  const facts = { now, ...(reached === undefined ? {} : { limitReached: reached }) }
  return withLimitReached(carriedOut(judged, decide(judged, facts), now) ?? judged, reached)
}
