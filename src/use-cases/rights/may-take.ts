import { isFromElsewhere } from '../../domain/membership.ts'
import type { Refusal } from '../../domain/refusal.ts'
import type { ShareLink } from '../../domain/share.ts'
import type { Directory, Person } from '../ports.ts'
import { mayChange } from './may-change.ts'
import { mayLook } from './may-look.ts'

/** Somebody who presses *Get the file*, and the channel in which they do; null: in a modal or in Home. */
export interface Clicker {
  userId: string
  userTeam: string | null
  channel: string | null
}

/** `workspace`: of another company, as far as Slack says it; null for people of our own. */
export type MayTake = { ok: true; person: Person; workspace: string | null } | { ok: false; refusal: Refusal }

export interface MayTakeDeps {
  directory: Directory
  adminUsers: readonly string[]
}

/**
 * Who may take the file of an exact share: people who can read its message, guests too, since it was shared with them there; of
 * another company only where its creator agreed to that. A button's value authorises nothing, so it counts in which channel
 * Slack says that it was pressed. Throws `SlackError`.
 */
export const mayTake =
  ({ directory, adminUsers }: MayTakeDeps) =>
  async (share: ShareLink, clicker: Clicker): Promise<MayTake> => {
    const { userId, userTeam, channel } = clicker
    const person = await directory.person(share.team, userId)
    const isThere = channel !== null && channel === (share.message ?? { channel: share.channel.id }).channel
    if (isFromElsewhere({ team: share.team, userTeam }, person)) {
      return isThere && share.outsidersAgreed
        ? { ok: true, person, workspace: userTeam ?? person.workspaces[0] ?? '' }
        : { ok: false, refusal: { reason: 'may-not-take', who: 'outsider' } }
    }
    const may: MayTake = { ok: true, person, workspace: null }
    if (isThere || (await mayChange({ directory, adminUsers })(share, userId))) return may
    const look = await mayLook({ directory })(share, clicker)
    if (look === null) return { ok: false, refusal: { reason: 'membership-unknown', to: 'take' } }
    return look ? may : { ok: false, refusal: { reason: 'may-not-take', who: 'elsewhere' } }
  }
