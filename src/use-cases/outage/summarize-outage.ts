import { addToSummary, countedSince, EMPTY_SUMMARY, type OutageSummary } from '../../domain/outage.ts'
import type { Events } from '../audit-ports.ts'
import { eachShare } from '../each-share.ts'
import type { Log, Now, Shares } from '../ports.ts'

/**
 * Adds up, once downloads are seen again, what was counted only now, ended shares included. A share that cannot be read
 * is left out: it must not keep people from being told, or other shares suspended.
 */
export const summarizeOutage =
  ({
    shares,
    events,
    burstWindowMs,
    now,
    log,
  }: {
    shares: Shares
    events: Events
    burstWindowMs: number
    now: Now
    log: Pick<Log, 'error'>
  }) =>
  async (since: number): Promise<OutageSummary> => {
    let sum = { ...EMPTY_SUMMARY, until: now() }
    for (const team of await shares.teams()) {
      const all = [
        ...(await shares.liveRefs(team)),
        ...(await shares.suspended(team)),
        ...(await shares.endedSince(team, since)),
      ]
      const refs = [...new Map(all.map((ref) => [ref.id, ref])).values()]
      await eachShare(shares, refs, async (share) => {
        const late =
          share.downloads === 0 ? 0 : countedSince(share, await events.all(share), burstWindowMs, since)
        sum = addToSummary(sum, share, late)
      }).catch((error: unknown) => {
        log.error({ err: error }, 'what was counted late leaves out a link')
      })
    }
    return sum
  }
