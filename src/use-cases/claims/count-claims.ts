import { claimsCounted, nextSettledAt } from '../../domain/claim-count.ts'
import { endUrgency } from '../../domain/end-urgency.ts'
import { isExact, type ShareRef } from '../../domain/share.ts'
import type { Claims } from '../claim-ports.ts'
import type { Jobs, Now, Shares } from '../ports.ts'

/**
 * Derives an exact share's count from its claims, ends it where the limit is reached, and has the message follow. Runs after
 * each change of its claims, and once more when a claim that nobody fetched can no longer be given back.
 */
export const countClaims =
  ({
    shares,
    claims,
    jobs,
    now,
    claimWindowMs,
  }: {
    shares: Shares
    claims: Pick<Claims, 'count' | 'counted'>
    jobs: Jobs
    now: Now
    claimWindowMs: number
  }) =>
  async (ref: ShareRef): Promise<void> => {
    const seen: { tally?: Awaited<ReturnType<Claims['count']>> } = {}
    // Counted anew for each try, so that of two that count at once the later one is not undone.
    const { changed, share } = await shares.change(ref, async (current) => {
      const tally = await claims.count(ref, now() - claimWindowMs)
      seen.tally = tally
      return isExact(current) ? claimsCounted(current, tally, now()) : null
    })
    const { tally } = seen
    // Its share is gone, and its claims with it.
    if (share === null || tally === undefined) return
    if (changed && share.state === 'revoking') await jobs.revoke(share, endUrgency(share))
    if (changed) await jobs.tell(share)
    const settledAt = nextSettledAt(tally, now())
    if (settledAt === null) await claims.counted(ref, tally.change)
    else await jobs.countClaims(ref, settledAt - now())
  }
