import { mayEnd } from '../../domain/policy.ts'
import type { ShareLink } from '../../domain/share.ts'
import type { Directory } from '../ports.ts'

/**
 * Whether somebody may revoke, extend or mute a share (docs/use.md, Who may). Asked anew at every click, because a
 * button's value authorises nothing. Slack is asked only where it matters. Throws `SlackError`.
 */
export const mayChange =
  ({ directory, adminUsers }: { directory: Directory; adminUsers: readonly string[] }) =>
  async (share: ShareLink, userId: string): Promise<boolean> => {
    if (mayEnd({ userId, isWorkspaceAdmin: false }, share, adminUsers)) return true
    const person = await directory.person(share.team, userId)
    return !person.isOutsider && mayEnd({ userId, isWorkspaceAdmin: person.isAdmin }, share, adminUsers)
  }
