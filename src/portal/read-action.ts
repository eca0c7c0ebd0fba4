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

/**
 * Reads the events of an action. Where the portal does not know the action there are none; that is logged once in each
 * process.
 */
export const readWhereKnown = (
  read: (asked: TrailQuery, fromAt: number) => Promise<AuditEvent[]>,
  log: Pick<Log, 'warn'> | undefined,
  message: string,
) => {
  const refused = new Set<number>()

  return async (action: number, fromAt: number): Promise<AuditEvent[]> => {
    if (refused.has(action)) return []
    return read(askedFor(action), fromAt).catch((error: unknown) => {
      if (!(error instanceof PortalError) || error.kind !== 'rejected') throw error
      refused.add(action)
      log?.warn({ action }, message)
      return []
    })
  }
}
