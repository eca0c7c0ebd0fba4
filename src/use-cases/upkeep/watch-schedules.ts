import type { Log, Pause } from '../ports.ts'

/** How often each schedule has run, over all processes. */
export interface ScheduleRuns {
  count(name: string): Promise<void>
  /** By name; what never ran, or was lost, is missing. */
  read(): Promise<Record<string, string>>
}

export interface WatchSchedulesDeps {
  scheduleRuns: Pick<ScheduleRuns, 'read'>
  /** Every schedule, with its period. */
  periods: Readonly<Record<string, number>>
  /** Whether it runs now, or waits for others: it is slow then, not lost. */
  isAtWork: (name: string) => Promise<boolean>
  /** Sets all of them anew, from now on, and asks for a reading. */
  setAnew: () => Promise<unknown>
  /** A clock that nobody sets. */
  monotonic: () => number
  log: Pick<Log, 'warn'>
}

const LOOK_EVERY_MS = 5_000
/** Of a schedule a few runs may be late, as when the portal is slow. */
const LATE_RUNS = 3
const MARGIN_MS = 5_000

const allowanceOf = (periodMs: number): number => LATE_RUNS * periodMs + MARGIN_MS

/**
 * Sees from outside of Redis and its queues that what repeats does not happen: what a flush, a failover to an empty replica
 * or a clock that was wrong has left cannot tell so itself. Nothing here depends on the time of day.
 */
export const createScheduleWatch = (deps: WatchSchedulesDeps) => {
  const { scheduleRuns, periods, isAtWork, setAnew, monotonic, log } = deps
  const names = Object.keys(periods)
  const begun = monotonic()
  const seen = new Map(names.map((name) => [name, { runs: undefined as string | undefined, at: begun }]))
  let setAt: number | null = null

  /** Whether it has not run for that part of what it is allowed. */
  const isSilent = (name: string, part: number): boolean =>
    monotonic() - (seen.get(name)?.at ?? begun) > part * allowanceOf(periods[name] ?? 0)
  const isOverdue = (name: string): boolean => isSilent(name, 1)

  /** Notes which have run since the last look. True: counts have vanished, and with them surely the schedules. */
  const look = async (): Promise<boolean> => {
    const found = await scheduleRuns.read()
    let isEmptied = false
    for (const [name, last] of seen) {
      const runs = found[name]
      if (runs === undefined) isEmptied ||= last.runs !== undefined
      else if (runs !== last.runs) seen.set(name, { runs, at: monotonic() })
    }
    if (isEmptied) for (const last of seen.values()) last.runs = undefined
    return isEmptied
  }

  /** Time to run is given before it is done again. */
  const wasJustSet = (overdue: readonly string[]): boolean =>
    setAt !== null &&
    monotonic() - setAt < Math.min(...overdue.map((name) => allowanceOf(periods[name] ?? 0)))

  const round = async (): Promise<void> => {
    const isEmptied = await look()
    for (const name of names.filter((each) => isSilent(each, 1 / 2))) {
      if (await isAtWork(name)) seen.set(name, { runs: seen.get(name)?.runs, at: monotonic() })
    }
    const overdue = names.filter(isOverdue)
    if (!isEmptied && (overdue.length === 0 || wasJustSet(overdue))) return
    log.warn({ overdue, isEmptied }, 'what repeats has not happened: the schedules are set anew')
    await setAnew()
    setAt = monotonic()
  }

  return {
    /** Whether this one has not run for some of its periods, in any process. */
    isOverdue,
    /** Looks until the signal, at which `pause` ends early. */
    run: async (pause: Pause, signal: AbortSignal): Promise<void> => {
      const everyMs = Math.min(LOOK_EVERY_MS, ...Object.values(periods))
      while (!signal.aborted) {
        await round().catch((error: unknown) => {
          if (!signal.aborted) log.warn({ err: error }, 'the schedules could not be looked after')
        })
        await pause(everyMs)
      }
    },
  }
}
