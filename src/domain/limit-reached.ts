import type { StoredEvent } from './downloads.ts'
import type { ShareLink } from './share.ts'
import type { LimitReached } from './share-state.ts'

/**
 * The counted download that reached the limit, in the order in which they happened, however late its event appeared.
 * Undefined while the limit is not reached. `seenAt`: when so many downloads had been seen. An event that appears late
 * may move the download, but not that moment.
 */
export const limitReachedBy = (
  counted: readonly StoredEvent[],
  limit: number | null,
): LimitReached | undefined => {
  const event = limit === null ? undefined : counted[limit - 1]
  if (event === undefined || limit === null) return undefined
  const seen = counted.map(({ seenAt }) => seenAt).sort((a, b) => a - b)
  return { at: event.at, skewMs: event.skewMs, seenAt: seen[limit - 1] ?? event.seenAt }
}

/** False for a share that ended by its limit when it is not recorded when that was reached. */
export const knowsWhenReached = ({ end, terms, downloads }: ShareLink): boolean =>
  end?.reason !== 'limit' || end.limitReached !== undefined || terms.limit === null || downloads < terms.limit

/** Events that appear late may show that another download reached the limit. */
export const withLimitReached = (share: ShareLink, reached: LimitReached | undefined): ShareLink =>
  share.end?.reason === 'limit' && reached !== undefined
    ? { ...share, end: { ...share.end, limitReached: reached } }
    : share
