import { setTimeout as sleep } from 'node:timers/promises'
import { PortalError } from '../domain/portal-error.ts'
import { within } from '../timing/within.ts'
import type { Leave, PortalBudget, PortalCall, PortalUse } from '../use-cases/budget-ports.ts'
import type { Http, PortalRequest } from './http.ts'

/** A call waits no longer for leave than this in all; its job is put away instead. */
const PATIENCE_MS = 400
/** A store that does not answer by then is away. */
const STORE_MS = 1_000
/** Then each process keeps its calls so far apart by itself. */
const SPACING_MS = 100

interface Deps {
  http: Http
  budget: PortalBudget
  use: PortalUse
  /** Leave for all its calls was taken before. */
  isPaid?: true
}

/** One process's own turns, for while the store is away. */
export const ownTurns = (clock: () => number = () => performance.now()) => {
  let next = 0
  return (): Leave => {
    const waitMs = next - clock()
    if (waitMs > 0) return { waitMs, why: 'busy' }
    next = clock() + SPACING_MS
    return { name: '' }
  }
}

/**
 * Keeps calls within the portal's limits, which all processes share. A call that gets no leave within a moment fails as one that
 * the portal would refuse, with how long to wait; the portal was not asked then. Where the store is away, ends go on all the same.
 */
export const withinBudget = (turns: () => Leave) => {
  const ask = async (budget: PortalBudget, call: PortalCall): Promise<Leave> => {
    try {
      const asked = await within(STORE_MS, budget.enter(call))
      return asked === null ? turns() : asked.found
    } catch {
      return turns()
    }
  }

  const leaveFor = async (budget: PortalBudget, call: PortalCall, label: string): Promise<string> => {
    for (let waited = 0; ; ) {
      const leave = await ask(budget, call)
      if ('name' in leave) return leave.name
      if (leave.why === 'day' || waited + leave.waitMs > PATIENCE_MS) throw refusal(label, leave)
      await sleep(leave.waitMs)
      waited += leave.waitMs
    }
  }

  return ({ http, budget, use, isPaid }: Deps): Http => ({
    ...http,
    send: async (request, timeoutMs, stop) => {
      // The portal counts visitors by their address, apart from the account.
      if (request.as === 'visitor') return http.send(request, timeoutMs, stop)
      const { kind, calls } = callOf(request)
      const begun = performance.now()
      const name = await leaveFor(budget, { use, kind, calls: isPaid ? 0 : calls }, request.label)
      try {
        return await http.send(request, timeoutMs - (performance.now() - begun), stop)
      } catch (error) {
        // What the portal refuses a person says nothing of the key, which it counts apart.
        if (error instanceof PortalError && typeof request.as !== 'object') tell(budget, error)
        throw error
      } finally {
        // What is not given back is forgotten after a while.
        if (name !== '') budget.leave(name, kind).catch(() => undefined)
      }
    },
  })
}

/** What the portal refuses because of its limits is known to all processes from then on. */
const tell = (budget: PortalBudget, { kind, retryAfterMs }: PortalError): void => {
  const told =
    kind === 'rate-limited'
      ? budget.refused(retryAfterMs)
      : kind === 'used-up'
        ? budget.usedUp(retryAfterMs ?? 0)
        : null
  told?.catch(() => undefined)
}

const callOf = ({ method, calls = 1 }: PortalRequest): Pick<PortalCall, 'kind' | 'calls'> => ({
  kind: method === 'GET' ? 'read' : 'write',
  calls,
})

const refusal = (label: string, { waitMs, why }: Extract<Leave, { waitMs: number }>): PortalError =>
  why === 'day'
    ? new PortalError('used-up', `${label}: the writes of the day are used up`, {
        retryAfterMs: waitMs,
        notAsked: true,
      })
    : new PortalError('rate-limited', `${label}: the portal has enough to do`, {
        retryAfterMs: waitMs,
        notAsked: true,
        // It said so itself a moment ago.
        ...(why === 'refused' ? { status: 429 } : {}),
      })
