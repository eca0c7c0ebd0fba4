import { concernsShare, judgedEvents } from '../../domain/access-log.ts'
import type { Answer } from '../../domain/answer.ts'
import type { ShareLink } from '../../domain/share.ts'
import type { Events } from '../ports.ts'

/** Lines of the access log that are shown; the rest is behind "Every event". */
const MOST = 20

export interface DescribeDeps {
  events: Events
  burstWindowMs: number
  auditIntervalMs: number
}

/** One share with its access log, for somebody who may look. `replace`: in the place of what was clicked. */
export const describeShare =
  ({ events, burstWindowMs, auditIntervalMs }: DescribeDeps) =>
  async (share: ShareLink, mayChange: boolean, replace: boolean): Promise<Answer> => {
    const log = judgedEvents(share, await events.all(share), burstWindowMs).filter(concernsShare)
    return {
      kind: 'info',
      share,
      accesses: log.slice(0, MOST),
      total: log.length,
      mayChange,
      auditIntervalMs,
      replace,
    }
  }
