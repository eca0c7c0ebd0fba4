import { type AccessLog, accessLog } from '../../domain/access-log.ts'
import { MOST_SHOWN_VIEWS } from '../../domain/downloads.ts'
import type { ShareLink } from '../../domain/share.ts'
import type { Events } from '../audit-ports.ts'
import { type NewestDeps, newestEvents } from '../count/newest-events.ts'

export interface ReadLogDeps extends NewestDeps {
  events: NewestDeps['events'] & Pick<Events, 'shown'>
}

/**
 * The events that are kept for a share, each with its verdict; of very many the newest, so that a look costs the same however many
 * there are. `viewsCut`: of the views that cannot count, there may have been more.
 */
export const readAccessLog = (deps: ReadLogDeps) => {
  const { events, burstWindowMs } = deps
  const newest = newestEvents(deps)

  const judgedOf = async (share: ShareLink) => {
    const kept = await newest.kept(share, [])
    if (kept !== null) return { running: kept.running, judged: kept.tail }
    const { running, all } = await newest.anew(share)
    if (running === null) return { running, judged: all }
    const tail = new Set(running.tail)
    return { running, judged: all.filter(({ id }) => tail.has(id)) }
  }

  return async (share: ShareLink): Promise<AccessLog & { viewsCut: boolean }> => {
    const [{ running, judged }, shown] = await Promise.all([judgedOf(share), events.shown(share)])
    return {
      ...accessLog(share, running, { judged, shown }, burstWindowMs),
      viewsCut: shown.length >= MOST_SHOWN_VIEWS,
    }
  }
}
