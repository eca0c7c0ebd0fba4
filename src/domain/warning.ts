import type { Notified, ShareLink } from './share.ts'

/** What people are warned of before a share ends: its moment comes near, or one download is left. */
export type Warning = 'end' | 'last-download'

/** The end was granted when the share was made, or when somebody last extended it: to resume grants nothing new. */
const grantedAt = (share: ShareLink): number =>
  share.extensions.findLast(({ by }) => by !== null)?.askedAt ?? share.createdAt

/** An end is rounded up to whole seconds: by so much its warning may come after the moment that it was granted. */
const ROUNDING_MS = 1_000

/**
 * When to warn before the end; null: not at all. A share that lives no longer than twice that time, counted from its making,
 * is not warned of, nor is an end that was granted when it was so near already: whoever set it has it in mind still. 0 turns
 * the warning off.
 */
export const warnMoment = (share: ShareLink, warnBeforeMs: number): number | null => {
  const { expiresAt } = share.terms
  const isLong = expiresAt - share.createdAt > 2 * warnBeforeMs
  const at = expiresAt - warnBeforeMs
  return warnBeforeMs > 0 && isLong && at - grantedAt(share) >= ROUNDING_MS ? at : null
}

/** The moment to warn of this end has come; null where the share has ended, or ends at another moment now. */
export const endNears = (share: ShareLink, expiresAt: number, now: number): ShareLink | null =>
  share.state === 'active' &&
  share.terms.expiresAt === expiresAt &&
  share.endIsNear !== expiresAt &&
  now < expiresAt
    ? { ...share, endIsNear: expiresAt }
    : null

/** A limit of 1 always has one left at first: nobody needs to be told. */
const isOnLast = ({ terms: { limit }, downloads }: ShareLink): boolean =>
  limit !== null && limit >= 2 && downloads === limit - 1

/** What is to be warned of and was not yet: each end once, each limit once. */
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
