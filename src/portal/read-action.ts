import { PortalError } from '../domain/portal-error.ts'
import type { AuditEvent } from '../domain/portal-facts.ts'
import type { Log } from '../use-cases/ports.ts'
import type { TrailQuery } from './trail-page.ts'

/** Asks for one action. The filter compares it exactly, and would ignore `actionType` beside it. */
export const askedFor = (action: number): TrailQuery => ({
  label: `GET audit events ${action}`,
  filter: { action: String(action) },
  isAsked: ({ event }) => event.actionId === action,
})

/** A portal may learn an action with its next version, or have refused for a passing reason. */
const ASK_AGAIN_MS = 60 * 60_000

/**
 * Reads the events of an action that some portals do not know, and refuse with 400. There are none then, and it is asked for
 * again after an hour. Any other failure is one of the reading.
 */
export const readWhereKnown = (
  read: (asked: TrailQuery, fromAt: number) => Promise<AuditEvent[]>,
  { now, log, message }: { now: () => number; log: Pick<Log, 'warn'> | undefined; message: string },
) => {
  const refusedAt = new Map<number, number>()

  return async (action: number, fromAt: number): Promise<AuditEvent[]> => {
    const at = refusedAt.get(action)
    // A clock that was set back must not put it off.
    if (at !== undefined && Math.abs(now() - at) < ASK_AGAIN_MS) return []
    return read(askedFor(action), fromAt).catch((error: unknown) => {
      if (!(error instanceof PortalError) || error.status !== 400) throw error
      refusedAt.set(action, now())
      log?.warn({ action }, message)
      return []
    })
  }
}
