import { QUEUED_BEFORE_MS } from '../../domain/near-moment.ts'
import { allInTurn } from '../all-in-turn.ts'
import { eachShare } from '../each-share.ts'
import type { Jobs, Now, Shares } from '../ports.ts'

export interface QueueNearDeps {
  shares: Pick<Shares, 'teams' | 'ending' | 'get'>
  jobs: Pick<Jobs, 'end' | 'warn'>
  now: Now
  warnBeforeMs: number
}

/**
 * Queues the ends and warnings whose moment has come near. Each process remembers up to which moment it has done so, and begins
 * with all that is still to come, or to be warned of. Where two do the same, the jobs are single; an end whose job is missing all
 * the same is found by `reconcileShares`.
 */
export const queueNear = ({ shares, jobs, now, warnBeforeMs }: QueueNearDeps) => {
  const queuedTo = new Map<string, number>()

  return async (): Promise<void> => {
    const begunAt = now()
    const near = begunAt + QUEUED_BEFORE_MS
    const queueOf = async (team: string): Promise<void> => {
      const before = queuedTo.get(team)
      // After the clock was set back, what was near by then may be far off again.
      const from = before === undefined || before > near ? begunAt : before
      const warnedTo = before === undefined || before > near ? begunAt : before + warnBeforeMs
      const ends = await shares.ending(team, from, near)
      const toWarn = await shares.ending(team, warnedTo, near + warnBeforeMs)
      await eachShare(shares, ends, (share) => jobs.end(share))
      await eachShare(shares, toWarn, async (share) => {
        if (share.endIsNear !== share.terms.expiresAt) await jobs.warn(share)
      })
      queuedTo.set(team, near)
    }
    await allInTurn((await shares.teams()).map((team) => () => queueOf(team)))
  }
}
