import { PortalError } from '../domain/portal-error.ts'
import { SlackError } from '../domain/slack-error.ts'
import { isJobName, JOBS } from './catalogue.ts'

/** The pause that the other side asked for; 0 when it did not. */
const asked = (error: unknown): number =>
  error instanceof PortalError || error instanceof SlackError ? (error.retryAfterMs ?? 0) : 0

const LONGEST_MS = 15_000
const LONGEST_PATIENT_MS = 5 * 60_000
const INSISTENT_MS = 2_000

/** The portal has too many requests, or was not asked. */
const isBusy = (error: unknown): boolean =>
  error instanceof PortalError &&
  (error.kind === 'rate-limited' || error.kind === 'used-up' || error.notAsked)

/** No answer came, so Slack may have done it. */
const isLost = (error: unknown): boolean => error instanceof SlackError && error.outcome === 'unknown'

/**
 * Waits between tries, in ms: quick at first, then longer; spread so that many jobs do not come at once; not shorter than
 * the other side asked for, but for what is insistent. What is patient (a row of the catalogue says so) waits longest.
 */
export const backoff = (
  tried: { job: string | undefined; attempt: number; error: unknown },
  random: () => number,
): number => {
  const { isPatient, isInsistent, isSeen } =
    tried.job !== undefined && isJobName(tried.job) ? JOBS[tried.job] : {}
  const longest = isPatient || (isSeen && isLost(tried.error)) ? LONGEST_PATIENT_MS : LONGEST_MS
  const own = Math.min(500 * 2 ** (tried.attempt - 1), longest) * (0.75 + random() / 2)
  const pause = Math.round(Math.max(own, asked(tried.error)))
  return isInsistent && isBusy(tried.error) ? Math.min(pause, INSISTENT_MS) : pause
}
