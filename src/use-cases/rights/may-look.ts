import type { ShareLink } from '../../domain/share.ts'
import type { Directory } from '../ports.ts'

/** Who looks, and in which channel; null: in a modal or in Home. */
export interface Looker {
  userId: string
  channel: string | null
}

/** Whether its message stands, or stood, in the channel; people may see it before Slack's answer has come. */
const wasPosted = (share: ShareLink): boolean =>
  share.message !== null || share.messageLost || share.step === 'posting'

/**
 * Whether somebody who may not change a share may look at it: people who can read its message may. These are the
 * members of its channel and, for a public channel, all full members of the workspace. A share that was never posted is
 * for its creator alone. Of a channel that the bot cannot see it is not known who is in it, so only people who act in
 * that channel may. Null where Slack does not say who is in the channel. Throws `SlackError`.
 */
export const mayLook =
  ({ directory }: { directory: Directory }) =>
  async (share: ShareLink, { userId, channel }: Looker): Promise<boolean | null> => {
    if (!wasPosted(share)) return false
    const person = await directory.person(share.team, userId)
    if (person.isOutsider) return false
    // Slack says in which channel somebody acts, and only people who can read a channel can act in it.
    if (channel === share.channel.id) return true
    const place = await directory.channel(share.team, share.channel.id)
    if (place === null) return false
    if (!place.isPrivate && !person.isGuest) return true
    return directory.isMember(share.team, share.channel.id, userId)
  }
