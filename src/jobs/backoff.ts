import { NoticeError } from '../domain/notice-error.ts'
import { PortalError } from '../domain/portal-error.ts'
import type { JobName } from './catalogue.ts'

/** The pause that the other side asked for; 0 when it did not. */
const asked = (error: unknown): number =>
  error instanceof PortalError || error instanceof NoticeError ? (error.retryAfterMs ?? 0) : 0

const PATIENT: ReadonlySet<string> = new Set<JobName>(['clean-links', 'put-back-link'])

/** Used up or over, a link lives until the portal takes this: it is asked again soon, whatever else it is busy with. */
const INSISTENT_MS = 2_000
const isInsistent = (job: string | undefined, error: unknown): boolean =>
  job === ('revoke-link' satisfies JobName) && error instanceof PortalError && error.kind === 'rate-limited'

/**
 * Waits between tries, in ms: quick at first, then patient; spread so that many jobs do not come at once; not
 * shorter than the other side asked for, but for ends. Cleaning up what is dead already, and putting back what should live, has the
 * most patience: nobody waits for it.
 */
export const backoff = (
  tried: { job: string | undefined; attempt: number; error: unknown },
  random: () => number,
): number => {
  const longest = PATIENT.has(tried.job ?? '') ? 5 * 60_000 : 15_000
  const own = Math.min(500 * 2 ** (tried.attempt - 1), longest) * (0.75 + random() / 2)
  const pause = Math.round(Math.max(own, asked(tried.error)))
  return isInsistent(tried.job, tried.error) ? Math.min(pause, INSISTENT_MS) : pause
}

/** What must be done however long it takes: revoking and telling go on until the other side is back. */
export const UNTIL_DONE = 1_000_000

/** Somebody waits for the answer: after about two minutes they are told that it did not work. */
export const WHILE_SOMEBODY_WAITS = 14
