import type { RowFacts } from '../../domain/answer.ts'
import { auditHealth } from '../../domain/audit-health.ts'
import type { HomeFacts } from '../../domain/home.ts'
import { type Barred, whyBarred } from '../../domain/membership.ts'
import { slowestSweepMs } from '../../domain/pace.ts'
import { pageStart } from '../../domain/page-start.ts'
import type { ShareLink } from '../../domain/share.ts'
import { SlackError } from '../../domain/slack-error.ts'
import type { AuditCursor, AuditStatusStore, Bounds, Canaries } from '../audit-ports.ts'
import type { Claims } from '../claim-ports.ts'
import { readTakers } from '../claims/read-claims.ts'
import { usualBound } from '../count/usual-bound.ts'
import type { Homes, HomeViewers } from '../home-ports.ts'
import type { PolicyFor } from '../policy-ports.ts'
import type { Directory, Log, Now, Shares } from '../ports.ts'

export interface HomeDeps {
  shares: Shares
  claims: Pick<Claims, 'look' | 'newest'>
  cursor: AuditCursor
  auditStatus: AuditStatusStore
  canaries: Canaries
  bounds: Bounds
  directory: Directory
  homes: Homes
  viewers: HomeViewers
  adminUsers: readonly string[]
  allowGuests: boolean
  policyFor: PolicyFor
  auditIntervalMs: number
  /** A file is configured to try the counting with. */
  canTryCounting: boolean
  rowFacts: (team: string) => Promise<RowFacts>
  now: Now
  log: Log
}

/** Shares on a page. With all else that a Home shows, well within Slack's 100 blocks. */
const PAGE = 10
const ENDED = 5

/**
 * Draws a person's Home as things are now, if they have opened it lately. Who is an admin is asked of Slack each time.
 * Throws `SlackError` where another try is worth it.
 */
export const showHome = (deps: HomeDeps) => {
  const { shares, viewers, auditIntervalMs } = deps
  const takersOf = readTakers(deps)

  const liveOf = async (team: string, userId: string, page: number) => {
    const read = async (skip: number) => ({
      skip,
      ...(await shares.live(team, { by: userId }, { skip, take: PAGE })),
    })
    const found = await read(page * PAGE)
    const skip = pageStart(found.skip, found.total, PAGE)
    // Some have ended since the page was turned to.
    return skip === found.skip ? found : read(skip)
  }

  const takersIn = async (listed: readonly ShareLink[]): Promise<HomeFacts['takers']> => {
    const found = await Promise.all(listed.map(async (share) => [share.id, await takersOf(share)] as const))
    return Object.fromEntries(found.flatMap(([id, takers]) => (takers === null ? [] : [[id, takers]])))
  }

  const forAdmin = async (team: string): Promise<HomeFacts['admin']> => {
    const [{ shares: all, total }, cursor, auditStatus, canary] = await Promise.all([
      shares.live(team, { all: true }, { skip: 0, take: PAGE }),
      deps.cursor.read(),
      deps.auditStatus.read(),
      deps.canaries.read(),
    ])
    return {
      all,
      total,
      health: auditHealth(auditStatus, cursor, deps.now(), slowestSweepMs(auditIntervalMs)),
      canary,
      canTry: deps.canTryCounting,
    }
  }

  const factsFor = async (team: string, userId: string, page: number): Promise<HomeFacts | Barred> => {
    const person = await deps.directory.person(team, userId)
    const barred = whyBarred(person, deps.allowGuests)
    const isAdmin = barred === null && (person.isAdmin || deps.adminUsers.includes(userId))
    await viewers.setAdmin(team, userId, isAdmin)
    if (barred !== null) return barred
    const [live, ended, admin] = await Promise.all([
      liveOf(team, userId, page),
      shares.endedBy(team, userId, ENDED),
      isAdmin ? forAdmin(team) : null,
    ])
    const { shares: shown, total, skip } = live
    const takers = await takersIn([...shown, ...ended, ...(admin?.all ?? [])])
    return {
      live: shown,
      total,
      skip,
      pageSize: PAGE,
      ended,
      takers,
      rows: await deps.rowFacts(team),
      policy: await deps.policyFor({ team }),
      auditIntervalMs,
      admin,
      usual: await usualBound(deps),
    }
  }

  return async (team: string, userId: string): Promise<void> => {
    const page = await viewers.page(team, userId)
    if (page === null) return viewers.setAdmin(team, userId, false)
    const facts = await factsFor(team, userId, page)
    try {
      await deps.homes.publish(team, userId, facts)
    } catch (error) {
      if (!(error instanceof SlackError) || error.outcome !== 'refused') throw error
      deps.log.warn({ user: userId, code: error.code }, 'a Home could not be shown')
    }
  }
}
