import { ACTIONS, sentence, words } from './audit-actions.ts'
import { portalDate } from './dates.ts'
import { ANONYMOUS_ID } from './seed-ids.ts'
import type { AuditEvent, PortalState } from './state-types.ts'
import { atLeast } from './version.ts'

/** Kinds of the targets: 1 file, 2 folder; a move has one of each. */
const entriesOf = ({ actionId, target }: AuditEvent): number[] => {
  const { entry = 0, actionType } = ACTIONS[actionId] ?? {}
  if (entry === 0) return []
  return actionType === 15 && target.length > 1 ? [entry, 2] : [entry]
}

/**
 * An event as the filter answers it. `cut`: titles are shortened, as without the audit plan
 * (docs/portal.md, Reading the audit trail).
 */
export const auditView = (state: PortalState, event: AuditEvent, cut: boolean) => {
  const { culture, portalOffsetMinutes, version } = state.settings
  const action = ACTIONS[event.actionId]
  const word = words(culture)
  const place = action?.location === 2 ? word.folders : word.files
  const titles = cut
    ? event.titles.map((title) => (title.length > 50 ? `${title.slice(0, 50)}...` : title))
    : event.titles
  return {
    id: event.id,
    date: portalDate(event.date, portalOffsetMinutes),
    user: event.userId === ANONYMOUS_ID ? word.anonymous : state.users[event.userId]?.displayName,
    userId: event.userId,
    action: sentence(event.actionId, culture, titles),
    actionId: event.actionId,
    ip: event.ip,
    country: '',
    city: '',
    browser: event.browser,
    platform: event.platform,
    page: event.page,
    actionType: action?.actionType ?? 0,
    product: action?.product ?? 0,
    [atLeast(version, 3, 5) ? 'location' : 'module']: action?.location ?? 0,
    target: event.target,
    entries: entriesOf(event),
    context: event.room === null ? place : `${word.rooms}: ${event.room}`,
  }
}
