import type { ShareLink } from '../../domain/share.ts'
import type { Directory } from '../ports.ts'

/** Who looks, and in which channel the person did so; null: in a modal or Home. */
export interface Looker {
  userId: string
  channel: string | null
}

/** Whether its message stands, or stood, in the channel; people may see it before Slack's answer has come. */
const wasPosted = (share: ShareLink): boolean =>
  share.message !== null || share.messageLost || share.step === 'posting'

/**
 * Whether somebody who may not change a share may look at it: whoever can read its message. That is who is in its channel,
 * and of a public one every full member of the workspace. What was never posted is its creator's own affair, and of a
 * channel that the bot cannot see nobody can be told to be in it, unless they act in that very channel.
 * Null where Slack does not say who is in it. Throws `SlackError`.
 */
export const mayLook =
  ({ directory }: { directory: Directory }) =>
  async (share: ShareLink, { userId, channel }: Looker): Promise<boolean | null> => {
    if (!wasPosted(share)) return false
    const person = await directory.person(share.team, userId)
    if (person.isOutsider) return false
    // Slack says where somebody acts, and lets only those act there who can read it.
    if (channel === share.channel.id) return true
    const place = await directory.channel(share.team, share.channel.id)
    if (place === null) return false
    if (!place.isPrivate && !person.isGuest) return true
    return directory.isMember(share.team, share.channel.id, userId)
  }
