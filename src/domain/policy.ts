import type { BrokenRule, Refused } from './outcome.ts'
import type { Preset } from './rule-book.ts'
import type { ShareLink } from './share.ts'
import type { Enforcement, GrantedTerms, RequestedTerms } from './terms.ts'

/** The rules that hold for one link: of the environment and of `POLICY_FILE` (docs/policy.md). Null: no such rule. */
export interface Policy {
  defaultExpiryMs: number
  minExpiryMs: number
  maxExpiryMs: number
  /** From its making, extensions included. */
  maxLifeMs: number | null
  /** Downloads when nothing was asked for; null is unlimited. */
  defaultLimit: number | null
  highestLimit: number | null
  /** The limit that every link has. */
  onlyLimit: number | null
  /** How a limit is kept when nobody says. */
  enforcement: Enforcement
  exactOnly: boolean
  viewOnly: boolean
  /** How many links one person may ask for in any minute, and have live at a time. */
  linksPerMinute: number | null
  maxLiveLinks: number | null
  requirePassword: boolean
  /** Every link gets a password that nobody has chosen. */
  generatesPassword: boolean
  /** Slack channel ids. */
  allowedChannels: readonly string[] | null
  /** Ids of portal rooms or folders; of `ALLOWED_ROOMS` alone. */
  allowedRooms: readonly string[] | null
  /** Whether `ENCRYPTION_KEY` is set, without which no password can be kept. */
  passwordsAvailable: boolean
  /** Whether `PUBLIC_URL` is set. Without it an exact share is had inside Slack alone, where nobody is asked for a password. */
  hasGate: boolean
  /** Channels, kinds of them, or rooms have rules of their own. */
  variesByPlace: boolean
  /** A rule depends on the room of the file. */
  asksRooms: boolean
  /** What is forbidden here whatever the terms. */
  barred: readonly BrokenRule[]
  presets: Readonly<Record<string, Preset>>
  /** What the admin tells everybody about the rules. */
  notice: string | null
  /** Where `POLICY_FILE` says it: its lines; null where a variable does. */
  lines: Readonly<Partial<Record<BrokenRule['rule'], number | null>>>
}

/** A refusal with the line that says so. */
export const broken = ({ lines }: Policy, rule: BrokenRule): Refused => {
  const line = lines[rule.rule] ?? null
  return { ok: false, broken: line === null ? rule : { ...rule, line } }
}

export type Granted = { ok: true; terms: GrantedTerms } | Refused

/** `isLate`: it was granted before, perhaps by another machine, so that its end is nearer by now. */
interface GrantContext {
  now: number
  channelId: string
  isLate?: boolean
}

/** What was granted by one machine is looked at by another. */
export const CLOCKS_DIFFER_MS = 60_000

/**
 * Checks what was asked for against the rules that hold for it. `channelId` is where the share will be posted: the channel of the
 * terms, or else the one in which the command was typed. The password stays in `requested`; here it is only decided
 * whether it is allowed.
 */
export const grantTerms = (
  requested: RequestedTerms,
  policy: Policy,
  { now, channelId, isLate = false }: GrantContext,
): Granted => {
  const refused =
    refuseBarred(policy) ??
    refuseChannel(policy, channelId) ??
    refuseTyped(requested, policy) ??
    refusePassword(requested.password !== null || policy.generatesPassword, policy) ??
    refuseUnasked(requested, policy) ??
    refuseWatched(requested, policy) ??
    refuseLongEnd(requested, policy, isLate ? now + CLOCKS_DIFFER_MS : now) ??
    (isLate ? null : refuseShortEnd(requested, policy, now)) ??
    refuseLimit(requested, policy)
  return refused ?? { ok: true, terms: termsOf(requested, policy, now) }
}

const termsOf = (requested: RequestedTerms, policy: Policy, now: number): GrantedTerms => ({
  expiresAt: expiresAt(requested, policy, now),
  limit: limit(requested, policy),
  viewOnly: isViewOnly(requested, policy),
  note: requested.note,
  ...(isGrantedExact(requested, policy) ? { exact: true } : {}),
})

const isViewOnly = ({ viewOnly }: Pick<RequestedTerms, 'viewOnly'>, policy: Policy): boolean =>
  viewOnly || policy.viewOnly

/** What the portal shows on its own page has no download to claim, so view only is always watched. */
const isGrantedExact = (
  requested: Pick<RequestedTerms, 'viewOnly' | 'enforcement'>,
  policy: Policy,
): boolean => !isViewOnly(requested, policy) && (requested.enforcement ?? policy.enforcement) === 'exact'

/** What no terms would help. */
export const refuseBarred = ({ barred: [first] }: Policy): Refused | null =>
  first === undefined ? null : { ok: false, broken: first }

/** Whether a link may be posted in a channel. */
export const refuseChannel = ({ allowedChannels }: Policy, channelId: string): Refused | null =>
  allowedChannels === null || allowedChannels.includes(channelId)
    ? null
    : { ok: false, broken: { rule: 'ALLOWED_CHANNELS', allowed: allowedChannels } }

/** A password that somebody chose, where none may be chosen. */
const refuseTyped = ({ password }: RequestedTerms, policy: Policy): Refused | null =>
  password !== null && policy.generatesPassword ? broken(policy, { rule: 'generated-password' }) : null

/** Whether a link may have, or lack, a password. */
export const refusePassword = (hasOne: boolean, policy: Policy): Refused | null => {
  const needed = policy.requirePassword && !hasOne
  if (policy.passwordsAvailable) return needed ? broken(policy, { rule: 'REQUIRE_PASSWORD' }) : null
  if (!hasOne && !needed) return null
  return { ok: false, broken: { rule: 'ENCRYPTION_KEY', required: needed || policy.generatesPassword } }
}

/** A password that would protect nothing. */
const refuseUnasked = (requested: RequestedTerms, policy: Policy): Refused | null =>
  (requested.password !== null || policy.generatesPassword) &&
  isGrantedExact(requested, policy) &&
  !policy.hasGate
    ? { ok: false, broken: { rule: 'PUBLIC_URL' } }
    : null

const refuseWatched = (requested: RequestedTerms, policy: Policy): Refused | null =>
  policy.exactOnly && !isViewOnly(requested, policy) && !isGrantedExact(requested, policy)
    ? broken(policy, { rule: 'exact-only' })
    : null

const lifeOf = ({ end }: RequestedTerms, now: number): number | null => {
  if (end === null) return null
  return end.kind === 'for' ? end.ms : end.at - now
}

const refuseLongEnd = (requested: RequestedTerms, policy: Policy, now: number): Refused | null => {
  const life = lifeOf(requested, now)
  const { maxExpiryMs, maxLifeMs } = policy
  if (life === null) return null
  if (life > maxExpiryMs)
    return broken(policy, { rule: 'MAX_EXPIRY', mostMs: maxExpiryMs, leftMs: maxExpiryMs })
  return maxLifeMs !== null && life > maxLifeMs
    ? broken(policy, { rule: 'max-life', mostMs: maxLifeMs, leftMs: maxLifeMs })
    : null
}

const refuseShortEnd = (requested: RequestedTerms, policy: Policy, now: number): Refused | null => {
  const life = lifeOf(requested, now)
  const { minExpiryMs: min } = policy
  return life !== null && (life < min || life <= 0)
    ? { ok: false, broken: { rule: 'MIN_EXPIRY', leastMs: min } }
    : null
}

/** Whether a limit is another one than the operator allows. */
export const refuseLimit = (
  { viewOnly, limit }: Pick<RequestedTerms, 'viewOnly' | 'limit'>,
  policy: Policy,
): Refused | null => {
  const { highestLimit: highest, onlyLimit: only } = policy
  if (viewOnly || limit === null) return null
  if (policy.viewOnly) return limit === 'none' ? null : broken(policy, { rule: 'view-only' })
  if (only !== null && limit !== only) return broken(policy, { rule: 'only-limit', limit: only })
  if (highest === null || (limit !== 'none' && limit <= highest)) return null
  return broken(policy, { rule: 'MAX_DOWNLOADS_LIMIT', most: highest, had: null })
}

// Rounded up to whole seconds: the trail has no smaller ones, and nobody gets less than asked.
const expiresAt = ({ end }: RequestedTerms, policy: Policy, now: number): number => {
  if (end?.kind === 'until') return end.at
  return Math.ceil((now + (end?.ms ?? usualExpiryMs(policy))) / 1_000) * 1_000
}

/** How long a new link may live. */
export const longestLifeMs = ({ maxExpiryMs, maxLifeMs }: Policy): number =>
  Math.min(maxExpiryMs, maxLifeMs ?? maxExpiryMs)

/** How long a share lives when nothing was asked for. */
export const usualExpiryMs = (policy: Policy): number =>
  Math.min(Math.max(policy.defaultExpiryMs, policy.minExpiryMs), longestLifeMs(policy))

const limit = (requested: RequestedTerms, policy: Policy): number | null => {
  if (isViewOnly(requested, policy) || requested.limit === 'none') return null
  return requested.limit ?? usualLimit(policy)
}

/** How many downloads a share allows when nothing was asked for; null is unlimited. */
export const usualLimit = ({ defaultLimit, highestLimit, onlyLimit }: Policy): number | null => {
  if (onlyLimit !== null) return onlyLimit
  if (defaultLimit === null || highestLimit === null) return defaultLimit ?? highestLimit
  return Math.min(defaultLimit, highestLimit)
}

/** Whether a file may be shared that lies under these folders and rooms (ids), its own folder included. */
export const isRoomAllowed = (allowedRooms: readonly string[] | null, path: readonly string[]): boolean =>
  allowedRooms === null || path.some((id) => allowedRooms.includes(id))

/** The same by all rules, for which these must have been asked with its path. */
export const refuseRoom = ({ allowedRooms, barred }: Policy, path: readonly string[]): Refused | null => {
  const byFile = barred.find(({ rule }) => rule === 'ALLOWED_ROOMS')
  if (byFile !== undefined) return { ok: false, broken: byFile }
  return isRoomAllowed(allowedRooms, path) ? null : { ok: false, broken: { rule: 'ALLOWED_ROOMS' } }
}

/** Who may revoke or extend a share (docs/use.md, Who may). Asked anew at every click. */
export const mayEnd = (
  actor: { userId: string; isWorkspaceAdmin: boolean },
  share: Pick<ShareLink, 'creator'>,
  adminUsers: readonly string[],
): boolean => actor.isWorkspaceAdmin || actor.userId === share.creator.id || adminUsers.includes(actor.userId)
