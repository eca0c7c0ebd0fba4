import { setTimeout as wait } from 'node:timers/promises'
import { type Answer, empty, failure } from './answer.ts'
import { faultAnswer, fixedAnswer, takeFault } from './faults.ts'
import { trimFields } from './fields.ts'
import { lie } from './lies.ts'
import type { RateLimiter } from './rate-limits.ts'
import { answer } from './routes.ts'
import { callOf, type Received } from './server-request.ts'
import type { PortalState } from './state-types.ts'
import type { Fault, FaultAction, Sources } from './types.ts'

type Parts = {
  state: PortalState
  sources: Sources
  faults: Fault[]
  limiter: RateLimiter
  closing: AbortSignal
}

const work = (state: PortalState, sources: Sources, received: Received): Answer => {
  if (state.settings.gone) return empty(404)
  if (state.settings.unpaid) return empty(402)
  const call = callOf(state, sources, received)
  try {
    const given = answer(call, received.url.pathname)
    return given.json ? { ...given, json: trimFields(given.json, call.query('fields')) } : given
  } catch (error) {
    return failure(500, error instanceof Error ? error.message : 'An unexpected error occurred.')
  }
}

const withFault = async (parts: Parts, received: Received, action: FaultAction): Promise<Answer | 'drop'> => {
  const { state, sources, closing } = parts
  const run = () => work(state, sources, received)
  if (action.kind === 'slow') {
    const pause = () => wait(action.ms, undefined, { signal: closing })
    if (action.when !== 'after') {
      await pause()
      return run()
    }
    const done = run()
    await pause()
    return done
  }
  if (action.kind === 'drop') {
    if (action.when === 'after') run()
    return 'drop'
  }
  if (action.kind === 'lie') {
    // The work is done on a copy: answered as if, and nothing has changed.
    const copy = action.how === 'does-nothing' ? structuredClone(state) : state
    return lie(action.how, work(copy, sources, received))
  }
  const instead = faultAnswer(action)
  if (instead) return instead
  const done = run()
  return action.kind === 'answer' ? fixedAnswer(action) : done
}

/** Past the limiters, which a slow request holds a place of until it is answered. */
const admitted = async (parts: Parts, received: Received, body: unknown): Promise<Answer | 'drop'> => {
  const seen = { method: received.method, path: received.url.pathname, body }
  const action = takeFault(parts.faults, seen)
  return action ? withFault(parts, received, action) : work(parts.state, parts.sources, received)
}

/** What a request gets: its fault's answer or the portal's own. `drop`: cut the connection. */
export const serve = async (parts: Parts, received: Received, body: unknown): Promise<Answer | 'drop'> => {
  const { state, sources, limiter } = parts
  const limits = state.settings.rateLimits ?? null
  if (limits === null) return admitted(parts, received, body)
  const { caller, method } = callOf(state, sources, received)
  const who = caller.user?.id ?? received.ip
  const entered = limiter(limits, { who, method, now: sources.now().getTime() })
  if (typeof entered !== 'function') return entered
  return admitted(parts, received, body).finally(entered)
}
