import type { PortalError } from '../domain/portal-error.ts'
import type { PortalLimits } from './limits.ts'

export interface FailedAttempt {
  /** 1 for the first. */
  attempt: number
  error: PortalError
  /** Since the call began, the failed attempt included. */
  elapsedMs: number
  /** 0 to 1, so that many callers do not come back at the same moment. */
  roll: number
}

type Rules = Pick<
  PortalLimits,
  'budgetMs' | 'leastAttemptMs' | 'firstPauseMs' | 'longestPauseMs' | 'longestRetryAfterMs'
>

/**
 * How long to wait before trying again, or null to give up: the error is final, or the pause that is due
 * does not fit into the budget. Without `Retry-After` (the portal's concurrency limiter sends none, contract
 * 6) the pause is our own; a shorter `Retry-After` than that does not make us faster.
 */
export const pauseBeforeRetry = (failed: FailedAttempt, rules: Rules): number | null => {
  const { attempt, error, elapsedMs, roll } = failed
  // 404 without an envelope is a portal that is gone: it may come back, but not within seconds.
  if (!error.retryable || error.status === 404) return null
  const own = Math.min(rules.longestPauseMs, rules.firstPauseMs * 2 ** (attempt - 1)) * (0.5 + roll / 2)
  const asked = Math.min(error.retryAfterMs ?? 0, rules.longestRetryAfterMs)
  const pause = Math.ceil(Math.max(own, asked))
  return elapsedMs + pause + rules.leastAttemptMs > rules.budgetMs ? null : pause
}
