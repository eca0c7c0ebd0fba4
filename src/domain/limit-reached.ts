import type { StoredEvent } from './downloads.ts'
import type { ShareLink } from './share.ts'
import type { LimitReached } from './share-state.ts'

/**
 * The counted download that reached the limit, the first ones first, however late its event came; undefined while none has.
 * `seenAt` is when so many had been seen: that was known before an event came late that belongs among them.
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

/** False for a share that ended by its limit and has no word of when that was reached. */
export const knowsWhenReached = ({ end, terms, downloads }: ShareLink): boolean =>
  end?.reason !== 'limit' || end.limitReached !== undefined || terms.limit === null || downloads < terms.limit

/** Late events may show that the limit was reached by another download than was thought. */
export const withLimitReached = (share: ShareLink, reached: LimitReached | undefined): ShareLink =>
  share.end?.reason === 'limit' && reached !== undefined
    ? { ...share, end: { ...share.end, limitReached: reached } }
    : share
