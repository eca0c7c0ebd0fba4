import { concernsShare } from '../../domain/access-log.ts'
import type { Answer } from '../../domain/answer.ts'
import type { ShareLink } from '../../domain/share.ts'
import { type ReadLogDeps, readAccessLog } from './read-access-log.ts'

/** Lines of the access log that are shown; more is behind "Every event". */
const MOST = 20

export interface DescribeDeps extends ReadLogDeps {
  auditIntervalMs: number
}

/** One share with its access log, for somebody who may look. `replace`: the answer replaces the message that was clicked. */
export const describeShare =
  (deps: DescribeDeps) =>
  async (share: ShareLink, mayChange: boolean, replace: boolean): Promise<Answer> => {
    const all = await readAccessLog(deps)(share)
    const log = all.log.filter(concernsShare)
    return {
      kind: 'info',
      share,
      accesses: log.slice(0, MOST),
      total: log.length + all.older.all - all.older.others,
      viewsCut: all.viewsCut,
      mayChange,
      auditIntervalMs: deps.auditIntervalMs,
      replace,
    }
  }
