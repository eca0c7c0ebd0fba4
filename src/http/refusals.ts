import type { Log } from '../use-cases/ports.ts'
import type { RefusedBecause } from './signed-route.ts'

const EVERY_MS = 1_000

/**
 * Notes refused requests. Anybody can send any number of them, so at most one line a second is logged, with their
 * number.
 */
export const createRefusals = (
  count: (reason: RefusedBecause) => void,
  log: Pick<Log, 'warn'>,
): ((reason: RefusedBecause) => void) => {
  const untold = new Map<RefusedBecause, number>()
  let isPausing = false

  const tell = (): void => {
    if (isPausing || untold.size === 0) return
    log.warn({ refused: Object.fromEntries(untold) }, 'requests to /slack/events were refused')
    untold.clear()
    isPausing = true
    setTimeout(() => {
      isPausing = false
      tell()
    }, EVERY_MS).unref()
  }

  return (reason) => {
    count(reason)
    untold.set(reason, (untold.get(reason) ?? 0) + 1)
    tell()
  }
}
