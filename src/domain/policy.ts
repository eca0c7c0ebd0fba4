import { formatDuration, formatDurationCompact } from './duration.ts'
import type { Refused } from './outcome.ts'
import type { GrantedTerms, ShareLink } from './share.ts'
import type { RequestedTerms } from './terms.ts'

/** The operator's rules (product 6 and 7) for one channel. Null: no such rule. */
export interface Policy {
  defaultExpiryMs: number
  minExpiryMs: number
  maxExpiryMs: number
  /** Downloads when nothing was asked for; null is unlimited. */
  defaultLimit: number | null
  highestLimit: number | null
  requirePassword: boolean
  /** Slack channel ids. */
  allowedChannels: readonly string[] | null
  /** Ids of portal rooms or folders. */
  allowedRooms: readonly string[] | null
  /** Whether `ENCRYPTION_KEY` is set, without which no password can be kept. */
  passwordsAvailable: boolean
}

export type Granted = { ok: true; terms: GrantedTerms } | Refused

/**
 * Holds what was asked for against the policy. `channelId` is where the share will be posted: the
 * resolved channel of the terms, else the one the command was typed in. The password itself stays in
 * `requested`; only whether it is admitted is decided here.
 */
export const grantTerms = (
  requested: RequestedTerms,
  policy: Policy,
  context: { now: number; channelId: string },
): Granted => {
  const refused =
    refuseChannel(policy, context.channelId) ??
    refusePassword(requested.password, policy) ??
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
    },
  }
}

const refuse = (rule: string, message: string): Refused => ({ ok: false, rule, message })

const refuseChannel = ({ allowedChannels }: Policy, channelId: string): Refused | null => {
  if (allowedChannels === null || allowedChannels.includes(channelId)) return null
  const elsewhere =
    allowedChannels.length === 0
      ? 'No channel is allowed at present.'
      : `Allowed channels: ${allowedChannels.slice(0, 10).join(', ')}${allowedChannels.length > 10 ? ', …' : ''}.`
  return refuse(
    'ALLOWED_CHANNELS',
    `Links may not be posted in this channel (ALLOWED_CHANNELS). ${elsewhere}`,
  )
}

const refusePassword = (password: string | null, policy: Policy): Refused | null => {
  const needed = policy.requirePassword && password === null
  if (policy.passwordsAvailable) {
    return needed
      ? refuse('REQUIRE_PASSWORD', 'Every link needs a password here (REQUIRE_PASSWORD). Add: password WORD')
      : null
  }
  if (password === null && !needed) return null
  const reason = needed ? 'Every link needs a password here (REQUIRE_PASSWORD), but passwords' : 'Passwords'
  return refuse('ENCRYPTION_KEY', `${reason} cannot be used until the operator has set ENCRYPTION_KEY.`)
}

const refuseEnd = ({ end }: RequestedTerms, policy: Policy, now: number): Refused | null => {
  if (end === null) return null
  const life = end.kind === 'for' ? end.ms : end.at - now
  const { minExpiryMs: min, maxExpiryMs: max } = policy
  if (life > max) {
    return refuse(
      'MAX_EXPIRY',
      `Links may live at most ${formatDuration(max)} here (MAX_EXPIRY). Ask for less, for example: for ${formatDurationCompact(max)}`,
    )
  }
  if (life < min || life <= 0) {
    return refuse(
      'MIN_EXPIRY',
      `Links must live at least ${formatDuration(min)} here (MIN_EXPIRY). Ask for more, for example: for ${formatDurationCompact(Math.max(min, 1_000))}`,
    )
  }
  return null
}

const refuseLimit = (
  { viewOnly, limit }: RequestedTerms,
  { highestLimit: highest }: Policy,
): Refused | null => {
  if (viewOnly || highest === null || limit === null) return null
  if (limit !== 'none' && limit <= highest) return null
  const problem = `Links may allow at most ${highest} downloads here (MAX_DOWNLOADS_LIMIT).`
  return refuse('MAX_DOWNLOADS_LIMIT', `${problem} Ask for fewer, for example: max ${highest}`)
}

// Whole seconds, because the portal's clock knows no smaller ones; up, so that nobody gets less than asked.
const expiresAt = ({ end }: RequestedTerms, policy: Policy, now: number): number => {
  if (end?.kind === 'until') return end.at
  const usual = Math.min(Math.max(policy.defaultExpiryMs, policy.minExpiryMs), policy.maxExpiryMs)
  return Math.ceil((now + (end?.ms ?? usual)) / 1_000) * 1_000
}

const limit = (requested: RequestedTerms, { defaultLimit, highestLimit }: Policy): number | null => {
  if (requested.viewOnly || requested.limit === 'none') return null
  if (requested.limit !== null) return requested.limit
  if (defaultLimit === null || highestLimit === null) return defaultLimit ?? highestLimit
  return Math.min(defaultLimit, highestLimit)
}

/** Whether a file may be shared that lies under these folders and rooms (ids), its own folder included. */
export const roomAllowed = (
  path: readonly string[],
  { allowedRooms }: Pick<Policy, 'allowedRooms'>,
): { ok: true } | Refused => {
  if (allowedRooms === null || path.some((id) => allowedRooms.includes(id))) return { ok: true }
  const problem = 'Only files in certain rooms of the portal may be shared from here (ALLOWED_ROOMS).'
  return refuse('ALLOWED_ROOMS', `${problem} Put the file into one of those rooms first.`)
}

/** Who may revoke or extend a share (product 6); to be asked on the server at every click. */
export const mayEnd = (
  actor: { userId: string; isWorkspaceAdmin: boolean },
  share: Pick<ShareLink, 'creator'>,
  adminUsers: readonly string[],
): boolean => actor.isWorkspaceAdmin || actor.userId === share.creator.id || adminUsers.includes(actor.userId)
