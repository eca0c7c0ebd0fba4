import { actionWords, words } from '../../portal/audit-actions.ts'
import { ANONYMOUS_ID } from '../../portal/seed-ids.ts'
import type { AuditEvent, PortalState } from '../../portal/state-types.ts'
import type { EventInfo } from '../contract.ts'
import { linkOfEvent } from './link-of-event.ts'

const SHOWN = 200
/** Downloaded, downloaded in another format, one revision downloaded (docs/portal.md, Events). */
const DOWNLOADS = [5009, 5010, 5062]

const eventInfo = (state: PortalState, event: AuditEvent): EventInfo => {
  const { culture } = state.settings
  const linkId = linkOfEvent(event, state.signingSecret)
  const isAnonymous = event.userId === ANONYMOUS_ID
  return {
    id: event.id,
    date: event.date,
    actionId: event.actionId,
    action: actionWords(event.actionId, culture),
    user: isAnonymous ? words(culture).anonymous : (state.users[event.userId]?.displayName ?? ''),
    targets: event.target,
    titles: event.titles,
    ...(linkId === undefined ? {} : { linkId }),
    ip: event.ip,
    browser: [event.browser, event.platform].filter(Boolean).join(', '),
  }
}

/** What happened last, newest first; what has not arrived yet stands before what has in the same second. */
export const newestEvents = (state: PortalState): EventInfo[] => {
  const waiting = state.pending.slice(-SHOWN).map(({ event }) => event)
  // Only the tail of the trail: it grows for as long as the sandbox is kept.
  return [...state.events.slice(-SHOWN), ...waiting]
    .reverse()
    .sort((a, b) => Date.parse(b.date) - Date.parse(a.date))
    .slice(0, SHOWN)
    .map((event) => eventInfo(state, event))
}

/** Download events of the file by the link whose key they carry, arrived or not. */
export const downloadsByLink = (state: PortalState, fileId: string): Map<string, number> => {
  const counts = new Map<string, number>()
  const count = (event: AuditEvent) => {
    if (!DOWNLOADS.includes(event.actionId) || event.target.join(',') !== fileId) return
    const linkId = linkOfEvent(event, state.signingSecret)
    if (linkId !== undefined) counts.set(linkId, (counts.get(linkId) ?? 0) + 1)
  }
  state.events.forEach(count)
  for (const { event } of state.pending) count(event)
  return counts
}
