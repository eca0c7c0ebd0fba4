import { realRuntime } from './app-parts.ts'
import { newReference } from './domain/share-id.ts'
import { createLog } from './log.ts'
import type { Log } from './use-cases/ports.ts'

/** sysexits.h EX_SOFTWARE. Started again, it may do. */
export const BROKEN = 70

/**
 * Catches what nothing else caught, which is a bug: one line through the log's filter and with a reference, where Node
 * would print the error as it is, secrets and all. `caught` resolves then, so that the program can end in order.
 */
export const castLastNet = (): { caught: Promise<void>; logTo: (log: Log) => void } => {
  // Until the settings are read, which may break too.
  let log: Log = createLog('error')
  const caught = new Promise<void>((resolve) => {
    let isOver = false
    const catchIt = (error: unknown): void => {
      // What breaks while the program ends is most often the same thing again.
      if (isOver) return
      isOver = true
      process.exitCode = BROKEN
      resolve()
      log.error(
        { reference: newReference(realRuntime(log).random), err: error },
        'an error that nothing caught',
      )
    }
    process.on('uncaughtException', catchIt).on('unhandledRejection', catchIt)
  })
  return {
    caught,
    logTo: (to) => {
      log = to
    },
  }
}
