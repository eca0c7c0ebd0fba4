import { isInScope } from '../../domain/link-scope.ts'
import type { ShareLink } from '../../domain/share.ts'
import { eachShare } from '../each-share.ts'
import type { Shares } from '../ports.ts'

/** Looks at the live links that were posted in a channel, paused ones too. */
export const linksIn =
  (shares: Pick<Shares, 'get' | 'liveRefs' | 'suspended'>) =>
  async (team: string, channel: string, look: (share: ShareLink) => Promise<void>): Promise<void> => {
    const refs = [...(await shares.liveRefs(team, channel)), ...(await shares.suspended(team))]
    await eachShare(shares, refs, async (share) => {
      if (isInScope(share, { kind: 'in', channel })) await look(share)
    })
  }
