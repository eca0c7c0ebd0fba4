/**
 * What went wrong at the portal, by what the caller can do about it. In the domain, because use cases tell the kinds
 * apart.
 *  - `unavailable`: no answer, or 5xx: try again later.
 *  - `rate-limited`: 429: try again after `retryAfterMs`, or after a pause of our own when it is null.
 *  - `used-up`: as many writes were made as may be in a day: try again after `retryAfterMs`.
 *  - `unauthorized`: the key is not accepted: 401, or 403 on a read that guests may make (docs/portal.md, Errors).
 *  - `no-account`: the person on whose behalf it was to be asked has connected no account of the portal, or must connect it anew.
 *  - `forbidden`: the key's owner, or that person, may not do this.
 *  - `scope`: 403 without the portal's envelope: the key itself lacks a permission.
 *  - `not-found`: no such file.
 *  - `plan`: 402: unpaid portal, or a section that the plan lacks.
 *  - `rejected`: 400, 415: the portal will not take this request.
 *  - `bad-response`: an answer of the wrong shape, or 200 without `response`.
 */
export type PortalErrorKind =
  | 'unavailable'
  | 'rate-limited'
  | 'used-up'
  | 'unauthorized'
  | 'no-account'
  | 'forbidden'
  | 'scope'
  | 'not-found'
  | 'plan'
  | 'rejected'
  | 'bad-response'

export class PortalError extends Error {
  override readonly name = 'PortalError'
  readonly kind: PortalErrorKind
  readonly status: number | null
  readonly retryAfterMs: number | null
  /** No answer came in time: the portal may be there, but slow. */
  readonly late: boolean
  /** The portal was not asked, since it is known that it would refuse or cannot answer. */
  readonly notAsked: boolean
  /** The portal may have done what was asked, in this try or in one before it. */
  unsure: boolean

  constructor(
    kind: PortalErrorKind,
    message: string,
    details: {
      status?: number
      retryAfterMs?: number
      late?: boolean
      unsure?: boolean
      notAsked?: boolean
      cause?: unknown
    } = {},
  ) {
    super(message, { cause: details.cause })
    this.kind = kind
    this.status = details.status ?? null
    this.retryAfterMs = details.retryAfterMs ?? null
    this.late = details.late ?? false
    this.unsure = details.unsure ?? false
    this.notAsked = details.notAsked ?? false
  }

  /** Our own calls leave no room for it now, which passes; the portal itself refused nothing. */
  get noRoom(): boolean {
    return this.kind === 'rate-limited' && this.notAsked && this.status === null
  }

  /** Whether the same request may succeed if it is sent again as it is. */
  get retryable(): boolean {
    return this.kind === 'unavailable' || this.kind === 'rate-limited'
  }
}
