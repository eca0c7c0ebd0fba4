import { eachShare } from '../each-share.ts'
import { endShare } from '../end/end-share.ts'
import type { Jobs, Now, Shares } from '../ports.ts'

/** So many are written anew at a time: whoever shares a file meanwhile is not to wait for all of them. */
export const AT_ONCE = 100

export interface ResumeDeps {
  shares: Shares
  jobs: Jobs
  newReference: () => string
  now: Now
}

/**
 * Has suspended shares resume, as many at a time as is good. `sweptAt`: when the trail was last read well; a share waits for
 * a reading that ended after its link was dead. What keeps one from resuming is decided with all ends.
 */
export const resumeShares = (deps: ResumeDeps) => {
  const { shares, newReference } = deps
  const end = endShare(deps)

  return async (sweptAt: number): Promise<void> => {
    let underWay = 0
    for (const team of await shares.teams()) {
      await eachShare(shares, await shares.suspended(team), async (share) => {
        if (share.extending !== null) underWay += 1
        const deadAt = share.end?.verifiedAt ?? null
        if (share.extending !== null || underWay >= AT_ONCE || deadAt === null || sweptAt <= deadAt) return
        underWay += 1
        const { changed } = await end(share, { resume: { reference: newReference() } })
        if (!changed) underWay -= 1
      })
    }
  }
}
