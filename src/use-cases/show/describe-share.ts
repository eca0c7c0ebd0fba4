import { concernsShare } from '../../domain/access-log.ts'
import type { Answer } from '../../domain/answer.ts'
import type { ShareLink } from '../../domain/share.ts'
import { takersOf } from '../../domain/takers.ts'
import type { Claims, PageAddressOf } from '../claim-ports.ts'
import { readClaims, readTakers } from '../claims/read-claims.ts'
import type { Directory, Now } from '../ports.ts'
import { type ReadLogDeps, readAccessLog } from './read-access-log.ts'

/** Lines of the access log that are shown; more is behind "Activity". */
const MOST = 20

export interface DescribeDeps extends ReadLogDeps {
  claims: Pick<Claims, 'look' | 'newest'>
  now: Now
  auditIntervalMs: number
  pageAddressOf: PageAddressOf
  directory: Pick<Directory, 'person'>
}

/** The time zone of whoever reads a log; where Slack does not say it, a log is worth more than its days. */
export const readersZone =
  ({ directory }: Pick<DescribeDeps, 'directory'>) =>
  async (team: string, userId: string): Promise<string> =>
    directory.person(team, userId).then(
      ({ timeZone }) => timeZone,
      () => 'UTC',
    )

/** One share with its access log, for somebody who may look. `replace`: the answer replaces the message that was clicked. */
export const describeShare =
  (deps: DescribeDeps) =>
  async (
    share: ShareLink,
    { userId, mayChange, replace }: { userId: string; mayChange: boolean; replace: boolean },
  ): Promise<Answer> => {
    const pageAddress = mayChange ? deps.pageAddressOf(share) : null
    const about = {
      kind: 'info',
      share,
      mayChange,
      ...(pageAddress === null ? {} : { pageAddress }),
      auditIntervalMs: deps.auditIntervalMs,
      timeZone: await readersZone(deps)(share.team, userId),
      replace,
    } as const
    const claims = await readClaims(deps)(share, { skip: 0, take: MOST })
    if (claims !== null) {
      const takers = (await readTakers(deps)(share, claims.total, claims.total)) ?? takersOf([])
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
