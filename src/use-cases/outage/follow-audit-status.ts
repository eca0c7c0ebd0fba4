import type { AuditStatus } from '../../domain/audit-health.ts'
import { afterAbsence, type Outage, type OutageNotice, outageOf, whomOf } from '../../domain/outage.ts'
import { slowestSweepMs } from '../../domain/pace.ts'
import { allInTurn } from '../all-in-turn.ts'
import type { AuditCursor, AuditStatusStore, Outages } from '../audit-ports.ts'
import { endShare } from '../end/end-share.ts'
import type { Jobs, Log, Now, Shares } from '../ports.ts'
import { type Affected, lookThroughShares } from './blind-pass.ts'
import { resumeShares } from './resume-shares.ts'
import { summarizeOutage } from './summarize-outage.ts'

export interface FollowDeps {
  shares: Shares
  cursor: Pick<AuditCursor, 'read'>
  auditStatus: Pick<AuditStatusStore, 'read'>
  outages: Outages
  jobs: Jobs
  /** `ADMIN_CHANNEL`, or else `ADMIN_USERS`. */
  admins: readonly string[]
  /** The workspace of the admins. Throws `SlackError`. */
  adminTeam: () => Promise<string>
  onBlind: 'warn' | 'revoke'
  overlapMs: number
  blindAfterMs: number
  auditIntervalMs: number
  newReference: () => string
  now: Now
  log: Log
}

/** How often, during an outage, shares are found that became live meanwhile. */
const LOOK_EVERY_MS = 60_000

/**
 * Does all that follows when downloads are no longer seen, and when they are seen again (docs/watching.md, Audit status). Can
 * be called at any time, by several processes at once, and again from its start: `tell-outage` tells everything once,
 * and each share is decided on its own. Costs little while nothing changes. Runs once at a time in a process; other
 * calls are skipped, and come again later.
 */
export const followAuditStatus = (deps: FollowDeps) => {
  const { shares, cursor, auditStatus, outages, jobs, admins, now, log } = deps
  const suspends = deps.onBlind === 'revoke'
  const end = endShare(deps)
  const lookThrough = lookThroughShares({ ...deps, suspends })
  const reckon = summarizeOutage(deps)
  const resume = resumeShares(deps)

  const warningsFor = (
    { since, cause }: Outage,
    { links, creators }: Affected,
    team: string | null,
  ): OutageNotice[] => [
    ...(team === null ? [] : admins).map(
      (to): OutageNotice => ({
        kind: 'blind-admins',
        team: team ?? '',
        to,
        since,
        cause: cause ?? 'outage',
        links,
        suspends,
      }),
    ),
    ...creators.map(
      (one): OutageNotice => ({
        kind: 'blind-creator',
        team: one.team,
        to: one.userId,
        since,
        cause: cause ?? 'outage',
        suspends,
        ...one.links,
      }),
    ),
  ]

  /** The workspace of the admins. Null while Slack does not say; the next look asks again. */
  const teamOfAdmins = async (): Promise<string | null> => {
    if (admins.length === 0) return null
    return deps.adminTeam().catch((error: unknown) => {
      log.warn({ err: error }, 'admins are warned later: Slack does not say which workspace this is')
      return null
    })
  }

  const warn = async (outage: Outage, affected: Affected): Promise<void> => {
    const warned = new Set((await outages.warnings(outage.since)).map(whomOf))
    const outageNotices = warningsFor(outage, affected, await teamOfAdmins())
    for (const notice of outageNotices) if (!warned.has(whomOf(notice))) await jobs.tellOutage(notice)
  }

  const logWarning = ({ cause, since }: Outage, { links }: Affected): void => {
    const facts = { cause, since, links, suspends }
    if (admins.length === 0) log.warn(facts, 'downloads are not seen, and there is nobody to warn')
    else log.warn(facts, 'downloads are not seen: admins are warned')
  }

  const whileBlind = async (kept: Outage | null, seen: AuditStatus): Promise<void> => {
    const outage = outageOf(kept, seen, now())
    if (outage !== kept && !(await outages.change(kept, outage))) return
    const { lookedAt } = outage
    if (lookedAt !== null && Math.abs(now() - lookedAt) < LOOK_EVERY_MS) return
    const { affected, failure, isMore } = await lookThrough()
    await warn(outage, affected)
    if (outage !== kept) logWarning(outage, affected)
    // The next look finds this share again. Looking again now would mean looking at all.
    if (failure !== null)
      log.error({ err: failure }, 'downloads are not seen, and a link could not be looked at')
    if (!isMore) await outages.change(outage, { ...outage, lookedAt: now() })
  }

  /** Who hears of the end: those who were warned. Of an absence nobody was warned, so only admins hear of it. */
  const newsOf = async (outage: Outage): Promise<OutageNotice[]> => {
    const { since, cause, summary } = outage
    if (summary === null) return []
    const toAdmin = (team: string, to: string): OutageNotice => ({
      kind: 'back-admins',
      team,
      to,
      since,
      cause,
      summary,
    })
    if (cause === null && admins.length > 0) {
      const team = await deps.adminTeam()
      return admins.map((to) => toAdmin(team, to))
    }
    return (await outages.warnings(since)).flatMap((warning) => {
      const { team, to } = warning
      if (warning.kind === 'blind-admins') return [toAdmin(team, to)]
      if (warning.kind !== 'blind-creator') return []
      return [{ kind: 'back-creator' as const, team, to, since, ids: warning.ids, total: warning.total }]
    })
  }

  /** What was found is on record. Now everybody is told. */
  const tellEnd = async (outage: Outage): Promise<Outage> => {
    for (const notice of await newsOf(outage)) await jobs.tellOutage(notice)
    const over = { ...outage, isOver: true }
    if (await outages.change(outage, over)) {
      const { since, summary } = outage
      log.info({ since, ...summary }, 'downloads are seen again')
    }
    return over
  }

  const whileSeeing = async (kept: Outage | null): Promise<void> => {
    const { sweptAt } = await cursor.read()
    if (sweptAt === null) return
    if (kept !== null && kept.summary === null) {
      // The reading that tells what happened meanwhile has not ended yet.
      if (sweptAt <= kept.since) return
      const found = { ...kept, summary: await reckon(kept.since) }
      if (!(await outages.change(kept, found))) return
      await tellEnd(found)
    }
    await resume(sweptAt)
  }

  const expire = async (): Promise<void> => {
    for (const team of await shares.teams()) {
      await allInTurn((await shares.suspended(team, now())).map((ref) => () => end(ref, {})))
    }
  }

  const followOn = async (): Promise<void> => {
    const seen = await auditStatus.read()
    const found = await outages.read()
    const isUntold = found !== null && found.summary !== null && !found.isOver
    const kept = isUntold ? await tellEnd(found) : found
    if (seen.state === 'blind') await whileBlind(kept, seen)
    else if (seen.state === 'ok') await whileSeeing(kept)
  }

  let isFollowing = false

  return {
    /** Before a reading: notes where the app itself was away for so long that its first reading may find much. */
    noteAbsence: async (): Promise<void> => {
      const { sweptAt } = await cursor.read()
      const longest = Math.max(deps.overlapMs, deps.blindAfterMs, 2 * slowestSweepMs(deps.auditIntervalMs))
      if (sweptAt === null || now() - sweptAt <= longest) return
      const kept = await outages.read()
      const absence = afterAbsence(kept, sweptAt)
      if (absence !== null) await outages.change(kept, absence)
    },

    follow: async (): Promise<void> => {
      if (isFollowing) return
      isFollowing = true
      await allInTurn([expire, followOn]).finally(() => {
        isFollowing = false
      })
    },
  }
}
