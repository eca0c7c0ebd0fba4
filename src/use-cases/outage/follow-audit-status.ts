import type { AuditStatus } from '../../domain/audit-health.ts'
import { afterAbsence, type Blindness, type Bulletin, blindnessOf, whomOf } from '../../domain/blindness.ts'
import { slowestSweepMs } from '../../domain/pace.ts'
import { allInTurn } from '../all-in-turn.ts'
import type { AuditCursor, AuditStatusStore, Blindnesses } from '../audit-ports.ts'
import { endShare } from '../end/end-share.ts'
import type { Events, Jobs, Log, Now, Shares } from '../ports.ts'
import { type Affected, lookThroughShares } from './blind-pass.ts'
import { reckonAftermath } from './reckon-aftermath.ts'
import { resumeShares } from './resume-shares.ts'

export interface FollowDeps {
  shares: Shares
  events: Events
  cursor: Pick<AuditCursor, 'read'>
  auditStatus: Pick<AuditStatusStore, 'read'>
  blindnesses: Blindnesses
  jobs: Jobs
  /** `ADMIN_CHANNEL`, or else `ADMIN_USERS`. */
  admins: readonly string[]
  /** The workspace that these are of. Throws `SlackError`. */
  adminTeam: () => Promise<string>
  onBlind: 'warn' | 'revoke'
  burstWindowMs: number
  overlapMs: number
  blindAfterMs: number
  auditIntervalMs: number
  newReference: () => string
  now: Now
  log: Log
}

/** While it lasts, shares that became live meanwhile are found so often. */
const LOOK_EVERY_MS = 60_000

/**
 * Sees to all that follows from not seeing downloads, and from seeing them again (product 5). May be called at any time, by
 * several processes at once, and again from its start: what is told is told once by `tell-auditStatus`, what becomes of shares is
 * decided on each. Cheap while nothing changes. In one process one at a time: whoever comes meanwhile comes again.
 */
export const followAuditStatus = (deps: FollowDeps) => {
  const { shares, cursor, auditStatus, blindnesses, jobs, admins, now, log } = deps
  const suspends = deps.onBlind === 'revoke'
  const end = endShare(deps)
  const lookThrough = lookThroughShares({ ...deps, suspends })
  const reckon = reckonAftermath(deps)
  const resume = resumeShares(deps)

  const warningsFor = (
    { since, cause }: Blindness,
    { links, creators }: Affected,
    team: string | null,
  ): Bulletin[] => [
    ...(team === null ? [] : admins).map(
      (to): Bulletin => ({
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
      (one): Bulletin => ({
        kind: 'blind-creator',
        team: one.team,
        to: one.userId,
        since,
        suspends,
        ...one.links,
      }),
    ),
  ]

  /** Null while Slack does not say; the next look asks again. */
  const teamOfAdmins = async (): Promise<string | null> => {
    if (admins.length === 0) return null
    return deps.adminTeam().catch((error: unknown) => {
      log.warn({ err: error }, 'admins are warned later: Slack does not say which workspace this is')
      return null
    })
  }

  const warn = async (blindness: Blindness, affected: Affected): Promise<void> => {
    const warned = new Set((await blindnesses.warnings(blindness.since)).map(whomOf))
    const bulletins = warningsFor(blindness, affected, await teamOfAdmins())
    for (const bulletin of bulletins) if (!warned.has(whomOf(bulletin))) await jobs.tellAuditStatus(bulletin)
  }

  const logWarning = ({ cause, since }: Blindness, { links }: Affected): void => {
    const facts = { cause, since, links, suspends }
    if (admins.length === 0) log.warn(facts, 'downloads are not seen, and there is nobody to warn')
    else log.warn(facts, 'downloads are not seen: admins are warned')
  }

  const whileBlind = async (kept: Blindness | null, seen: AuditStatus): Promise<void> => {
    const blindness = blindnessOf(kept, seen, now())
    if (blindness !== kept && !(await blindnesses.change(kept, blindness))) return
    const { lookedAt } = blindness
    if (lookedAt !== null && Math.abs(now() - lookedAt) < LOOK_EVERY_MS) return
    const { affected, failure, isMore } = await lookThrough()
    await warn(blindness, affected)
    if (blindness !== kept) logWarning(blindness, affected)
    // The next look finds it again; another one now would be of all.
    if (failure !== null)
      log.error({ err: failure }, 'downloads are not seen, and a link could not be looked at')
    if (!isMore) await blindnesses.change(blindness, { ...blindness, lookedAt: now() })
  }

  /** To those who were warned; of an absence nobody was, and the creators of links know of none. */
  const newsOf = async (blindness: Blindness): Promise<Bulletin[]> => {
    const { since, cause, aftermath } = blindness
    if (aftermath === null) return []
    const toAdmin = (team: string, to: string): Bulletin => ({
      kind: 'back-admins',
      team,
      to,
      since,
      cause,
      aftermath,
    })
    if (cause === null && admins.length > 0) {
      const team = await deps.adminTeam()
      return admins.map((to) => toAdmin(team, to))
    }
    return (await blindnesses.warnings(since)).flatMap((warning) => {
      const { team, to } = warning
      if (warning.kind === 'blind-admins') return [toAdmin(team, to)]
      if (warning.kind !== 'blind-creator') return []
      return [{ kind: 'back-creator' as const, team, to, since, ids: warning.ids, total: warning.total }]
    })
  }

  /** What was found is on record: now everybody hears of it. */
  const tellEnd = async (blindness: Blindness): Promise<Blindness> => {
    for (const bulletin of await newsOf(blindness)) await jobs.tellAuditStatus(bulletin)
    const over = { ...blindness, isOver: true }
    if (await blindnesses.change(blindness, over)) {
      const { since, aftermath } = blindness
      log.info({ since, ...aftermath }, 'downloads are seen again')
    }
    return over
  }

  const whileSeeing = async (kept: Blindness | null): Promise<void> => {
    const { sweptAt } = await cursor.read()
    if (sweptAt === null) return
    if (kept !== null && kept.aftermath === null) {
      // The reading that is to tell what happened meanwhile is not through yet.
      if (sweptAt <= kept.since) return
      const found = { ...kept, aftermath: await reckon(kept.since) }
      if (!(await blindnesses.change(kept, found))) return
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
    const found = await blindnesses.read()
    const isUntold = found !== null && found.aftermath !== null && !found.isOver
    const kept = isUntold ? await tellEnd(found) : found
    if (seen.state === 'blind') await whileBlind(kept, seen)
    else if (seen.state === 'ok') await whileSeeing(kept)
  }

  let isFollowing = false

  return {
    /** Before a reading: notes that the app itself was away for so long that its first reading has much to tell. */
    noteAbsence: async (): Promise<void> => {
      const { sweptAt } = await cursor.read()
      const longest = Math.max(deps.overlapMs, deps.blindAfterMs, 2 * slowestSweepMs(deps.auditIntervalMs))
      if (sweptAt === null || now() - sweptAt <= longest) return
      const kept = await blindnesses.read()
      const absence = afterAbsence(kept, sweptAt)
      if (absence !== null) await blindnesses.change(kept, absence)
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
