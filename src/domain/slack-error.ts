/**
 * What became of a call to Slack that did not succeed, by what the caller can do about it.
 *  - `refused`:  Slack answered and will not do it; asking again changes nothing. `code` says why.
 *  - `not-sent`: Slack certainly did not do it: no connection, or turned away by a rate limit. Ask again.
 *  - `failed`:   Slack answered that something broke on its side; it most likely did not do it.
 *  - `unknown`:  no answer came; it may have been done.
 */
export type SlackOutcome = 'refused' | 'not-sent' | 'failed' | 'unknown'

export class SlackError extends Error {
  override readonly name = 'SlackError'
  readonly outcome: SlackOutcome
  /** Slack's own word for it, such as `channel_not_found`. */
  readonly code: string
  readonly retryAfterMs: number | null
  /** The scopes that Slack names as missing, of which it wants one. */
  readonly needed: string | null

  constructor(
    outcome: SlackOutcome,
    code: string,
    details: { retryAfterMs?: number; needed?: string | null; cause?: unknown } = {},
  ) {
    super(`Slack call ${outcome}: ${code}`, { cause: details.cause })
    this.outcome = outcome
    this.code = code
    this.retryAfterMs = details.retryAfterMs ?? null
    this.needed = details.needed ?? null
  }
}

/** Slack turned it away because there were too many such calls. */
export const isRateLimited = ({ outcome, code }: SlackError): boolean =>
  outcome === 'not-sent' && (code === 'ratelimited' || code === 'http_429')

/** The token or its scopes are wrong. An operator can mend that, so the work is kept until then. */
const LOCKED_OUT = new Set([
  'invalid_auth',
  'not_authed',
  'account_inactive',
  'token_revoked',
  'token_expired',
  'missing_scope',
  'not_allowed_token_type',
  'org_login_required',
  'two_factor_setup_required',
  'accesslimited',
  'ekm_access_denied',
  'team_access_not_granted',
])

/** Slack does not accept the token, or it lacks a scope. */
export const isLockedOut = (code: string): boolean => LOCKED_OUT.has(code)

/** A gateway in front of Slack says it by a status. */
const NO_METHOD = new Set(['unknown_method', 'http_404', 'http_405', 'http_501'])

/** This Slack has no such method, or not for us. */
export const isNoMethod = ({ code }: SlackError): boolean => NO_METHOD.has(code)

/** Slack does not know this person, or does not show them to us. */
export const isNobody = (error: SlackError): boolean =>
  ['user_not_found', 'user_not_visible', 'users_not_found'].includes(error.code)

/** The bot is not where it was asked to write. An invitation mends that. */
export const isAbsence = (error: SlackError): boolean =>
  error.code === 'channel_not_found' || error.code === 'not_in_channel'

/** The message, or the one to reply to, is gone, or can never be changed again. */
export const isMessageLost = (error: SlackError): boolean =>
  ['message_not_found', 'thread_not_found', 'cant_update_message', 'edit_window_closed'].includes(error.code)
