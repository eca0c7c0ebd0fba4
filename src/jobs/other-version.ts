import { DelayedError, type Job, UnrecoverableError } from 'bullmq'
import type { Log, Now } from '../use-cases/ports.ts'

const SHORTEST_MS = 5_000
const LONGEST_MS = 60_000

/** How often a job of a known name is put off: about ten minutes long. */
const MOST_PUT_OFF = 15

/** Short while somebody may wait for it, later a minute. */
const pauseOf = (job: Job<unknown>, now: number): number =>
  Math.min(Math.max(now - job.timestamp, SHORTEST_MS), LONGEST_MS)

/**
 * Puts off jobs that this version does not know. Another version that runs beside it has queued them, and takes them in the
 * meantime; or it comes back. That uses up no try.
 *
 * A known name with an unknown payload is put off only so often: while such a job waits, this version cannot queue its own
 * work under the same deduplication id. A tick of a schedule is let go, since the next one comes by itself. So is what is left
 * of a job whose record was lost: it has no name at all.
 */
export const leaveToOthers =
  ({ now, log }: { now: Now; log: Log }) =>
  async (job: Job<unknown>, token: string | undefined, unknown: 'name' | 'payload'): Promise<void> => {
    if (unknown === 'payload' && job.attemptsStarted - job.attemptsMade > MOST_PUT_OFF)
      throw new UnrecoverableError('the payload is not what this job takes')
    if (unknown === 'name' && (job.name === undefined || job.repeatJobKey !== undefined)) return
    const pauseMs = pauseOf(job, now())
    log.info({ job: job.name, unknown, pauseMs }, 'a job of another version is put off')
    await job.moveToDelayed(now() + pauseMs, token)
    throw new DelayedError()
  }
