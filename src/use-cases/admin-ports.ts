import type { NamedScope } from '../domain/link-scope.ts'
import type { ShareLink } from '../domain/share.ts'
import type { Unattended } from '../domain/unattended.ts'

// The ports for acts of admins, and what they are asked. A part of `ports.ts`, which would be too long with it.

/** Many links that one person revokes. */
export interface RevocationOfMany {
  team: string
  /** Slack user id of the person who asked for it. */
  by: string
  of: NamedScope
  /** Ids of those that are not known to be over yet. */
  left: readonly string[]
  /** How many there were. */
  total: number
  since: number
  reference: string
}

/** What the person is told at the end; `left`: how many DocSpace does not let go. */
export interface ManyRevoked {
  team: string
  to: string
  of: NamedScope
  total: number
  left: number
}

/** Live links that have nobody who sees to them, by `unattendedKey`; each is there until it matters no more. */
export interface UnattendedRecords {
  /** False: it is there already. */
  note(team: string, record: Unattended): Promise<boolean>
  read(team: string, key: string): Promise<Unattended | null>
  all(team: string): Promise<Unattended[]>
  /** Changed by compare-and-set; `decide` may run several times. */
  change(team: string, key: string, decide: (record: Unattended) => Unattended): Promise<void>
  forget(team: string, key: string): Promise<void>
}

/** Asks an admin, or their channel, about such links. Throws `SlackError`. */
export type SendUnattended = (question: UnattendedQuestion) => Promise<void>

export interface UnattendedQuestion extends Pick<Unattended, 'cause' | 'noticedAt'> {
  team: string
  to: string
  total: number
  newest: readonly ShareLink[]
}

/** People and channels with live links, of which Slack is asked now and then how they are; a round begins when the last is over. */
export interface LookRounds {
  /** Whether a round is due, and is ours to begin. */
  begin(team: string): Promise<boolean>
  add(team: string, whom: readonly string[]): Promise<void>
  /** Some that are left of the round. */
  take(team: string, most: number): Promise<string[]>
}

/** The owner of links in a channel that turned external is asked; `at`: which asking it is (epoch ms). */
export interface OutsidersAsking {
  team: string
  channel: string
  userId: string
  at: number
}

/** What they are asked, directly. */
export interface OutsidersQuestion {
  team: string
  to: string
  channel: string
  /** The names of the other companies, as far as known. */
  companies: readonly string[]
  at: number
  /** The newest first. */
  links: readonly ShareLink[]
}

/** Throws `SlackError`. */
export type SendOutsidersQuestion = (question: OutsidersQuestion) => Promise<void>

/** Somebody is asked about links that nobody uses; `at`: which asking it is (epoch ms). */
export interface IdleAsking {
  team: string
  userId: string
  /** As in `Person`. */
  timeZone: string
  at: number
}

/** Who was asked within a week: by one asking, however many processes try. */
export interface IdleAskings {
  wereAsked(team: string, userId: string): Promise<boolean>
  /** True for the first asking of the week, each time that it is tried. */
  take(team: string, userId: string, at: number): Promise<boolean>
  /** That asking told nobody. */
  giveBack(team: string, userId: string, at: number): Promise<void>
}

/** Throws `SlackError`. */
export type SendIdleQuestion = (question: {
  team: string
  to: string
  links: readonly ShareLink[]
}) => Promise<void>
