import { concernsShare } from '../../domain/access-log.ts'
import type { Answer } from '../../domain/answer.ts'
import type { ShareLink } from '../../domain/share.ts'
import { takersOf } from '../../domain/takers.ts'
import type { Claims, PageAddressOf } from '../claim-ports.ts'
import { readClaims, readTakers } from '../claims/read-claims.ts'
import type { Now } from '../ports.ts'
import { type ReadLogDeps, readAccessLog } from './read-access-log.ts'

/** Lines of the access log that are shown; more is behind "Every event". */
const MOST = 20

export interface DescribeDeps extends ReadLogDeps {
  claims: Pick<Claims, 'look' | 'newest'>
  now: Now
  auditIntervalMs: number
  pageAddressOf: PageAddressOf
}

/** One share with its access log, for somebody who may look. `replace`: the answer replaces the message that was clicked. */
export const describeShare =
  (deps: DescribeDeps) =>
  async (share: ShareLink, mayChange: boolean, replace: boolean): Promise<Answer> => {
    const pageAddress = mayChange ? deps.pageAddressOf(share) : null
    const about = {
      kind: 'info',
      share,
      mayChange,
      ...(pageAddress === null ? {} : { pageAddress }),
      auditIntervalMs: deps.auditIntervalMs,
      replace,
    } as const
    const claims = await readClaims(deps)(share, { skip: 0, take: MOST })
    if (claims !== null) {
      const takers = (await readTakers(deps)(share, claims.total)) ?? takersOf([])
      return { ...about, accesses: [], total: 0, viewsCut: false, claims: { ...claims, takers } }
    }
    const all = await readAccessLog(deps)(share)
    const log = all.log.filter(concernsShare)
    return {
      ...about,
      accesses: log.slice(0, MOST),
      total: log.length + all.older.all - all.older.others,
      viewsCut: all.viewsCut,
      claims: null,
    }
  }
