import { isStray, type MessagePlace, movedTo, seenAt, triedAgain } from '../../domain/closed-place.ts'
import { messageOutdated } from '../../domain/notified.ts'
import type { ShareLink, ShareRef } from '../../domain/share.ts'
import { eachShare } from '../each-share.ts'
import type { Jobs, Shares } from '../ports.ts'

/**
 * Keeps on record where messages stand, and brings those up to date whose place has opened. If an event of Slack is
 * missed, the next change or click makes up for it, or reconcileShares, which tries closed places again from time to
 * time.
 */
export const followChannels = ({
  shares,
  jobs,
}: {
  shares: Shares
  jobs: Pick<Jobs, 'tell' | 'mendStray'>
}) => {
  const change = async (
    ref: ShareRef,
    decide: (share: ShareLink) => ShareLink | null,
  ): Promise<ShareLink | null> => {
    const after = await shares.change(ref, decide)
    if (after.changed && after.share !== null) await jobs.tell(after.share)
    return after.share
  }

  return {
    /** A channel that may be open again: it came back from the archive, or the bot was invited. */
    opened: async (team: string, channel: string): Promise<void> => {
      await eachShare(shares, await shares.closedIn(team, channel), async (share) => {
        await change(share, triedAgain)
      })
    },

    /** A channel was closed. Its messages are tried now, not only at the next change. */
    closed: async (team: string, channel: string): Promise<void> => {
      await eachShare(shares, await shares.liveRefs(team, channel), async (share) => {
        await change(share, messageOutdated)
      })
    },

    /** A channel has another id. Ended shares get it too, so that people in the channel may still look at them. */
    moved: async (team: string, from: string, to: string): Promise<void> => {
      const refs = [
        ...(await shares.liveRefs(team)),
        ...(await shares.suspended(team)),
        ...(await shares.endedSince(team, 0)),
      ]
      await eachShare(shares, refs, async (share) => {
        await change(share, (current) => movedTo(current, from, to))
      })
    },

    /** Somebody pressed a button of a share's message, so it stands there; or of one left behind, which is put right. */
    seen: async (ref: ShareRef, place: MessagePlace): Promise<void> => {
      const share = await change(ref, (current) => seenAt(current, place))
      if (share !== null && isStray(share, place)) await jobs.mendStray(share, place)
    },
  }
}
