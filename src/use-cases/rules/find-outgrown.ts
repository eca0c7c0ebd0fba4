import { type Outgrown, outgrown } from '../../domain/outgrown.ts'
import type { Policy } from '../../domain/policy.ts'
import type { ShareLink } from '../../domain/share.ts'
import { eachShare } from '../each-share.ts'
import type { PolicyFor } from '../policy-ports.ts'
import type { Now, Portal, Shares } from '../ports.ts'

export interface FindOutgrownDeps {
  shares: Pick<Shares, 'get' | 'liveRefs'>
  portal: Pick<Portal, 'folderPath'>
  policyFor: PolicyFor
  now: Now
}

/** A live link that breaks the rules of today, and what they make of it. */
export interface OutgrownLink {
  share: ShareLink
  becomes: Outgrown
}

/**
 * The live links of a workspace that break the rules of today, the newest first. Slack and the portal are asked once for each place.
 * Throws `SlackError`, `PortalError`.
 */
export const findOutgrown =
  ({ shares, portal, policyFor, now }: FindOutgrownDeps) =>
  async (team: string): Promise<OutgrownLink[]> => {
    const policies = new Map<string, Promise<Policy>>()
    const read = async (channel: string, folderId: string | null): Promise<Policy> => {
      const policy = await policyFor({ team, channel })
      if (!policy.asksRooms) return policy
      return policyFor({ team, channel, rooms: folderId === null ? [] : await portal.folderPath(folderId) })
    }
    const policyAt = ({ channel: { id }, folderId }: ShareLink): Promise<Policy> => {
      const key = JSON.stringify([id, folderId])
      const asked = policies.get(key) ?? read(id, folderId)
      policies.set(key, asked)
      return asked
    }
    const found: OutgrownLink[] = []
    await eachShare(shares, await shares.liveRefs(team), async (share) => {
      if (share.state !== 'active') return
      const becomes = outgrown(share, await policyAt(share), now())
      if (becomes !== null) found.push({ share, becomes })
    })
    return found.sort((one, other) => other.share.createdAt - one.share.createdAt)
  }
