import { isAffected, type SomeLinks } from '../../domain/outage.ts'
import { isLiveLimited, isSuspended, type ShareLink, type ShareRef } from '../../domain/share.ts'
import { eachShare } from '../each-share.ts'
import { endShare } from '../end/end-share.ts'
import type { Jobs, Now, Shares } from '../ports.ts'
import { AT_ONCE } from './resume-shares.ts'

/** A removal that takes longer than this is stuck. Others do not wait for it. */
const STUCK_MS = 60_000

/** How many of a person's links a message names. */
const NAMED = 10

export interface Affected {
  links: number
  /** By workspace and creator. */
  creators: { team: string; userId: string; links: SomeLinks }[]
}

const isBeingSuspended = (share: ShareLink, now: number): boolean =>
  isSuspended(share) && share.state === 'revoking' && Math.abs(now - (share.end?.decidedAt ?? 0)) < STUCK_MS

/** Live shares and suspended ones, each once. */
const refsOf = async (shares: Shares, team: string) => {
  const all = [...(await shares.liveRefs(team)), ...(await shares.suspended(team))]
  return [...new Map(all.map((ref) => [ref.id, ref])).values()]
}

/** What came of looking through all shares. */
export interface Looked {
  affected: Affected
  /** The error of a single share. It must not keep anybody from being warned. */
  failure: unknown
  /** More have to be suspended once those under way are done. */
  isMore: boolean
}

/**
 * Looks through all live shares while downloads are not seen. With `suspends`, shares with a limit are suspended, so
 * few at a time that the portal's budget of calls is kept (docs/portal.md, Rate limits). Gives the people whose limits
 * cannot be kept, including shares that an earlier run suspended.
 */
export const lookThroughShares =
  (deps: { shares: Shares; jobs: Jobs; now: Now; suspends: boolean }) => async (): Promise<Looked> => {
    const { shares, suspends, now } = deps
    const end = endShare(deps)
    const found = new Map<string, Affected['creators'][number]>()
    const toSuspend: ShareRef[] = []
    let underWay = 0
    let links = 0
    let failure: unknown = null

    const note = ({ team, id, creator: { id: userId } }: ShareLink): void => {
      links += 1
      const key = `${team} ${userId}`
      const one = found.get(key) ?? { team, userId, links: { ids: [], total: 0 } }
      found.set(key, one)
      one.links.total += 1
      if (one.links.ids.length < NAMED) one.links.ids.push(id)
    }

    for (const team of await shares.teams()) {
      await eachShare(shares, await refsOf(shares, team), async (share) => {
        if (!isAffected(share)) return
        note(share)
        if (isBeingSuspended(share, now())) underWay += 1
        if (suspends && isLiveLimited(share)) toSuspend.push({ team, id: share.id })
      }).catch((error: unknown) => {
        failure ??= error
      })
    }

    while (toSuspend.length > 0 && underWay < AT_ONCE) {
      const [ref] = toSuspend.splice(0, 1) as [ShareRef]
      try {
        const { changed } = await end(ref, { suspend: true })
        if (changed) underWay += 1
      } catch (error) {
        failure ??= error
      }
    }
    return {
      affected: { links, creators: [...found.values()] },
      failure,
      isMore: toSuspend.length > 0,
    }
  }
