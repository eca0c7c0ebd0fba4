import type { Refused } from './outcome.ts'
import type { ShareLink } from './share.ts'
import type { Enforcement, GrantedTerms, RequestedTerms } from './terms.ts'

/** The operator's rules for one channel (docs/settings.md, Rules for links). Null: no such rule. */
export interface Policy {
  defaultExpiryMs: number
  minExpiryMs: number
  maxExpiryMs: number
  /** Downloads when nothing was asked for; null is unlimited. */
  defaultLimit: number | null
  highestLimit: number | null
  /** How a limit is kept when nobody says. */
  enforcement: Enforcement
  /** How many links one person may ask for in any minute, and have live at a time. */
  linksPerMinute: number | null
  maxLiveLinks: number | null
  requirePassword: boolean
  /** Slack channel ids. */
  allowedChannels: readonly string[] | null
  /** Ids of portal rooms or folders. */
  allowedRooms: readonly string[] | null
  /** Whether `ENCRYPTION_KEY` is set, without which no password can be kept. */
  passwordsAvailable: boolean
  /** Whether `PUBLIC_URL` is set. Without it an exact share is had inside Slack alone, where nobody is asked for a password. */
  hasGate: boolean
}

export type Granted = { ok: true; terms: GrantedTerms } | Refused

/**
 * Checks what was asked for against the policy. `channelId` is where the share will be posted: the channel of the
 * terms, or else the one in which the command was typed. The password stays in `requested`; here it is only decided
 * whether it is allowed.
 */
export const grantTerms = (
  requested: RequestedTerms,
  policy: Policy,
  context: { now: number; channelId: string },
): Granted => {
  const refused =
    refuseChannel(policy, context.channelId) ??
    refusePassword(requested.password !== null, policy) ??
    refuseUnasked(requested, policy) ??
    refuseEnd(requested, policy, context.now) ??
    refuseLimit(requested, policy)
  if (refused) return refused
  return {
    ok: true,
    terms: {
      expiresAt: expiresAt(requested, policy, context.now),
      limit: limit(requested, policy),
      viewOnly: requested.viewOnly,
      note: requested.note,
      ...(isGrantedExact(requested, policy) ? { exact: true } : {}),
    },
  }
}

/** What the portal shows on its own page has no download to claim, so view only is always watched. */
const isGrantedExact = ({ viewOnly, enforcement }: RequestedTerms, policy: Policy): boolean =>
  !viewOnly && (enforcement ?? policy.enforcement) === 'exact'

/** Whether a link may be posted in a channel. */
export const refuseChannel = ({ allowedChannels }: Policy, channelId: string): Refused | null =>
  allowedChannels === null || allowedChannels.includes(channelId)
    ? null
    : { ok: false, broken: { rule: 'ALLOWED_CHANNELS', allowed: allowedChannels } }

/** Whether a link may have, or lack, a password. */
export const refusePassword = (hasOne: boolean, policy: Policy): Refused | null => {
  const needed = policy.requirePassword && !hasOne
  if (policy.passwordsAvailable) return needed ? { ok: false, broken: { rule: 'REQUIRE_PASSWORD' } } : null
  return !hasOne && !needed ? null : { ok: false, broken: { rule: 'ENCRYPTION_KEY', required: needed } }
}

/** A password that would protect nothing. */
const refuseUnasked = (requested: RequestedTerms, policy: Policy): Refused | null =>
  requested.password !== null && isGrantedExact(requested, policy) && !policy.hasGate
    ? { ok: false, broken: { rule: 'PUBLIC_URL' } }
    : null

const refuseEnd = ({ end }: RequestedTerms, policy: Policy, now: number): Refused | null => {
  if (end === null) return null
  const life = end.kind === 'for' ? end.ms : end.at - now
  const { minExpiryMs: min, maxExpiryMs: max } = policy
  if (life > max) return { ok: false, broken: { rule: 'MAX_EXPIRY', mostMs: max, leftMs: max } }
  return life < min || life <= 0 ? { ok: false, broken: { rule: 'MIN_EXPIRY', leastMs: min } } : null
}

/** Whether a limit is higher than the operator allows. */
export const refuseLimit = (
  { viewOnly, limit }: Pick<RequestedTerms, 'viewOnly' | 'limit'>,
  { highestLimit: highest }: Policy,
): Refused | null => {
  if (viewOnly || highest === null || limit === null) return null
  if (limit !== 'none' && limit <= highest) return null
  return { ok: false, broken: { rule: 'MAX_DOWNLOADS_LIMIT', most: highest, had: null } }
}

// Rounded up to whole seconds: the trail has no smaller ones, and nobody gets less than asked.
const expiresAt = ({ end }: RequestedTerms, policy: Policy, now: number): number => {
  if (end?.kind === 'until') return end.at
  return Math.ceil((now + (end?.ms ?? usualExpiryMs(policy))) / 1_000) * 1_000
}

/** How long a share lives when nothing was asked for. */
export const usualExpiryMs = ({ defaultExpiryMs, minExpiryMs, maxExpiryMs }: Policy): number =>
  Math.min(Math.max(defaultExpiryMs, minExpiryMs), maxExpiryMs)

const limit = (requested: RequestedTerms, policy: Policy): number | null => {
  if (requested.viewOnly || requested.limit === 'none') return null
  return requested.limit ?? usualLimit(policy)
}

/** How many downloads a share allows when nothing was asked for; null is unlimited. */
export const usualLimit = ({ defaultLimit, highestLimit }: Policy): number | null => {
  if (defaultLimit === null || highestLimit === null) return defaultLimit ?? highestLimit
  return Math.min(defaultLimit, highestLimit)
}

/** Whether a file may be shared that lies under these folders and rooms (ids), its own folder included. */
export const roomAllowed = (
  path: readonly string[],
  { allowedRooms }: Pick<Policy, 'allowedRooms'>,
): { ok: true } | Refused =>
  allowedRooms === null || path.some((id) => allowedRooms.includes(id))
    ? { ok: true }
    : { ok: false, broken: { rule: 'ALLOWED_ROOMS' } }

/** Who may revoke or extend a share (docs/use.md, Who may). Asked anew at every click. */
export const mayEnd = (
  actor: { userId: string; isWorkspaceAdmin: boolean },
  share: Pick<ShareLink, 'creator'>,
  adminUsers: readonly string[],
): boolean => actor.isWorkspaceAdmin || actor.userId === share.creator.id || adminUsers.includes(actor.userId)
