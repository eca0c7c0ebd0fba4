import type { Notified, ShareLink } from './share.ts'

/** What people are warned of before a share ends: its moment comes near, or one download is left. */
export type Warning = 'end' | 'last-download'

/** When the present end was granted: when the share was made, or last extended by somebody. Resuming grants nothing new. */
const grantedAt = (share: ShareLink): number =>
  share.extensions.findLast(({ by }) => by !== null)?.askedAt ?? share.createdAt

/** An end is rounded up to whole seconds, so the moment to warn may lie this much after it was granted. */
const ROUNDING_MS = 1_000

/**
 * When to warn before the end; null: not at all. No warning for a share that lives no longer than twice `warnBeforeMs`,
 * nor for an end that was this near when it was granted: people remember what they just set. 0 turns warnings off.
 */
export const warnMoment = (share: ShareLink, warnBeforeMs: number): number | null => {
  const { expiresAt } = share.terms
  const isLong = expiresAt - share.createdAt > 2 * warnBeforeMs
  const at = expiresAt - warnBeforeMs
  return warnBeforeMs > 0 && isLong && at - grantedAt(share) >= ROUNDING_MS ? at : null
}

/** The moment to warn of this end has come. Null where the share has ended, or has another end by now. */
export const endNears = (share: ShareLink, expiresAt: number, now: number): ShareLink | null =>
  share.state === 'active' &&
  share.terms.expiresAt === expiresAt &&
  share.endIsNear !== expiresAt &&
  now < expiresAt
    ? { ...share, endIsNear: expiresAt }
    : null

/** One download is left. Not with a limit of 1, where that is so from the start. */
const isOnLast = ({ terms: { limit }, downloads }: ShareLink): boolean =>
  limit !== null && limit >= 2 && downloads === limit - 1

/** The warnings that are due and were not given yet: once for each end, once for each limit. */
export const warningsDue = (share: ShareLink): readonly Warning[] => {
  if (share.state !== 'active') return []
  const { notified, terms, endIsNear } = share
  const isNear = endIsNear === terms.expiresAt && notified.warnedEnd !== terms.expiresAt
  const isLast = isOnLast(share) && notified.warnedLimit !== terms.limit
  return [...(isNear ? ['end' as const] : []), ...(isLast ? ['last-download' as const] : [])]
}

/** The marks by which these warnings count as given. */
export const warned = ({ terms }: ShareLink, warnings: readonly Warning[]): Partial<Notified> => ({
  ...(warnings.includes('end') ? { warnedEnd: terms.expiresAt } : {}),
  ...(warnings.includes('last-download') ? { warnedLimit: terms.limit } : {}),
})
