/** A rule of the operator that a request breaks: the variable that sets it, and what it allows. */
export type BrokenRule =
  /** Slack channel ids. */
  | { rule: 'ALLOWED_CHANNELS'; allowed: readonly string[] }
  | { rule: 'ALLOWED_ROOMS' }
  /** `hasNone`: a link that was made without. */
  | { rule: 'REQUIRE_PASSWORD'; hasNone?: boolean }
  /** `required`: a password is forced, and none can be kept. */
  | { rule: 'ENCRYPTION_KEY'; required: boolean }
  /** An exact link with a password, for which nobody could be asked. */
  | { rule: 'PUBLIC_URL' }
  /** `leftMs`: the longest that may still be asked for; null: the link lives as long as allowed already. */
  | { rule: 'MAX_EXPIRY'; mostMs: number; leftMs: number | null }
  | { rule: 'MIN_EXPIRY'; leastMs: number }
  /** `had`: the downloads that a link has had, where these are too many for it to go on. */
  | { rule: 'MAX_DOWNLOADS_LIMIT'; most: number; had: number | null }
  /** Of one person. `waitMs`: until another may be asked for. */
  | { rule: 'LINKS_PER_MINUTE'; most: number; waitMs: number }
  | { rule: 'MAX_LIVE_LINKS'; most: number }

/** A request that a rule turns down. A value, not an error: people run into it. */
export interface Refused {
  ok: false
  broken: BrokenRule
}
