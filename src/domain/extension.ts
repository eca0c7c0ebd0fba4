import { briefOf } from './brief-share.ts'
import type { Refused } from './outcome.ts'
import {
  broken,
  CLOCKS_DIFFER_MS,
  type Policy,
  refuseBarred,
  refuseChannel,
  refuseLimit,
  refusePassword,
  usualExpiryMs,
} from './policy.ts'
import { policyRefusal } from './policy-refusal.ts'
import type { Refusal } from './refusal.ts'
import { type Extension, hasPassword, isExact, isSuspended, type ShareEnd, type ShareLink } from './share.ts'
import type { RequestedTerms } from './terms.ts'

/** What may be asked of an extension. */
export type ExtensionTerms = Pick<RequestedTerms, 'end' | 'limit'>

export type GrantedExtension =
  | { ok: true; expiresAt: number; limit: number | null }
  | { ok: false; refusal: Refusal }

/** An end that came by itself, or a suspension, can be taken back. One that a person decided cannot. */
export const endedByItself = ({ end }: { end: Pick<ShareEnd, 'reason'> | null }): boolean =>
  end?.reason === 'expired' || end?.reason === 'limit' || end?.reason === 'blind'

/** Over, or about to be, but an extension may revive it. */
export const canBeRevived = (share: ShareLink): boolean =>
  (share.state === 'revoking' || share.state === 'revoked') && endedByItself(share)

/** The extension that is neither carried out nor refused yet. */
export const extensionUnderWay = ({ extending, extensions }: ShareLink): Extension | null => {
  if (extending === null || extending.refusal !== null) return null
  if (extensions.some(({ reference }) => reference === extending.reference)) return null
  const { refusal: _, replyTo: __, ...extension } = extending
  return extension
}

/** Whether what was asked for with this reference is on record: announced, carried out, or refused and not answered yet. */
export const isExtensionKnown = ({ extending, extensions }: ShareLink, reference: string): boolean =>
  extending?.reference === reference || extensions.some((extension) => extension.reference === reference)

/** An extension of it was announced and is still under way. */
export const isBeingExtended = (share: ShareLink): boolean =>
  extensionUnderWay(share) !== null && (share.state === 'active' || canBeRevived(share))

/** Why it cannot be extended now; null when it can. */
export const whyNotExtendable = (share: ShareLink): Refusal | null => {
  if (share.state === 'creating') return { reason: 'not-ready', id: share.id }
  if (isSuspended(share)) return { reason: 'suspended', share: briefOf(share) }
  if (share.state !== 'active' && !canBeRevived(share))
    return { reason: 'cannot-extend', share: briefOf(share) }
  return share.extending === null ? null : { reason: 'extension-under-way', share: briefOf(share) }
}

/** Why what was granted cannot be carried out any more; null while it can. */
export const whyNotCarriedOut = (share: ShareLink, extension: Extension, now: number): Refusal | null => {
  if (share.state !== 'active' && !canBeRevived(share))
    return { reason: 'cannot-extend', share: briefOf(share) }
  // It was suspended after the announcement: only its own resumption may revive it.
  if (isSuspended(share) && extension.by !== null) return { reason: 'suspended', share: briefOf(share) }
  if (extension.expiresAt <= now) return { reason: 'end-passed' }
  const usedUp = extension.limit !== null && extension.limit <= share.downloads
  return usedUp ? { reason: 'limit-too-low', share: briefOf(share) } : null
}

/** Why the policy does not let a link like this one live on at all; null when it does. */
export const whyNotAllowed = (share: ShareLink, policy: Policy): Refusal | null => {
  const refused =
    refuseBarred(policy) ??
    refuseChannel(policy, share.channel.id) ??
    refuseMade(share, policy) ??
    refusePassword(hasPassword(share), policy)
  if (refused === null) return null
  const rule =
    refused.broken.rule === 'REQUIRE_PASSWORD' ? { ...refused.broken, isMade: true as const } : refused.broken
  return policyRefusal(rule, policy)
}

/** What a link was made without, and cannot be given any more. */
const refuseMade = (share: ShareLink, policy: Policy): Refused | null => {
  if (share.terms.viewOnly) return null
  if (policy.viewOnly) return broken(policy, { rule: 'view-only', isMade: true })
  return policy.exactOnly && !isExact(share) ? broken(policy, { rule: 'exact-only', isMade: true }) : null
}

/**
 * Checks the link, as the extension would leave it, against the policy. A live share's end or limit that the extension
 * does not change may stay, even where the policy would not grant it today.
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

/** From when a duration is counted: from the present end, or from now, if that has come. */
export const extendsFrom = (share: ShareLink, now: number): number =>
  share.state === 'active' ? share.terms.expiresAt : now

/** How much later than `extendsFrom` the policy lets the end be. */
export const roomToExtend = (share: ShareLink, policy: Policy, now: number): number =>
  latestEnd(share, policy, now) - extendsFrom(share, now)

/** The latest end that it may have: so long from now, and so long after it was made. */
export const latestEnd = (
  { createdAt }: ShareLink,
  { maxExpiryMs, maxLifeMs }: Policy,
  now: number,
): number =>
  Math.min(now + maxExpiryMs, maxLifeMs === null ? Number.POSITIVE_INFINITY : createdAt + maxLifeMs)

/**
 * Whether an end that nobody asked to change is kept: when it has not come, and is not so near that reviving the link
 * for it makes no sense.
 */
export const keepsEnd = (share: ShareLink, policy: Policy, now: number): boolean =>
  share.state === 'active'
    ? share.terms.expiresAt > now
    : share.terms.expiresAt - now >= Math.max(policy.minExpiryMs, 1)

const newLimit = (share: ShareLink, asked: ExtensionTerms['limit']): number | null =>
  asked === null ? share.terms.limit : asked === 'none' ? null : asked

/** A lower limit than the only one that new links may have can stay. */
const whyTooHigh = (limit: number | null, policy: Policy): Refusal | null => {
  const refused = refuseLimit({ viewOnly: false, limit: limit ?? 'none' }, { ...policy, onlyLimit: null })
  return refused === null ? null : policyRefusal(refused.broken, policy)
}

const whyNotLimit = (share: ShareLink, asked: ExtensionTerms['limit'], policy: Policy): Refusal | null => {
  if (share.terms.viewOnly)
    return asked === null ? null : { reason: 'view-only-limit', share: briefOf(share) }
  const limit = newLimit(share, asked)
  const { highestLimit } = policy
  if (highestLimit !== null && share.downloads >= highestLimit) {
    const rule = { rule: 'MAX_DOWNLOADS_LIMIT', most: highestLimit, had: share.downloads } as const
    return policyRefusal(broken(policy, rule).broken, policy)
  }
  const tooHigh = whyTooHigh(limit, policy)
  if (tooHigh !== null) return tooHigh
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
  return Math.min(extendsFrom(share, now) + usualExpiryMs(policy), latestEnd(share, policy, now))
}

// Rounded up to whole seconds: the trail has no smaller ones, and nobody gets less than asked.
const newEnd = (...given: Parameters<typeof askedEnd>): number =>
  Math.ceil(askedEnd(...given) / 1_000) * 1_000

const whyNotEnd = (share: ShareLink, asked: ExtensionTerms, policy: Policy, now: number): Refusal | null => {
  const end = askedEnd(share, asked, policy, now)
  const isKept = asked.end === null && end === share.terms.expiresAt
  if (share.state === 'active' && asked.limit !== null && isKept) return null
  if (end > latestEnd(share, policy, now) || (asked.end === null && roomToExtend(share, policy, now) <= 0))
    return tooLate(share, policy, now)
  const life = end - now
  const { minExpiryMs: min } = policy
  return life >= min && life > 0 ? null : policyRefusal({ rule: 'MIN_EXPIRY', leastMs: min }, policy)
}

/** By the rule that sets the latest end. */
const tooLate = (share: ShareLink, policy: Policy, now: number): Refusal => {
  const { maxExpiryMs, maxLifeMs } = policy
  const room = roomToExtend(share, policy, now)
  const leftMs = room < 1_000 ? null : roundedDown(room)
  const isByLife = maxLifeMs !== null && share.createdAt + maxLifeMs < now + maxExpiryMs
  const rule = isByLife
    ? ({ rule: 'max-life', mostMs: maxLifeMs, leftMs } as const)
    : ({ rule: 'MAX_EXPIRY', mostMs: maxExpiryMs, leftMs } as const)
  return policyRefusal(broken(policy, rule).broken, policy)
}

/**
 * Holds an extension that was granted against the rules once more, before it is carried out; as `holdTerms` does with new
 * links. Null where it may be.
 */
export const whyNotHeld = (
  share: ShareLink,
  { expiresAt, limit }: Pick<Extension, 'expiresAt' | 'limit'>,
  policy: Policy,
  now: number,
): Refusal | null => {
  const isLive = share.state === 'active'
  const isLater = !isLive || expiresAt > share.terms.expiresAt
  const isOther = !isLive || limit !== share.terms.limit
  return (
    whyNotAllowed(share, policy) ??
    (isOther && !share.terms.viewOnly ? whyTooHigh(limit, policy) : null) ??
    (isLater && expiresAt > latestEnd(share, policy, now) + CLOCKS_DIFFER_MS
      ? tooLate(share, policy, now)
      : null)
  )
}

/** Rounds down to whole days, or else to whole hours, minutes or seconds, as people say it. */
const roundedDown = (ms: number): number => {
  const unit = [86_400_000, 3_600_000, 60_000].find((one) => ms >= one) ?? 1_000
  return Math.floor(ms / unit) * unit
}
