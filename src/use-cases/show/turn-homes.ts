import { homeFaceOf } from '../../domain/home.ts'
import type { ShareLink } from '../../domain/share.ts'
import type { HomeViewers, Jobs, Log, Shares } from '../ports.ts'

/**
 * The shares, with this added: whenever one changes in a way that a Home shows, the Homes that show it are drawn anew. Every
 * change of a share passes here, whoever makes it and in whichever process.
 */
export const turnHomes = ({
  shares,
  viewers,
  jobs,
  log,
}: {
  shares: Shares
  viewers: HomeViewers
  jobs: Pick<Jobs, 'showHome'>
  log: Log
}): Shares => {
  /** A Home that stays behind is no reason to give up a change. */
  const turn = async ({ team, id, creator }: ShareLink): Promise<void> => {
    try {
      const whose = await viewers.whoSee(team, creator.id)
      await Promise.all(whose.map((userId) => jobs.showHome(team, userId, 'soon')))
    } catch (error) {
      log.warn({ share: id, err: error }, 'the Homes that show a share stay as they were')
    }
  }

  // Asked for before the writing, so that a crash right behind it leaves no Home behind, and once more when it is written,
  // in case a Home was drawn in between. Together that is one drawing.
  return {
    ...shares,
    create: async (share) => {
      await turn(share)
      const created = await shares.create(share)
      if (created) await turn(share)
      return created
    },
    change: async (ref, decide) => {
      let turned = false
      const result = await shares.change(ref, async (share) => {
        const next = await decide(share)
        turned = next !== null && homeFaceOf(next) !== homeFaceOf(share)
        if (turned && next !== null) await turn(next)
        return next
      })
      if (turned && result.changed && result.share !== null) await turn(result.share)
      return result
    },
  }
}
