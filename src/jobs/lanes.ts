import { PortalError } from '../domain/portal-error.ts'
import type { ShareRef } from '../domain/share.ts'
import { within } from '../timing/within.ts'
import type { EndTry, Places } from '../use-cases/end-ports.ts'
import type { Jobs, Log, Now } from '../use-cases/ports.ts'
import type { Handlers } from './catalogue.ts'

// Where links are removed. A file that does not let its links be removed holds up no other file's: it is tried once where
// links are removed for the first time, and after that where it stands beside others of its kind.

/** A try that takes longer does so beside the next one. */
const SLOW_MS = 1_000
/** So many may; what is slow besides these is broken off, and tried again. */
const MOST_SLOW = 3
/** A whole try takes no longer. So long a slow one keeps others away from its file. */
const LONGEST_MS = 10_000
/** The same of one that need not be slow. */
const HOLD_MS = 2_000
/** How soon the portal is asked again when it has too many requests: it does not count what it refuses. */
const BUSY_MS = 1_000
const LONGEST_BUSY_MS = 2_000

export interface Ending {
  /** The file whose link has to be removed; null: none has to. */
  fileToEnd(ref: ShareRef): Promise<string | null>
  run(ref: ShareRef, by: EndTry): Promise<void>
}

export interface LanesDeps {
  ending: Ending
  places: Places
  jobs: Pick<Jobs, 'revokeAgain'>
  now: Now
  log: Log
}

/** The handlers of `revoke-link` and `revoke-expired` (`first`), and of `revoke-again`. */
export const endInLanes = ({ ending, places, jobs, now, log }: LanesDeps) => {
  let slow = 0

  /** Gives when the file may be tried again; null: the link is gone. */
  const attempt = async (file: string, ref: ShareRef, by: EndTry): Promise<number | null> => {
    try {
      await ending.run(ref, by)
    } catch (error) {
      if (!(error instanceof PortalError)) {
        await places.leave(file)
        throw error
      }
      log.warn({ share: ref.id, err: error }, 'a link could not be removed yet')
      if (error.kind !== 'rate-limited') return places.failed(file, now())
      await places.leave(file)
      return now() + Math.min(error.retryAfterMs ?? BUSY_MS, LONGEST_BUSY_MS)
    }
    await places.well(file)
    return null
  }

  /** Lets a try that is slow go on beside the next ones, or breaks it off where too many are. */
  const giveWay = async (
    file: string,
    trying: Promise<number | null>,
    stop: () => void,
  ): Promise<number | null> => {
    if (slow >= MOST_SLOW) {
      stop()
      return trying
    }
    slow += 1
    void Promise.allSettled([trying]).then(() => {
      slow -= 1
    })
    return places.failed(file, now(), LONGEST_MS)
  }

  const first = async (ref: ShareRef, run: { putAwayUntil(at: number): Promise<never> }): Promise<void> => {
    const file = await ending.fileToEnd(ref)
    if (file === null) return ending.run(ref, { isAgain: false })
    const place = await places.enter(file, now(), { holdMs: HOLD_MS, evenSick: false })
    if (place.sick) return jobs.revokeAgain(ref, 0)
    if (place.freeAt !== null) return run.putAwayUntil(place.freeAt)

    const stopping = new AbortController()
    const signal = AbortSignal.any([stopping.signal, AbortSignal.timeout(LONGEST_MS)])
    const trying = attempt(file, ref, { isAgain: false, signal })
    const found = await within(SLOW_MS, trying)
    const againAt = found === null ? await giveWay(file, trying, () => stopping.abort()) : found.found
    if (againAt !== null) await jobs.revokeAgain(ref, Math.max(0, againAt - now()))
  }

  const again: Handlers['revoke-again'] = async (ref, run) => {
    const file = await ending.fileToEnd(ref)
    if (file === null) return ending.run(ref, { isAgain: true })
    const place = await places.enter(file, now(), { holdMs: LONGEST_MS, evenSick: true })
    if (place.freeAt !== null) return run.putAwayUntil(place.freeAt)
    const againAt = await attempt(file, ref, { isAgain: true, signal: AbortSignal.timeout(LONGEST_MS) })
    if (againAt !== null) return run.putAwayUntil(againAt)
  }

  return { first, again }
}
