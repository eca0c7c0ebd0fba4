import { homeFingerprintOf } from '../../domain/home.ts'
import type { ShareLink } from '../../domain/share.ts'
import type { HomeViewers } from '../home-ports.ts'
import type { Jobs, Log, Shares } from '../ports.ts'

/**
 * The share store, with redrawing added: when a share is made, or changes in a way that a Home shows, those Homes are
 * redrawn. That costs two calls to Redis, and none for a change that no Home shows.
 */
export const redrawingHomes = ({
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
  /** A Home that is not redrawn is no reason to give up the change. */
  const redraw = async ({ team, id, creator }: ShareLink): Promise<void> => {
    try {
      const whose = await viewers.whoSee(team, creator.id)
      await Promise.all(whose.map((userId) => jobs.showHome(team, userId, 'soon')))
    } catch (error) {
      log.warn({ share: id, err: error }, 'the Homes that show a share stay as they were')
    }
  }

  // Queued before the write, so that a crash right after it leaves no Home out of date, and again after it, in case a
  // Home was drawn in between. Together that is one drawing.
  return {
    ...shares,
    create: async (share) => {
      await redraw(share)
      const created = await shares.create(share)
      if (created) await redraw(share)
      return created
    },
    change: async (ref, decide, by) => {
      let isShown = false
      const decideShown = async (share: ShareLink): Promise<ShareLink | null> => {
        const next = await decide(share)
        isShown = next !== null && homeFingerprintOf(next) !== homeFingerprintOf(share)
        if (isShown && next !== null) await redraw(next)
        if (next !== null && next.creator.id !== share.creator.id) await redraw(share)
        return next
      }
      const result = await shares.change(ref, decideShown, by)
      if (isShown && result.changed && result.share !== null) await redraw(result.share)
      return result
    },
  }
}
