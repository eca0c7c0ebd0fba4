import { PortalError } from '../domain/portal-error.ts'
import type { ShareRef } from '../domain/share.ts'
import { within } from '../timing/within.ts'
import type { EndTry, Places } from '../use-cases/end-ports.ts'
import type { Jobs, Log, Now } from '../use-cases/ports.ts'
import type { Handlers, Run } from './catalogue.ts'

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
/**
 * How long no end is tried when the portal has too many requests, or cannot be reached: it does not count what it refuses. Several
 * are tried after each pause, so that their turns are not looked for one by one.
 */
const LEAST_PAUSE_MS = 250
const LONGEST_PAUSE_MS = 2_000

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

/** How a try went: when its file may be tried again; or how long nothing may, whatever its file. */
type Outcome = 'done' | { againAt: number } | { pauseMs: number }

type Putting = Pick<Run<'revoke-link'>, 'putAwayUntil' | 'pauseQueue'>

/** For how long the portal takes no end at all; null: only this one. */
const pauseOf = (error: PortalError): number | null => {
  const isBusy = error.notAsked || error.kind === 'rate-limited' || error.kind === 'used-up'
  if (!isBusy) return null
  return Math.min(Math.max(error.retryAfterMs ?? 0, LEAST_PAUSE_MS), LONGEST_PAUSE_MS)
}

/** The handlers of `revoke-link`, `revoke-expired` and `revoke-again`. */
export const endInLanes = ({ ending, places, jobs, now, log }: LanesDeps) => {
  let slow = 0

  const attempt = async (file: string, ref: ShareRef, by: EndTry): Promise<Outcome> => {
    try {
      await ending.run(ref, by)
    } catch (error) {
      if (!(error instanceof PortalError)) {
        await places.leave(file)
        throw error
      }
      const pauseMs = pauseOf(error)
      if (!error.notAsked) log.warn({ share: ref.id, err: error }, 'a link could not be removed yet')
      if (pauseMs === null) return { againAt: await places.failed(file, now()) }
      await places.leave(file)
      return { pauseMs }
    }
    await places.well(file)
    return 'done'
  }

  /** Lets a try that is slow go on beside the next ones, or breaks it off where too many are. */
  const giveWay = async (file: string, trying: Promise<Outcome>, stop: () => void): Promise<Outcome> => {
    if (slow >= MOST_SLOW) {
      stop()
      return trying
    }
    slow += 1
    void Promise.allSettled([trying]).then(() => {
      slow -= 1
    })
    return { againAt: await places.failed(file, now(), LONGEST_MS) }
  }

  const tryFirst = async (lane: EndTry['lane'], ref: ShareRef, run: Putting): Promise<void> => {
    const file = await ending.fileToEnd(ref)
    if (file === null) return ending.run(ref, { lane })
    const place = await places.enter(file, now(), { holdMs: HOLD_MS, evenSick: false })
    if (place.sick) return jobs.revokeAgain(ref, 0)
    if (place.freeAt !== null) return run.putAwayUntil(place.freeAt)

    const stopping = new AbortController()
    const signal = AbortSignal.any([stopping.signal, AbortSignal.timeout(LONGEST_MS)])
    const trying = attempt(file, ref, { lane, signal })
    const found = await within(SLOW_MS, trying)
    const outcome = found === null ? await giveWay(file, trying, () => stopping.abort()) : found.found
    if (outcome === 'done') return
    if ('pauseMs' in outcome) return run.pauseQueue(outcome.pauseMs)
    await jobs.revokeAgain(ref, Math.max(0, outcome.againAt - now()))
  }

  const again: Handlers['revoke-again'] = async (ref, run) => {
    const file = await ending.fileToEnd(ref)
    if (file === null) return ending.run(ref, { lane: 'again' })
    const place = await places.enter(file, now(), { holdMs: LONGEST_MS, evenSick: true })
    if (place.freeAt !== null) return run.putAwayUntil(place.freeAt)
    const signal = AbortSignal.timeout(LONGEST_MS)
    const outcome = await attempt(file, ref, { lane: 'again', signal })
    if (outcome === 'done') return
    return 'pauseMs' in outcome ? run.pauseQueue(outcome.pauseMs) : run.putAwayUntil(outcome.againAt)
  }

  const first: Handlers['revoke-link'] = (ref, run) => tryFirst('first', ref, run)
  const expired: Handlers['revoke-expired'] = (ref, run) => tryFirst('expired', ref, run)
  return { first, expired, again }
}
