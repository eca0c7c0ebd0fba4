import { setMaxListeners } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { PortalError } from '../domain/portal-error.ts'
import type { Head, Http, PortalRequest } from './http.ts'
import type { PortalLimits } from './limits.ts'
import { pauseBeforeRetry } from './retry.ts'

interface Deps {
  http: Http
  random: () => number
  limits: PortalLimits
  /** Hears when a call is given up on for want of an answer. */
  onGivenUp?: () => void
}

/**
 * Requests that are sent again, as they are, while that may help. Only ever used for what is safe to repeat:
 * reads, and writes that name the link by our own id (contract 1.6).
 */
export const createClient = ({ http, random, limits, onGivenUp }: Deps) => {
  const closing = new AbortController()
  setMaxListeners(0, closing.signal)

  const insist = async <T>(
    attemptWithin: (timeoutMs: number) => Promise<T>,
    attemptMs: number,
  ): Promise<T> => {
    // Not now(): a wall clock that is set while we wait must not change how long we wait.
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
        if (pause !== null && (await slept(pause, closing.signal))) continue
        if (error.kind === 'unavailable' && !closing.signal.aborted) onGivenUp?.()
        throw error
      }
    }
  }

  const sending = (request: PortalRequest) => (timeoutMs: number) => http.send(request, timeoutMs)

  return {
    read: (request: PortalRequest) => insist(sending(request), limits.readAttemptMs),
    write: (request: PortalRequest) => insist(sending(request), limits.writeAttemptMs),
    /** The head of a visitor's answer, which `judge` throws for where it is none that was hoped for. */
    begin: (request: { label: string; path: string }, judge: (head: Head) => void) =>
      insist(async (timeoutMs) => judge(await http.begin(request, timeoutMs)), limits.readAttemptMs),
    /** One try. */
    once: (request: PortalRequest, timeoutMs: number) => http.send(request, timeoutMs),
    /** Pauses end at once, with the error that led to them; what is under way may finish. */
    close: async (): Promise<void> => {
      closing.abort()
      await http.close()
    },
  }
}

export type Client = ReturnType<typeof createClient>

const slept = async (ms: number, signal: AbortSignal): Promise<boolean> => {
  if (signal.aborted) return false
  await sleep(ms, undefined, { signal }).catch(() => undefined)
  return !signal.aborted
}
