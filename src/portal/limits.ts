/** Times in milliseconds, sizes in bytes. */
export interface PortalLimits {
  /** Tries and pauses of one call, all together: longer than that nobody is kept waiting. */
  budgetMs: number
  /**
   * One try of a write, from queueing to the last byte: a slow portal is waited for, since a write that is broken off may be
   * carried out all the same; and there is time left for another when the first got lost.
   */
  writeAttemptMs: number
  /** One try of a read; a page of the audit trail may be slow on a large portal. */
  readAttemptMs: number
  /** A try that would have less than this left is not begun. */
  leastAttemptMs: number
  /** Pause of our own before the second try; doubled each time up to `longestPauseMs`. */
  firstPauseMs: number
  longestPauseMs: number
  /** What a `Retry-After` is cut to, so that an absurd one does not put a revocation off for days. */
  longestRetryAfterMs: number
  /** The same for what ends links or counts downloads. */
  longestInsistentPauseMs: number
  /** A look that must not hold up a sweep. */
  glanceMs: number
  pingMs: number
  connectMs: number
  /** How long `close` waits for what is under way. */
  closeMs: number
  bodyBytes: number
  /** Pages of one second of the audit trail; a portal that has more of them is not to be believed. */
  auditPages: number
}

export const DEFAULT_LIMITS: PortalLimits = {
  budgetMs: 10_000,
  writeAttemptMs: 6_500,
  readAttemptMs: 6_500,
  leastAttemptMs: 500,
  firstPauseMs: 250,
  longestPauseMs: 2_000,
  longestRetryAfterMs: 60_000,
  longestInsistentPauseMs: 2_000,
  glanceMs: 3_000,
  pingMs: 5_000,
  connectMs: 3_000,
  closeMs: 3_000,
  bodyBytes: 4 * 1024 * 1024,
  auditPages: 200,
}
