import type { RequestedTerms } from '../../domain/terms.ts'

/** What somebody asked for with `/sharelink` (product 2). */
export type Command =
  | { verb: 'form' }
  | { verb: 'share'; fileId: string; terms: RequestedTerms }
  | { verb: 'list'; scope: 'mine' | 'here' | 'all' }
  | { verb: 'info' | 'why' | 'revoke'; id: string }
  | { verb: 'extend'; id: string; terms: RequestedTerms }
  /** A trial of the counting; null: with the file that is configured. */
  | { verb: 'canary'; fileId: string | null }
  /** `unknown`: the first word, when help is all that can be given for it. */
  | { verb: 'help'; unknown: string | null }

/** All texts are plain, not escaped for Slack. */
interface NotUnderstood {
  /** The part that was not understood, as it was typed; null where it may be, or hold, a password. */
  quoted: string | null
  /** One sentence, without anything that was typed. */
  problem: string
  /** One whole command that would be understood. */
  example: string
}

export type Failed = { ok: false; refusal: NotUnderstood }

export type Parsed = { ok: true; command: Command } | Failed

/** The circumstances that a command line is read in. */
export interface CommandContext {
  /** Such as `https://acme.onlyoffice.com`. */
  portalOrigin: string
  now: number
  /** Zone of whoever typed: its IANA name, or an offset such as `UTC-8`; UTC is taken for an unknown one. */
  timeZone: string
}
