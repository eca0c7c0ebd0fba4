import { isAffected, type SomeLinks } from '../domain/blindness.ts'
import type { ShareLink } from '../domain/share.ts'
import { eachShare } from './each-share.ts'
import { endShare } from './end-share.ts'
import type { Jobs, Now, Shares } from './ports.ts'

/** As many of a person's links as a message may name. */
const NAMED = 10

export interface Affected {
  links: number
  /** By workspace and creator. */
  creators: { team: string; userId: string; links: SomeLinks }[]
}

/** Live shares and suspended ones, each once. */
const refsOf = async (shares: Shares, team: string) => {
  const all = [...(await shares.liveRefs(team)), ...(await shares.suspended(team))]
  return [...new Map(all.map((ref) => [ref.id, ref])).values()]
}

/**
 * Looks through all live shares while downloads are not seen: with `suspends` those with a limit are suspended. Found is
 * whose limits cannot be kept; those that an earlier run has suspended are among them. What went wrong with single ones is
 * given too, since it must keep nobody from being warned.
 */
export const lookThroughShares =
  (deps: { shares: Shares; jobs: Jobs; now: Now; suspends: boolean }) =>
  async (): Promise<{ affected: Affected; failure: unknown }> => {
    const { shares, suspends } = deps
    const end = endShare(deps)
    const found = new Map<string, Affected['creators'][number]>()
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
        if (suspends && share.state === 'active') await end(share, { suspend: true })
      }).catch((error: unknown) => {
        failure ??= error
      })
    }
    return { affected: { links, creators: [...found.values()] }, failure }
  }
