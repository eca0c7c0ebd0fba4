import { fileTargeted } from '../../domain/downloads.ts'
import { allLeft, type LostClaim, lostClaims, usesOf } from '../../domain/lost-claims.ts'
import { PortalError } from '../../domain/portal-error.ts'
import type { AuditEvent } from '../../domain/portal-facts.ts'
import { isExact, linkIdsOf, type ShareLink } from '../../domain/share.ts'
import { allInTurn } from '../all-in-turn.ts'
import type { Events } from '../audit-ports.ts'
import type { Claims } from '../claim-ports.ts'
import { groupedBy } from '../grouped-by.ts'
import type { Jobs, Log, Now, Portal, Shares } from '../ports.ts'

export interface FindLostClaimsDeps {
  portal: Pick<Portal, 'downloadsSince' | 'viewsSince' | 'clockSkewMs'>
  shares: Pick<Shares, 'teams' | 'counts' | 'ofFile' | 'live'>
  events: Pick<Events, 'unseen'>
  claims: Pick<Claims, 'look' | 'linkUse' | 'addLost'>
  jobs: Pick<Jobs, 'countClaims'>
  /** Whether this deployment made a link, by its id. */
  isOurs: (linkId: string) => boolean
  /** Without a gate claims have links of their own at the portal. */
  hasGate: boolean
  now: Now
  log: Log
}

const AT_A_TIME = 200

const isLiveExact = (share: ShareLink): boolean => share.state === 'active' && isExact(share)

/**
 * Has claims of exact shares count again that were made after the moment from which the records are. The trail is the witness. Where it is
 * certain that records were lost, and the trail cannot be read, all that were left count as taken: nobody gets more than was
 * promised. A claim that was never fetched is none, and its address gives nothing. Gives how many shares had any.
 */
export const findLostClaims = (deps: FindLostClaimsDeps) => {
  const { portal, shares, events, claims, jobs, isOurs, hasGate, now, log } = deps

  /** Null: it cannot be read, now or later. */
  const trailSince = async (since: number): Promise<AuditEvent[] | null> => {
    const from = since + portal.clockSkewMs()
    try {
      return (await Promise.all([portal.downloadsSince(from), portal.viewsSince(from)])).flat()
    } catch (error) {
      if (!(error instanceof PortalError) || error.retryable) throw error
      return null
    }
  }

  const add = async (share: ShareLink, lost: readonly LostClaim[], isCertain: boolean): Promise<boolean> => {
    // Where it is not certain the key may be out as well: then that is told too, and the link replaced.
    const added = lost.length === 0 ? 0 : await claims.addLost(share, lost, { areOurs: isCertain })
    if (added === 0) return false
    log.warn({ share: share.id, added }, 'claims of an exact link had no record, and count again')
    await jobs.countClaims(share)
    return true
  }

  const addFound = async (share: ShareLink, uses: readonly AuditEvent[], isCertain: boolean) => {
    const ids = new Set(
      await events.unseen(
        share,
        uses.map(({ id }) => id),
      ),
    )
    const unseen = uses.filter(({ id }) => ids.has(id))
    const lost = lostClaims(share, unseen, await claims.linkUse(share), portal.clockSkewMs())
    return add(share, lost, isCertain)
  }

  const addLeft = async (share: ShareLink): Promise<boolean> => {
    const found = await claims.look(share, null)
    return found !== null && add(found.share, allLeft(found.share, found.taken, now()), true)
  }

  const ofFile = async (fileId: string, teams: readonly string[], trail: readonly AuditEvent[]) => {
    const all = (await Promise.all(teams.map((team) => shares.ofFile(team, fileId, 0)))).flat()
    const known = new Set(all.flatMap(linkIdsOf))
    const isNameless = (linkId: string) => !hasGate && !known.has(linkId) && isOurs(linkId)
    return all.filter(isLiveExact).map((share) => ({ share, uses: usesOf(share, trail, isNameless) }))
  }

  const allLive = async (team: string): Promise<ShareLink[]> => {
    const found: ShareLink[] = []
    for (let skip = 0; ; skip += AT_A_TIME) {
      const page = await shares.live(team, { all: true }, { skip, take: AT_A_TIME })
      found.push(...page.shares.filter(isLiveExact))
      if (skip + AT_A_TIME >= page.total) return found
    }
  }

  return async (since: number, isCertain: boolean): Promise<number> => {
    const teams = await shares.teams()
    const counts = await Promise.all(teams.map((team) => shares.counts(team)))
    if (counts.every(({ live }) => live === 0)) return 0
    const trail = await trailSince(since)
    let found = 0
    const note = async (adding: Promise<boolean>) => {
      if (await adding) found += 1
    }
    if (trail !== null) {
      await allInTurn(
        [...groupedBy(trail, fileTargeted)].map(([fileId, uses]) => async () => {
          for (const one of await ofFile(fileId, teams, uses))
            await note(addFound(one.share, one.uses, isCertain))
        }),
      )
    } else if (isCertain) {
      const live = (await Promise.all(teams.map(allLive))).flat()
      await allInTurn(live.map((share) => () => note(addLeft(share))))
    }
    return found
  }
}
