import { realRuntime } from './app-parts.ts'
import { newReference } from './domain/share-id.ts'
import { createLog } from './log.ts'
import type { Log } from './use-cases/ports.ts'

/** sysexits.h EX_SOFTWARE: a bug. Started again, the program may work. */
export const BROKEN = 70

/**
 * Catches errors that nothing else caught, which are bugs. Node would print them with any secrets in them. This writes one
 * line with a reference through the log's filter instead. Then `caught` resolves, so that the program can end in order.
 */
export const castLastNet = (): { caught: Promise<void>; logTo: (log: Log) => void } => {
  // Used until the settings are read, since reading them may fail too.
  let log: Log = createLog('error')
  const caught = new Promise<void>((resolve) => {
    let isOver = false
    const catchIt = (error: unknown): void => {
      // Errors while the program ends are most often the same one again.
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
