import { type Answer, accessDenied, empty, failure, invalid, success } from './answer.ts'
import { doubled, newestFirst, passes } from './audit-filter.ts'
import { bindAuditQuery } from './audit-query.ts'
import { settle } from './audit-trail.ts'
import { auditView } from './audit-view.ts'
import type { Call } from './call.ts'
import { isPortalAdmin } from './rights.ts'

/** `GET security/audit/events/filter` (docs/portal.md, Reading the audit trail). Gives no `total`. */
export const filterAudit = (call: Call): Answer => {
  const { state, caller, now, random } = call
  const bound = bindAuditQuery(call)
  if (!bound.ok) return invalid(call, bound.field, bound.message)
  if (!isPortalAdmin(caller.user)) return accessDenied()
  if (state.settings.audit === 'hidden') return empty(402)
  settle(state, now())
  if (state.settings.audit === 'none') {
    const newest = newestFirst(state.events, random).slice(0, 20)
    return success(
      call,
      newest.map((event) => auditView(state, event, true)),
    )
  }
  const { query } = bound
  if (query.moduleType !== undefined && query.action === undefined) {
    return failure(500, 'Object reference not set to an instance of an object.')
  }
  const passed = state.events.filter((event) => passes(query, event))
  const found = newestFirst(doubled(passed, state.settings.auditDuplicates), random)
  const page = found.slice(query.startIndex, query.startIndex + query.count)
  return success(
    call,
    page.map((event) => auditView(state, event, false)),
  )
}
