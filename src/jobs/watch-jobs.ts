import { z } from 'zod'
import type { PurgePlace } from '../use-cases/ports.ts'
import { job } from './job-row.ts'

const SECOND_MS = 1_000
const MINUTE_MS = 60 * SECOND_MS

/** The person who asks for a trial is told first that it is under way, since it may be over at once. */
const CANARY_PAUSE_MS = 300

/** Between two steps of a purge, which nobody waits for. */
const PURGE_PAUSE_MS = 200

/** A change at the portal is noticed within a minute; each look costs a few calls. */
const watchMs = (auditIntervalMs: number): number =>
  Math.min(Math.max(auditIntervalMs, 5 * SECOND_MS), 30 * SECOND_MS)

/** Rows of the catalogue: looks that take their time. */
export const WATCH_JOBS = {
  /** Looks for changes at the portal to live shares' links and files. */
  'check-drift': job({
    queue: 'watch',
    payload: z.object({}),
    isQuiet: true,
    ask: () => null,
    repeat: { everyMs: watchMs, data: {} },
  }),
  /** Tries the counting from end to end; goes on with the trial on record. `daily`: begins one. */
  'run-canary': job({
    queue: 'watch',
    payload: z.object({ daily: z.boolean() }),
    // In the place of one that waits: a trial that is begun does not wait for what an earlier one has left to do.
    ask: () => ({ data: { daily: false }, key: 'run', replace: true, delayMs: CANARY_PAUSE_MS }),
    repeat: { everyMs: () => 60 * MINUTE_MS, data: { daily: true }, isOptional: true },
  }),
  /** Deletes old history, some shares at a time. `from`: where it goes on; null: a tick of the schedule, which begins. */
  'purge-history': job({
    queue: 'watch',
    payload: z.object({ from: z.object({ team: z.string(), skip: z.number() }).nullable() }),
    isQuiet: true,
    ask: (from: PurgePlace) => ({ data: { from }, key: 'on', delayMs: PURGE_PAUSE_MS }),
    repeat: { everyMs: () => MINUTE_MS, data: { from: null } },
  }),
}
