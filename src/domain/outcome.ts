import type { ChannelKind } from './rule-book.ts'

/** The line of `POLICY_FILE` that says so. Left out: the variable of that name does. */
interface Place {
  line?: number
}

/**
 * A rule of the operator that a request breaks, and what it allows. In capitals: the variable that sets it; the others stand in
 * `POLICY_FILE` alone. `isMade`: it is about a link that is there already, which no other terms would help.
 */
export type BrokenRule = Broken & Place

type Broken =
  /** Slack channel ids. */
  | { rule: 'ALLOWED_CHANNELS'; allowed: readonly string[] }
  | { rule: 'ALLOWED_ROOMS' }
  | { rule: 'REQUIRE_PASSWORD'; isMade?: true }
  /** `required`: a password is forced, and none can be kept. */
  | { rule: 'ENCRYPTION_KEY'; required: boolean }
  /** An exact link with a password, for which nobody could be asked. */
  | { rule: 'PUBLIC_URL' }
  /** `leftMs`: the longest that may still be asked for; null: the link lives as long as allowed already. */
  | { rule: 'MAX_EXPIRY'; mostMs: number; leftMs: number | null }
  | { rule: 'MIN_EXPIRY'; leastMs: number }
  /** `had`: the downloads that a link has had, where these are too many for it to go on. */
  | { rule: 'MAX_DOWNLOADS_LIMIT'; most: number; had: number | null }
  /** From its making, extensions included. `leftMs`: as of `MAX_EXPIRY`. */
  | { rule: 'max-life'; mostMs: number; leftMs: number | null }
  | { rule: 'only-limit'; limit: number }
  | { rule: 'exact-only'; isMade?: true }
  /** A limit was asked for, or a link that is there lets people download. */
  | { rule: 'view-only'; isMade?: true }
  /** A password was typed. */
  | { rule: 'generated-password' }
  | { rule: 'channel-kind'; kind: ChannelKind }
  | { rule: 'makers' }
  /** Of one person. `waitMs`: until another may be asked for. */
  | { rule: 'LINKS_PER_MINUTE'; most: number; waitMs: number }
  /** Of one person. `waitMs`: until the next of their links ends by its time; null where none of them is known to. */
  | { rule: 'MAX_LIVE_LINKS'; most: number; waitMs: number | null }

/**
 * What is behind a broken rule: a `rule` that somebody has made, from which approvers may let one link off; something
 * `missing`, without which it does not work; or a `bound` of what one person may ask for.
 */
export const natureOf = ({ rule }: Pick<BrokenRule, 'rule'>): 'rule' | 'missing' | 'bound' => {
  switch (rule) {
    case 'ENCRYPTION_KEY':
    case 'PUBLIC_URL':
      return 'missing'
    case 'MIN_EXPIRY':
    case 'LINKS_PER_MINUTE':
    case 'MAX_LIVE_LINKS':
      return 'bound'
    default:
      return 'rule'
  }
}

/** A request that a rule turns down. A value, not an error: people run into it. */
export interface Refused {
  ok: false
  broken: BrokenRule
}
