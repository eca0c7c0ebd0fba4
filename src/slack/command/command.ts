import type { LinkScope } from '../../domain/link-scope.ts'
import type { RequestedChannel, RequestedTerms } from '../../domain/terms.ts'

/** Whose links are meant; of a channel perhaps only its name is known. */
export type RequestedScope = Exclude<LinkScope, { kind: 'in' }> | { kind: 'in'; channel: RequestedChannel }

/** What somebody asked for with `/sharelink` (docs/use.md, Commands). */
export type Command =
  | { verb: 'form' }
  | { verb: 'share'; fileId: string; terms: RequestedTerms }
  | { verb: 'list'; scope: 'mine' | 'here' | 'all' }
  | { verb: 'info' | 'why' | 'revoke'; id: string }
  /** Only for admins: many links at once. */
  | { verb: 'revoke-all'; scope: RequestedScope }
  | { verb: 'extend'; id: string; terms: RequestedTerms }
  /** A trial of the counting; null: with the file that is configured. */
  | { verb: 'canary'; fileId: string | null }
  /** What is kept of that Slack user is to be removed. */
  | { verb: 'forget'; userId: string }
  /** The record of so many days; null: all that is kept. */
  | { verb: 'audit'; days: number | null }
  | { verb: 'help' | 'connect' | 'disconnect' }
  /** The first word is no command. `guess`: one that may have been meant. */
  | { verb: 'unknown'; typed: string; guess: string | null }

/** Its texts are plain, not escaped for Slack. */
interface NotUnderstood {
  /** The part that was not understood, as typed; null where it may contain a password. */
  quoted: string | null
  /** One sentence, without anything that was typed. */
  problem: string
  /** One whole command that would be understood. */
  example: string
}

export type Failed = { ok: false; refusal: NotUnderstood }

export type Parsed = { ok: true; command: Command } | Failed

/** What is needed to read a command line. */
export interface CommandContext {
  /** Such as `https://acme.onlyoffice.com`. */
  portalOrigin: string
  now: number
  /** The person's time zone: its IANA name, or an offset such as `UTC-8`. An unknown one counts as UTC. */
  timeZone: string
}
