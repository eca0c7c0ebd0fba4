import type { ShareLink } from '../../domain/share.ts'
import type { Shares } from '../ports.ts'

/** Where the round goes on: in which workspace, and after how many newer shares. */
export interface RoundPlace {
  team: string | null
  skip: number
}

/** At most so many live shares are looked at in one tick, at least so many, and of few so many that a round takes so many ticks. */
const MOST = 10
const LEAST = 2
const TICKS = 30

/** How many of so many live shares are looked at in one tick. */
export const roundStep = (live: number): number => Math.min(Math.max(Math.ceil(live / TICKS), LEAST), MOST)

/**
 * The next live shares in a round through all workspaces, and where it goes on. As shares come and go, it may
 * skip some, which the next round sees, or see some twice.
 */
export const watchRound =
  (shares: Pick<Shares, 'teams' | 'live' | 'counts'>) =>
  async (place: RoundPlace): Promise<{ shares: ShareLink[]; next: RoundPlace }> => {
    const teams = (await shares.teams()).toSorted()
    const counts = await Promise.all(teams.map((team) => shares.counts(team)))
    const most = roundStep(counts.reduce((sum, { live }) => sum + live, 0))
    const at = Math.max(0, teams.indexOf(place.team ?? ''))
    // Back to the first workspace at the end, for the shares before the starting point.
    const order = [...teams.slice(at), ...teams.slice(0, at + 1)]
    const found = new Map<string, ShareLink>()
    let next: RoundPlace = { team: order[0] ?? null, skip: 0 }
    for (const [index, team] of order.entries()) {
      const skip = index === 0 && team === place.team ? place.skip : 0
      const take = most - found.size
      const page = await shares.live(team, { all: true }, { skip, take })
      for (const share of page.shares) found.set(`${share.team}:${share.id}`, share)
      next = { team, skip: skip + take }
      if (found.size >= most) break
    }
    return { shares: [...found.values()], next }
  }
