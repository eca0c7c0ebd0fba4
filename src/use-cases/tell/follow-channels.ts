import { type MessagePlace, movedTo, seenAt, triedAgain } from '../../domain/closed-place.ts'
import type { ShareLink, ShareRef } from '../../domain/share.ts'
import { eachShare } from '../each-share.ts'
import type { Jobs, Shares } from '../ports.ts'

/**
 * Keeps the records of where messages stand, and has those brought up to date whose place has opened. What is missed of it is
 * made good by the next change or click, or by reconcileShares, which tries closed places again at a slow pace.
 */
export const followChannels = ({ shares, jobs }: { shares: Shares; jobs: Pick<Jobs, 'tell'> }) => {
  const change = async (ref: ShareRef, decide: (share: ShareLink) => ShareLink | null): Promise<void> => {
    const after = await shares.change(ref, decide)
    if (after.changed && after.share !== null) await jobs.tell(after.share)
  }

  return {
    /** A channel that may be open again: it came back from the archive, or the bot was invited. */
    opened: async (team: string, channel: string): Promise<void> => {
      await eachShare(shares, await shares.closedIn(team, channel), (share) => change(share, triedAgain))
    },

    /** A channel that was closed: that is found out now, and not with the next change. */
    closed: async (team: string, channel: string): Promise<void> => {
      await eachShare(shares, await shares.liveRefs(team, channel), (share) =>
        change(share, (current) => ({ ...current, notified: { ...current.notified, fingerprint: null } })),
      )
    },

    /** A channel has another id. Its ended shares go with it: who is in it may look at them. */
    moved: async (team: string, from: string, to: string): Promise<void> => {
      const refs = [
        ...(await shares.liveRefs(team)),
        ...(await shares.suspended(team)),
        ...(await shares.endedSince(team, 0)),
      ]
      await eachShare(shares, refs, (share) => change(share, (current) => movedTo(current, from, to)))
    },

    /** The message of a share is where somebody has pressed a button of it. */
    seen: (ref: ShareRef, place: MessagePlace): Promise<void> => change(ref, (share) => seenAt(share, place)),
  }
}
