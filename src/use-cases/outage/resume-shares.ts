import { eachShare } from '../each-share.ts'
import { endShare } from '../end/end-share.ts'
import type { Jobs, Now, Shares } from '../ports.ts'

/** How many are written anew at a time, so that people who share a file meanwhile do not wait for all of them. */
export const AT_ONCE = 100

export interface ResumeDeps {
  shares: Shares
  jobs: Jobs
  newReference: () => string
  now: Now
}

/**
 * Lets suspended shares resume, `AT_ONCE` at a time. `sweptAt`: when the trail was last read well. A share waits for a
 * reading that ended after its link was dead. Whether it may resume is decided by the one rule of ends (`decide`).
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
