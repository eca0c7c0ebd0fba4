import { isToAskOfOutsiders, outsidersChanged } from '../../domain/outsiders.ts'
import type { ShareLink, ShareRef } from '../../domain/share.ts'
import type { Directory, Jobs, Now, Shares } from '../ports.ts'
import { linksIn } from './links-in.ts'

export interface FollowOutsidersDeps {
  shares: Pick<Shares, 'get' | 'liveRefs' | 'suspended' | 'change'>
  directory: Pick<Directory, 'channel'>
  jobs: Pick<Jobs, 'askOfOutsiders'>
  now: Now
}

/**
 * A channel with live links turns external: their owners are asked whether people of the other company may use them. Until they
 * agree, exact links give these nothing.
 */
export const followOutsiders = (deps: FollowOutsidersDeps) => {
  const { shares, now } = deps
  const change = (ref: ShareRef, at: number) => shares.change(ref, (one) => outsidersChanged(one, at))

  /** Asks whom nobody has asked yet, where the channel is external as Slack says now. Throws `SlackError`. */
  const look = async (team: string, channel: string): Promise<void> => {
    const owners = new Set<string>()
    await linksIn(shares)(team, channel, async (share: ShareLink) => {
      if (isToAskOfOutsiders(share)) owners.add(share.creator.id)
    })
    if (owners.size === 0) return
    const place = await deps.directory.channel(team, channel)
    if (place?.isExternal !== true) return
    for (const userId of owners) await deps.jobs.askOfOutsiders({ team, channel, userId, at: now() })
  }

  return {
    look,

    /** Another company is in the channel since that moment (epoch ms), or none is. */
    changed: async (team: string, channel: string, at: number): Promise<void> => {
      await linksIn(shares)(team, channel, async (share) => void (await change(share, at)))
      await look(team, channel)
    },
  }
}
