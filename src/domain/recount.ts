import { carriedOut, decide } from './decide.ts'
import type { StoredEvent } from './downloads.ts'
import { limitReachedBy, withLimitReached } from './limit-reached.ts'
import type { ShareLink } from './share.ts'

/** What the stored events of a share amount to. */
export interface Tally {
  /** How many there are. */
  events: number
  /** How many count as downloads, and how many of these took the file by `action=view`. */
  count: number
  views: number
  /** Those that count, oldest first; empty where the limit is not reached, since nobody asks which reached it then. */
  counted: readonly StoredEvent[]
}

/** The share with its new count, and ended in the same change where its limit is reached, or where anything else ends it. */
export const recounted = (share: ShareLink, tally: Tally, now: number): ShareLink => {
  const judged = { ...share, downloads: tally.count, views: tally.views, judgedEvents: tally.events }
  const reached = limitReachedBy(tally.counted, share.terms.limit)
  const facts = { now, ...(reached === undefined ? {} : { limitReached: reached }) }
  return withLimitReached(carriedOut(judged, decide(judged, facts), now) ?? judged, reached)
}
