import { addToSummary, EMPTY_SUMMARY, type OutageSummary } from '../../domain/outage.ts'
import type { ShareRef } from '../../domain/share.ts'
import type { Outages } from '../audit-ports.ts'
import { eachShare } from '../each-share.ts'
import type { Log, Now, Shares } from '../ports.ts'

const nameOf = ({ team, id }: ShareRef): string => `${team}:${id}`

/**
 * Adds up, once downloads are seen again, what was counted only now, ended shares included. Looks only at shares that were
 * counted or suspended meanwhile. One that cannot be read is left out: it must not keep people from being told, or other
 * shares suspended.
 */
export const summarizeOutage =
  ({
    shares,
    outages,
    now,
    log,
  }: {
    shares: Shares
    outages: Pick<Outages, 'countsBefore'>
    now: Now
    log: Pick<Log, 'error'>
  }) =>
  async (since: number): Promise<OutageSummary> => {
    let sum = { ...EMPTY_SUMMARY, until: now() }
    const counts = await outages.countsBefore(since)
    const before = new Map(counts.map(({ ref, downloads }) => [nameOf(ref), downloads]))
    const suspended = await Promise.all((await shares.teams()).map((team) => shares.suspended(team)))
    const all = [...counts.map(({ ref }) => ref), ...suspended.flat()]
    const refs = [...new Map(all.map((ref) => [nameOf(ref), ref])).values()]
    await eachShare(shares, refs, async (share) => {
      const had = before.get(nameOf(share)) ?? share.downloads
      sum = addToSummary(sum, share, Math.max(0, share.downloads - had))
    }).catch((error: unknown) => {
      log.error({ err: error }, 'what was counted late leaves out a link')
    })
    return sum
  }
