import { JOB_NAMES, JOBS, type JobName } from './catalogue.ts'

/** What always repeats, and how often. */
export const schedulePeriods = (auditIntervalMs: number): Partial<Record<JobName, number>> =>
  Object.fromEntries(
    JOB_NAMES.flatMap((name) => {
      const { repeat } = JOBS[name]
      return repeat === undefined || repeat.isOptional ? [] : [[name, repeat.everyMs(auditIntervalMs)]]
    }),
  )
