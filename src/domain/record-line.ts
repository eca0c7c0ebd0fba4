import { hasPassword, type ShareLink } from './share.ts'
import type { GrantedTerms } from './terms.ts'

/**
 * What was done, one line each (docs/record.md). Looking at something, and being asked a question that nothing came of, are
 * no acts.
 */
export type RecordKind =
  /** A link was made; or could not be, or not be extended, for a reason that is no rule. */
  | 'made'
  | 'failed'
  /** A rule, or what the person may do, stands against what was asked for. */
  | 'refused'
  /** Approvers were asked to let a link go beyond the rules; they did, or did not; or nobody answered in time. */
  | 'asked'
  | 'approved'
  | 'disapproved'
  | 'timed-out'
  /** A later end or another limit, as somebody asked; the other one: because a rule was made stricter. */
  | 'extended'
  | 'shortened'
  /** Ended by a person; or otherwise: why stands in `result`. */
  | 'revoked'
  | 'ended'
  /** Because downloads cannot be seen, until they can be. */
  | 'suspended'
  | 'resumed'
  /** A download of an exact link was claimed; not one byte of it could be given. */
  | 'claimed'
  | 'given-back'
  /** The address of a link was given to somebody who may pass it on. */
  | 'copied'
  /** Another person answers for the link from here on. */
  | 'taken-over'
  /** Somebody who was asked about live links answered that they stay as they are: about which, stands in `result`. */
  | 'kept'
  | 'muted'
  | 'unmuted'
  /** An account of the portal. */
  | 'connected'
  | 'disconnected'
  | 'policy-changed'
  /** The counting was tried with a link of its own. */
  | 'tried-counting'
  /** The record was read out; what is kept of a person was removed. */
  | 'exported'
  | 'forgotten'

/** The terms of a link, as far as they say what it lets people do. */
export interface RecordedTerms {
  expiresAt: number
  limit: number | null
  viewOnly: boolean
  exact: boolean
  password: boolean
}

/**
 * One act. It never holds an address, a key, a password, where a visitor comes from, the title of a file or what people have
 * written. When it was stands beside it, by the clock of the store.
 */
export interface RecordLine {
  kind: RecordKind
  /**
   * A Slack user id; `visitor:` and the mark of a browser; `app`; `portal`, somebody there; `operator`, who runs the
   * app; or `forgotten:` and a mark.
   */
  actor: string
  share?: string
  file?: string
  /** A Slack channel id. */
  channel?: string
  terms?: RecordedTerms
  /** In a few words of ours: why it ended, which rule refused what, how much was exported. */
  result?: string
}

/** A line as it is read: `id` grows from line to line. */
export interface RecordedLine extends RecordLine {
  id: string
  at: number
}

/** The terms of a link that is not there yet. */
export const recordedTerms = (
  { expiresAt, limit, viewOnly, exact }: GrantedTerms,
  password: boolean,
): RecordedTerms => ({ expiresAt, limit, viewOnly, exact: exact === true, password })

/** What a line says of the link that it is about. */
export const recordedShare = (
  share: ShareLink,
): Required<Pick<RecordLine, 'share' | 'file' | 'channel' | 'terms'>> => ({
  share: share.id,
  file: share.file.id,
  channel: share.channel.id,
  terms: recordedTerms(share.terms, hasPassword(share)),
})
