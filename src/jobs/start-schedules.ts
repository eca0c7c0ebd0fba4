import { setTimeout as wait } from 'node:timers/promises'
import type { Log } from '../use-cases/ports.ts'
import type { Queues } from './queues.ts'

interface SetSchedulesDeps {
  queues: Pick<Queues, 'schedule' | 'scheduleCanary' | 'probe' | 'sweepNow'>
  auditIntervalMs: number
  triesCanaryDaily: boolean
}

/** Sets what repeats, and asks for a probe and a sweep. */
const setSchedules = async ({
  queues,
  auditIntervalMs,
  triesCanaryDaily,
}: SetSchedulesDeps): Promise<void> => {
  await queues.schedule(auditIntervalMs)
  await queues.scheduleCanary(triesCanaryDaily)
  await queues.probe()
  await queues.sweepNow()
}

/** The same when they have stopped: whatever is left of them is forgotten first. The clock may have been ahead. */
export const setSchedulesAnew =
  (deps: SetSchedulesDeps & { queues: Pick<Queues, 'unschedule' | 'hurry'> }) => async (): Promise<void> => {
    await deps.queues.unschedule()
    await setSchedules(deps)
    await deps.queues.hurry()
  }

/**
 * Sets what repeats, and asks for a first probe and a first sweep. Redis may not be there yet: it is tried every second until
 * it is, and until then `/readyz` says so.
 */
export const startSchedules = ({ log, ...deps }: SetSchedulesDeps & { log: Log }): { stop(): void } => {
  let stopped = false
  const start = async () => {
    while (!stopped) {
      try {
        await setSchedules(deps)
        return
      } catch (error) {
        log.warn({ err: error }, 'the sweep could not be scheduled yet')
        await wait(1_000)
      }
    }
  }
  void start()
  return {
    stop: () => {
      stopped = true
    },
  }
}
