import { PortalError } from '../domain/portal-error.ts'
import type { AuditEvent } from '../domain/portal-facts.ts'
import type { Log } from '../use-cases/ports.ts'
import type { Asked } from './trail-page.ts'

/** One action, which the filter compares exactly; `actionType` would be ignored beside it (contract 3). */
export const askedFor = (action: number): Asked => ({
  label: `GET audit events ${action}`,
  filter: { action: String(action) },
  isAsked: ({ event }) => event.actionId === action,
})

/** Reads the events of an action; none where the portal does not know it, which is said once in the life of this process. */
export const readWhereKnown = (
  read: (asked: Asked, fromAt: number) => Promise<AuditEvent[]>,
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
