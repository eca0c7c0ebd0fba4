import type { ChangeEvent } from './portal-facts.ts'
import type { ShareLink } from './share.ts'

/** The portal's number for a link that was deleted (docs/portal.md, Events). */
const DELETED = 5093

/** How far the date of an event may be off: the trail has whole seconds, and the difference of the clocks is known to the second. */
const DOUBT_MS = 2_000

/** When the portal may have carried out a deletion of ours, by our clock. */
interface Deletion {
  from: number
  to: number
}

/** A link that people deleted was not there any more when its share ended, so that nothing was left for us to delete. */
const deletionsOf = ({ end, pastEnds }: ShareLink, now: number): Deletion[] =>
  [...pastEnds, ...(end === null ? [] : [end])]
    .filter(({ reason }) => reason !== 'removed')
    .map(({ decidedAt, verifiedAt }) => ({
      from: decidedAt - DOUBT_MS,
      to: (verifiedAt ?? now) + DOUBT_MS,
    }))

/**
 * Which of these events of one file are deletions of our own: for each end of a share one event within its time. What is more
 * than that was done by others.
 *
 * @param skewMs the portal's clock less ours.
 */
export const ownDeletions = (
  events: readonly ChangeEvent[],
  shares: readonly ShareLink[],
  { now, skewMs }: { now: number; skewMs: number },
): ChangeEvent[] => {
  // The one that must come first takes the first event, so that as many as can be have one.
  const open = shares.flatMap((share) => deletionsOf(share, now)).sort((a, b) => a.to - b.to)
  const deleted = events.filter(({ actionId }) => actionId === DELETED).sort((a, b) => a.at - b.at)
  return deleted.filter(({ at }) => {
    const found = open.findIndex(({ from, to }) => at - skewMs >= from && at - skewMs <= to)
    if (found === -1) return false
    open.splice(found, 1)
    return true
  })
}
