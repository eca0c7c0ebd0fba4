import { record } from './audit-trail.ts'
import { describeAgent } from './browser.ts'
import type { Call } from './call.ts'
import { ANONYMOUS_ID } from './seed-ids.ts'
import type { AuditEvent, PortalFile } from './state-types.ts'
import { atLeast } from './version.ts'

/**
 * An event made by a request. `page` is the Referer, else (since 3.5) the full address with its share key; a visitor
 * can forge ip and browser (docs/portal.md, Who).
 */
export const recordCall = (
  call: Call,
  actionId: number,
  file: PortalFile,
  titles: string[] = [],
): AuditEvent => {
  const { state, caller, headers, query } = call
  const agent = query('request-user-agent') || (headers['user-agent'] ?? '')
  const fallback = atLeast(state.settings.version, 3, 5) ? call.href : null
  return record(state, call, {
    actionId,
    userId: caller.user?.id ?? ANONYMOUS_ID,
    // An id with a comma arrives split (docs/portal.md, Ids).
    target: file.id.split(','),
    titles: [file.title, ...titles],
    page: (headers.referer ?? fallback)?.slice(0, state.settings.auditPageLength) ?? null,
    ip: query('request-x-real-ip') || call.ip,
    ...describeAgent(agent),
  })
}
