import { setTimeout as wait } from 'node:timers/promises'
import type { Log } from '../use-cases/ports.ts'
import type { Queues } from './queues.ts'

/**
 * Sets what repeats, and asks for a first probe and a first sweep. Redis may not be there yet: it is tried every second until
 * it is, and until then `/readyz` says so.
 */
export const startSchedules = ({
  queues,
  auditIntervalMs,
  triesCanaryDaily,
  log,
}: {
  queues: Pick<Queues, 'schedule' | 'scheduleCanary' | 'probe' | 'sweepNow'>
  auditIntervalMs: number
  triesCanaryDaily: boolean
  log: Log
}): { stop(): void } => {
  let stopped = false
  const start = async () => {
    while (!stopped) {
      try {
        await queues.schedule(auditIntervalMs)
        await queues.scheduleCanary(triesCanaryDaily)
        await queues.probe()
        await queues.sweepNow()
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
