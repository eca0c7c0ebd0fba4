import { record, release, settle } from './audit-trail.ts'
import { ANONYMOUS_ID } from './seed-ids.ts'
import type { PortalState } from './state-types.ts'
import type { PortalControl, Sources } from './types.ts'

/** Events put into the trail directly, and the hand on its gate. */
export const auditControl = (
  state: PortalState,
  sources: Sources,
): Pick<PortalControl, 'emit' | 'events' | 'releaseEvents'> => ({
  emit: ({ actionId = 5009, target, page = null, userId = ANONYMOUS_ID, at, titles, ...from }) =>
    record(state, sources, {
      actionId,
      userId,
      target: target.split(','),
      titles: titles ?? [state.files[target]?.title ?? state.folders[target]?.title ?? ''],
      page,
      ip: from.ip ?? '198.51.100.7',
      browser: from.browser ?? 'Chrome 138',
      platform: from.platform ?? 'Windows 10',
      // Dates come as text over HTTP.
      ...(at === undefined ? {} : { at: new Date(at) }),
    }),
  events: () => {
    settle(state, sources.now())
    return state.events
  },
  releaseEvents: (order = 'in-order') => release(state, order),
})
