import type { PortalError } from '../domain/portal-error.ts'
import type { PortalLimits } from './limits.ts'

export interface FailedAttempt {
  /** 1 for the first. */
  attempt: number
  error: PortalError
  /** Since the call began, the failed attempt included. */
  elapsedMs: number
  /** A random number, 0 to 1, so that many callers do not come back at the same moment. */
  roll: number
}

type Rules = Pick<
  PortalLimits,
  'budgetMs' | 'leastAttemptMs' | 'firstPauseMs' | 'longestPauseMs' | 'longestRetryAfterMs'
>

/**
 * How long to wait before the next try. Null: give up, because the error is final or the pause does not fit into the
 * budget. The pause is our own, or `Retry-After` where that is longer. The portal sends none when too many calls run at
 * a time.
 */
export const pauseBeforeRetry = (failed: FailedAttempt, rules: Rules): number | null => {
  const { attempt, error, elapsedMs, roll } = failed
  // A 404 that may pass means that the whole portal is gone. It may come back, but not within seconds.
  if (!error.retryable || error.status === 404) return null
  const own = Math.min(rules.longestPauseMs, rules.firstPauseMs * 2 ** (attempt - 1)) * (0.5 + roll / 2)
  const asked = Math.min(error.retryAfterMs ?? 0, rules.longestRetryAfterMs)
  const pause = Math.ceil(Math.max(own, asked))
  return elapsedMs + pause + rules.leastAttemptMs > rules.budgetMs ? null : pause
}
