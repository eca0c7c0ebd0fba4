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

/** When to ask again: a portal may know the action after an update, or have refused it for another reason. */
const ASK_AGAIN_MS = 60 * 60_000

/**
 * Reads the events of an action that some portals do not know. Those refuse the question with 400. Then there are no such
 * events, and the portal is asked again after an hour. Any other error is thrown.
 */
export const readWhereKnown = (
  read: (asked: TrailQuery, fromAt: number) => Promise<AuditEvent[]>,
  { now, log, message }: { now: () => number; log: Pick<Log, 'warn'> | undefined; message: string },
) => {
  const refusedAt = new Map<number, number>()

  return async (action: number, fromAt: number): Promise<AuditEvent[]> => {
    const at = refusedAt.get(action)
    // If our clock was set back, it is asked at once.
    if (at !== undefined && Math.abs(now() - at) < ASK_AGAIN_MS) return []
    return read(askedFor(action), fromAt).catch((error: unknown) => {
      if (!(error instanceof PortalError) || error.status !== 400) throw error
      refusedAt.set(action, now())
      log?.warn({ action }, message)
      return []
    })
  }
}
