import { LONGEST_RETRY_AFTER_MS } from '../timing/retries.ts'

/** Times in milliseconds, sizes in bytes. */
export interface PortalLimits {
  /** All tries and pauses of one call together. Nobody is kept waiting longer. */
  budgetMs: number
  /**
   * One try of a write, from queueing to the last byte. Long, because the portal may carry out a write that we break
   * off; short enough for a second try within the budget.
   */
  writeAttemptMs: number
  /** One try of a read; a page of the audit trail may be slow on a large portal. */
  readAttemptMs: number
  /** No try is begun with less time left than this. */
  leastAttemptMs: number
  /** The pause before the second try where the portal names none. Doubled each time, up to `longestPauseMs`. */
  firstPauseMs: number
  longestPauseMs: number
  /** The longest `Retry-After` that is heeded: an absurd one must not put off a revocation for days. */
  longestRetryAfterMs: number
  /** The same for what ends links or counts downloads. */
  longestInsistentPauseMs: number
  /** A read within a sweep, which it must not hold up. */
  glanceMs: number
  pingMs: number
  connectMs: number
  /** How long `close` waits for what is under way. */
  closeMs: number
  bodyBytes: number
  /** The most pages that one second of the audit trail may have. With more, the portal's answers are not believed. */
  auditPages: number
}

export const DEFAULT_LIMITS: PortalLimits = {
  budgetMs: 10_000,
  writeAttemptMs: 6_500,
  readAttemptMs: 6_500,
  leastAttemptMs: 500,
  firstPauseMs: 250,
  longestPauseMs: 2_000,
  longestRetryAfterMs: LONGEST_RETRY_AFTER_MS,
  longestInsistentPauseMs: 2_000,
  glanceMs: 3_000,
  pingMs: 5_000,
  connectMs: 3_000,
  closeMs: 3_000,
  bodyBytes: 4 * 1024 * 1024,
  auditPages: 200,
}
