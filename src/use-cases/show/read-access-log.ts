import { judgedEvents } from '../../domain/access-log.ts'
import type { JudgedEvent } from '../../domain/answer.ts'
import { MOST_SHOWN_VIEWS } from '../../domain/downloads.ts'
import type { ShareLink } from '../../domain/share.ts'
import type { Events } from '../audit-ports.ts'

export interface ReadLogDeps {
  events: Pick<Events, 'all' | 'shown'>
  burstWindowMs: number
}

/**
 * Every event that is kept for a share, with its verdict, newest first. `viewsCut`: of the views that cannot count,
 * there may have been more.
 */
export const readAccessLog =
  ({ events, burstWindowMs }: ReadLogDeps) =>
  async (share: ShareLink): Promise<{ log: JudgedEvent[]; viewsCut: boolean }> => {
    const [judged, shown] = await Promise.all([events.all(share), events.shown(share)])
    return {
      log: judgedEvents(share, [...judged, ...shown], burstWindowMs),
      viewsCut: shown.length >= MOST_SHOWN_VIEWS,
    }
  }
