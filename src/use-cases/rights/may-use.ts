import { isFromElsewhere, whyBarred } from '../../domain/membership.ts'
import type { Refusal } from '../../domain/refusal.ts'
import type { Directory } from '../ports.ts'

/** Somebody in a workspace; `userTeam`: the workspace that Slack sends along as theirs, null where it sends none. */
export interface User {
  team: string
  userId: string
  userTeam: string | null
}

/** Why somebody may not use the app at this moment; null: they may. Throws `SlackError` where Slack does not say who they are. */
export type MayUse = (user: User) => Promise<Refusal | null>

export interface UseDeps {
  directory: Pick<Directory, 'person'>
  allowGuests: boolean
}

/** Who may use the app at all (docs/use.md, Who may). Slack is asked at each interaction. */
export const mayUse =
  ({ directory, allowGuests }: UseDeps): MayUse =>
  async (user) => {
    const person = await directory.person(user.team, user.userId)
    const reason = isFromElsewhere(user, person) ? 'outsider' : whyBarred(person, allowGuests)
    return reason === null ? null : { reason }
  }
