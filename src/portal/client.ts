import { setTimeout as sleep } from 'node:timers/promises'
import { PortalError } from '../domain/portal-error.ts'
import type { Head, Http, PortalRequest } from './http.ts'
import type { PortalLimits } from './limits.ts'
import { pauseBeforeRetry } from './retry.ts'

interface Deps {
  http: Http
  random: () => number
  limits: PortalLimits
  /** Called when a call is given up because no answer came. */
  onGivenUp?: () => void
  /** Ends pauses at once, with the error that led to them. Requests under way may finish. */
  closing: AbortSignal
}

/**
 * Sends a request again, unchanged, while that may help. Only for what is safe to repeat: reads, and writes that name
 * the link by our own id (docs/portal.md, Making and deleting safely).
 */
export const createPortalClient = ({ http, random, limits, onGivenUp, closing }: Deps) => {
  const insist = async <T>(
    attemptWithin: (timeoutMs: number) => Promise<T>,
    attemptMs: number,
  ): Promise<T> => {
    // Not now(): somebody may set the wall clock while we wait.
    const begun = performance.now()
    let unsure = false
    for (let attempt = 1; ; attempt++) {
      try {
        return await attemptWithin(Math.min(attemptMs, limits.budgetMs - (performance.now() - begun)))
      } catch (error) {
        if (!(error instanceof PortalError)) throw error
        const elapsedMs = performance.now() - begun
        unsure ||= error.unsure
        error.unsure = unsure
        const pause = pauseBeforeRetry({ attempt, error, elapsedMs, roll: random() }, limits)
        if (pause !== null && (await slept(pause, closing))) continue
        if (error.kind === 'unavailable' && !closing.aborted) onGivenUp?.()
        throw error
      }
    }
  }

  const sending = (request: PortalRequest) => (timeoutMs: number) => http.send(request, timeoutMs)

  return {
    read: (request: PortalRequest) => insist(sending(request), limits.readAttemptMs),
    write: (request: PortalRequest) => insist(sending(request), limits.writeAttemptMs),
    /** Reads the head of the answer to a visitor. `judge` throws where it is not the one hoped for. */
    begin: (request: { label: string; path: string }, judge: (head: Head) => void) =>
      insist(async (timeoutMs) => judge(await http.begin(request, timeoutMs)), limits.readAttemptMs),
    /** One try. */
    once: (request: PortalRequest, timeoutMs: number, stop?: AbortSignal) =>
      http.send(request, timeoutMs, stop),
  }
}

export type PortalClient = ReturnType<typeof createPortalClient>

const slept = async (ms: number, signal: AbortSignal): Promise<boolean> => {
  if (signal.aborted) return false
  await sleep(ms, undefined, { signal }).catch(() => undefined)
  return !signal.aborted
}
