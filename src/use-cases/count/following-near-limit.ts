import { isNearLimit, urgentSweepMs } from '../../domain/pace.ts'
import type { ShareLink } from '../../domain/share.ts'
import type { Jobs, Log, Shares } from '../ports.ts'

/**
 * The share store, with haste added: when a share comes one download near its limit, as a new one with `max 1` does, the
 * trail is read soon. The reading that follows by the schedule may be a whole interval away.
 */
export const followingNearLimit = ({
  shares,
  jobs,
  auditIntervalMs,
  log,
}: {
  shares: Shares
  jobs: Pick<Jobs, 'sweep'>
  auditIntervalMs: number
  log: Log
}): Shares => {
  const soonMs = urgentSweepMs(auditIntervalMs)

  return {
    ...shares,
    change: async (ref, decide, by) => {
      let wasNear = false
      const decideNoting = (share: ShareLink) => {
        wasNear = isNearLimit(share)
        return decide(share)
      }
      const result = await shares.change(ref, decideNoting, by)
      if (
        soonMs !== null &&
        result.changed &&
        !wasNear &&
        result.share !== null &&
        isNearLimit(result.share)
      ) {
        // Without it the schedule is as good, only later: no reason to give up the change.
        await jobs.sweep(soonMs, 'near').catch((error: unknown) => {
          log.warn({ share: ref.id, err: error }, 'the trail is not read sooner for a share near its limit')
        })
      }
      return result
    },
  }
}
