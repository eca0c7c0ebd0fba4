import type { ShareLink } from './share.ts'

/** How long it took from a reached limit to a dead link, over a span of time, in ms. Null: it did not happen. */
export interface BoundStats {
  count: number
  p50: number
  p95: number
  max: number
}

/** One measured revocation. Times are epoch ms. */
export interface Bound {
  /** When the download happened that reached the limit: by our clock, but as coarse as the portal's whole seconds. */
  reachedAt: number
  seenAt: number
  deadAt: number
}

/** The times of a share that ended by its limit. Null for any other, and while its link may still live. */
export const boundOf = ({ end }: Pick<ShareLink, 'end'>): Bound | null => {
  if (end?.reason !== 'limit' || end.limitReached === undefined || end.verifiedAt === null) return null
  const { at, skewMs, seenAt } = end.limitReached
  return { reachedAt: at - skewMs, seenAt, deadAt: end.verifiedAt }
}

/** Never below zero: the portal rounds to whole seconds, up as well as down. */
export const boundMs = ({ reachedAt, deadAt }: Bound): number => Math.max(0, deadAt - reachedAt)

/** Of durations in ms, by nearest rank. */
export const boundStats = (durations: readonly number[]): BoundStats | null => {
  if (durations.length === 0) return null
  const sorted = [...durations].sort((a, b) => a - b)
  const rank = (share: number) => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0
  return { count: sorted.length, p50: rank(0.5), p95: rank(0.95), max: rank(1) }
}
