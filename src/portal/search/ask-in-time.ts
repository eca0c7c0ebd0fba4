import { PortalError } from '../../domain/portal-error.ts'
import type { SearchStop } from '../../domain/search-stop.ts'
import type { SearchBudget } from '../../use-cases/search-ports.ts'

/** What the portal answered, or why nothing came. */
export type CallResult<T> = { ok: true; value: T } | { ok: false; stop: SearchStop }

export const answered = <T>(value: T): CallResult<T> => ({ ok: true, value })
export const stopped = (why: Exclude<SearchStop['why'], 'quota'>): { ok: false; stop: SearchStop } => ({
  ok: false,
  stop: { why },
})

/** How long searches stop after a 429 that names no time. */
const REST_MS = 5_000

const reasonOf = (error: PortalError): 'slow' | 'down' | 'busy' | 'closed' | 'no-account' => {
  if (error.kind === 'no-account') return 'no-account'
  if (error.kind === 'rate-limited') return 'busy'
  if (error.kind === 'unavailable') return error.late ? 'slow' : 'down'
  return 'closed'
}

/**
 * Calls to the portal for somebody who is typing. They keep to the budget of all searches, and are not made when it is too
 * late for an answer.
 */
export const askInTime = ({ budget, now }: { budget: SearchBudget; now: () => number }) => {
  /** Links matter more than searches: after a 429, calls of a search that are not sent yet are dropped. */
  let quietUntil = 0

  return {
    /** How many of these calls may be made, at least `least`; or why none. */
    grant: async (wanted: number, least = 1): Promise<CallResult<number>> => {
      const given = wanted === 0 ? 0 : await budget.calls(wanted)
      if (given === null) return stopped('busy')
      return given < Math.min(least, wanted) ? stopped('crowded') : answered(given)
    },

    ask: async <T>(until: number, call: (withinMs: number) => Promise<T>): Promise<CallResult<T>> => {
      if (now() < quietUntil) return stopped('busy')
      const left = until - now()
      if (left <= 0) return stopped('slow')
      try {
        return answered(await call(left))
      } catch (error) {
        if (!(error instanceof PortalError)) throw error
        if (error.kind === 'rate-limited') quietUntil = now() + (error.retryAfterMs ?? REST_MS)
        return stopped(reasonOf(error))
      }
    },
  }
}

export type AskInTime = ReturnType<typeof askInTime>
