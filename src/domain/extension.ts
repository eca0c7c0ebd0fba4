import { briefOf } from './brief-share.ts'
import { type Policy, refuseChannel, refuseLimit, refusePassword, usualExpiryMs } from './policy.ts'
import type { Refusal } from './refusal.ts'
import { type Extension, isSuspended, type ShareEnd, type ShareLink } from './share.ts'
import type { RequestedTerms } from './terms.ts'

/** What may be asked of an extension. */
export type ExtensionTerms = Pick<RequestedTerms, 'end' | 'limit'>

export type GrantedExtension =
  | { ok: true; expiresAt: number; limit: number | null }
  | { ok: false; refusal: Refusal }

/** An end that came by itself can be taken back, as a suspension is; one that somebody decided cannot. */
export const endedByItself = ({ end }: { end: Pick<ShareEnd, 'reason'> | null }): boolean =>
  end?.reason === 'expired' || end?.reason === 'limit' || end?.reason === 'blind'

/** Over, or about to be, and yet an extension may revive it. */
export const canBeRevived = (share: ShareLink): boolean =>
  (share.state === 'revoking' || share.state === 'revoked') && endedByItself(share)

/** The extension of which something may still come: neither carried out nor refused. */
export const extensionUnderWay = ({ extending, extensions }: ShareLink): Extension | null => {
  if (extending === null || extending.refusal !== null) return null
  if (extensions.some(({ reference }) => reference === extending.reference)) return null
  const { refusal: _, replyTo: __, ...extension } = extending
  return extension
}

/** An extension of it was announced, and something may come of it. */
export const isBeingExtended = (share: ShareLink): boolean =>
  extensionUnderWay(share) !== null && (share.state === 'active' || canBeRevived(share))

/** Why no extension at all can be asked for now; null when one can. */
export const whyNotExtendable = (share: ShareLink): Refusal | null => {
  if (share.state === 'creating') return { reason: 'not-ready', id: share.id }
  if (isSuspended(share)) return { reason: 'suspended', share: briefOf(share) }
  if (share.state !== 'active' && !canBeRevived(share))
    return { reason: 'cannot-extend', share: briefOf(share) }
  return share.extending === null ? null : { reason: 'extension-under-way', share: briefOf(share) }
}

/** Why what was granted does not do any more; null while it does. */
export const whyNotCarriedOut = (share: ShareLink, extension: Extension, now: number): Refusal | null => {
  if (share.state !== 'active' && !canBeRevived(share))
    return { reason: 'cannot-extend', share: briefOf(share) }
  // Suspended after it was announced: only what resumes it may revive it.
  if (isSuspended(share) && extension.by !== null) return { reason: 'suspended', share: briefOf(share) }
  if (extension.expiresAt <= now) return { reason: 'end-passed' }
  const usedUp = extension.limit !== null && extension.limit <= share.downloads
  return usedUp ? { reason: 'limit-too-low', share: briefOf(share) } : null
}

/** Why the policy lets no link like this one live on, whatever is asked for; null when it does. */
export const whyNotAllowed = (share: ShareLink, policy: Policy): Refusal | null => {
  const refused = refuseChannel(policy, share.channel.id) ?? refusePassword(share.sealedPassword, policy)
  if (refused === null) return null
  const { broken } = refused
  return { reason: 'policy', ...broken, ...(broken.rule === 'REQUIRE_PASSWORD' ? { hasNone: true } : {}) }
}

/**
 * Holds an extension against the policy (product 2), the link as a whole. Only an end or a limit that a live
 * share has, while the other is what is asked for, stays though the policy would not give it any more.
 */
export const grantExtension = (
  share: ShareLink,
  asked: ExtensionTerms,
  policy: Policy,
  now: number,
): GrantedExtension => {
  const refusal =
    whyNotExtendable(share) ??
    whyNotAllowed(share, policy) ??
    whyNotLimit(share, asked.limit, policy) ??
    whyNotEnd(share, asked, policy, now)
  if (refusal !== null) return { ok: false, refusal }
  const granted = { expiresAt: newEnd(share, asked, policy, now), limit: newLimit(share, asked.limit) }
  const { expiresAt, limit } = share.terms
  return share.state === 'active' && granted.expiresAt === expiresAt && granted.limit === limit
    ? { ok: false, refusal: { reason: 'same-terms', share: briefOf(share) } }
    : { ok: true, ...granted }
}

/** From when on a duration counts: the present end, or now, if that has come. */
export const extendsFrom = (share: ShareLink, now: number): number =>
  share.state === 'active' ? share.terms.expiresAt : now

/** How much later than `extendsFrom` the policy lets the end be. */
export const roomToExtend = (share: ShareLink, policy: Policy, now: number): number =>
  policy.maxExpiryMs - (extendsFrom(share, now) - now)

/** An end that has not come is kept when nothing is said of it, unless it is too near to be revived for. */
export const keepsEnd = (share: ShareLink, policy: Policy, now: number): boolean =>
  share.state === 'active'
    ? share.terms.expiresAt > now
    : share.terms.expiresAt - now >= Math.max(policy.minExpiryMs, 1)

const newLimit = (share: ShareLink, asked: ExtensionTerms['limit']): number | null =>
  asked === null ? share.terms.limit : asked === 'none' ? null : asked

const whyNotLimit = (share: ShareLink, asked: ExtensionTerms['limit'], policy: Policy): Refusal | null => {
  if (share.terms.viewOnly)
    return asked === null ? null : { reason: 'view-only-limit', share: briefOf(share) }
  const limit = newLimit(share, asked)
  const { highestLimit } = policy
  if (highestLimit !== null && share.downloads >= highestLimit) {
    return { reason: 'policy', rule: 'MAX_DOWNLOADS_LIMIT', most: highestLimit, had: share.downloads }
  }
  const refused = refuseLimit({ viewOnly: false, limit: limit ?? 'none' }, policy)
  if (refused !== null) return { reason: 'policy', ...refused.broken }
  if (limit === null || limit > share.downloads) return null
  return asked === null
    ? { reason: 'needs-higher-limit', share: briefOf(share) }
    : { reason: 'limit-too-low', share: briefOf(share) }
}

/** The end that is asked for, to the millisecond. */
const askedEnd = (share: ShareLink, { end, limit }: ExtensionTerms, policy: Policy, now: number): number => {
  if (end?.kind === 'until') return end.at
  if (end?.kind === 'for') return extendsFrom(share, now) + end.ms
  if (limit !== null && keepsEnd(share, policy, now)) return share.terms.expiresAt
  return Math.min(extendsFrom(share, now) + usualExpiryMs(policy), now + policy.maxExpiryMs)
}

// Whole seconds, because the portal's clock knows no smaller ones; up, so that nobody gets less than asked.
const newEnd = (...given: Parameters<typeof askedEnd>): number =>
  Math.ceil(askedEnd(...given) / 1_000) * 1_000

const whyNotEnd = (share: ShareLink, asked: ExtensionTerms, policy: Policy, now: number): Refusal | null => {
  const end = askedEnd(share, asked, policy, now)
  const isKept = asked.end === null && end === share.terms.expiresAt
  if (share.state === 'active' && asked.limit !== null && isKept) return null
  const life = end - now
  const { minExpiryMs: min, maxExpiryMs: max } = policy
  const room = roomToExtend(share, policy, now)
  if (life > max || (asked.end === null && room <= 0)) {
    const leftMs = room < 1_000 ? null : roundedDown(room)
    return { reason: 'policy', rule: 'MAX_EXPIRY', mostMs: max, leftMs }
  }
  return life >= min && life > 0 ? null : { reason: 'policy', rule: 'MIN_EXPIRY', leastMs: min }
}

/** As people say it: whole days, or else whole hours, minutes, seconds. */
const roundedDown = (ms: number): number => {
  const unit = [86_400_000, 3_600_000, 60_000].find((one) => ms >= one) ?? 1_000
  return Math.floor(ms / unit) * unit
}
