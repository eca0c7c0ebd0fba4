import { ACTIONS } from './audit-actions.ts'
import type { AuditQuery } from './audit-query.ts'
import type { AuditEvent } from './state-types.ts'

/** Which events the filter lets through (docs/portal.md, Reading the audit trail). */
export const passes = (query: AuditQuery, event: AuditEvent): boolean => {
  const { userId, action, actionType, entryType, target, from, to } = query
  const stored = event.target.join(',')
  if (userId !== undefined && event.userId !== userId) return false
  if (from !== undefined && Date.parse(event.date) < Date.parse(from)) return false
  if (to !== undefined && Date.parse(event.date) > Date.parse(to)) return false
  if (action !== undefined) return event.actionId === action && (target === undefined || stored === target)
  const mapped = ACTIONS[event.actionId]
  if (!mapped) return false
  if (actionType && mapped.actionType !== actionType) return false
  // `target` counts only beside `entryType`, and then as a substring.
  return !entryType || target === undefined || (mapped.entry === entryType && stored.includes(target))
}

/** A number from 0 to 1 that belongs to the row: the same rows are doubled whichever page is asked for. */
const lotOf = ({ id }: AuditEvent): number => (Math.imul(id, 2_654_435_761) >>> 0) / 2 ** 32

/** With some of the rows there twice: on one page, or as the last of one and the first of the next. */
export const doubled = (events: AuditEvent[], share: number): AuditEvent[] =>
  events.flatMap((event) => (lotOf(event) < share ? [event, event] : [event]))

/** Newest first; the order within one second is a matter of chance (docs/portal.md, Reading the audit trail). */
export const newestFirst = (events: AuditEvent[], random: () => number): AuditEvent[] =>
  events
    .map((event) => ({ event, at: Date.parse(event.date), chance: random() }))
    .sort((a, b) => b.at - a.at || a.chance - b.chance)
    .map(({ event }) => event)
