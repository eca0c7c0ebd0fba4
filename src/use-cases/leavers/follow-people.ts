import { whyBarred } from '../../domain/membership.ts'
import { unattendedKey } from '../../domain/unattended.ts'
import type { Directory, Person, Shares } from '../ports.ts'
import { type NoteUnattendedDeps, noteUnattended } from './note-unattended.ts'

export interface FollowPeopleDeps extends NoteUnattendedDeps {
  shares: Pick<Shares, 'get' | 'liveRefs' | 'suspended' | 'live'>
  directory: Pick<Directory, 'person'>
  allowGuests: boolean
}

/**
 * Sees to the live links of people who were deactivated, may not use the app any more, or left a channel. What an event says is
 * only the occasion: Slack is asked how it is now.
 */
export const followPeople = (deps: FollowPeopleDeps) => {
  const note = noteUnattended(deps)

  const why = (person: Person): 'deactivated' | 'guest' | null => {
    if (person.hasLeft) return 'deactivated'
    return whyBarred(person, deps.allowGuests) === 'guest' ? 'guest' : null
  }

  /** How somebody with live links is now. Null: they have none. Throws `SlackError`. */
  const look = async (team: string, userId: string): Promise<Person | null> => {
    const key = unattendedKey({ kind: 'deactivated', user: userId })
    const { total } = await deps.shares.live(team, { by: userId }, { skip: 0, take: 1 })
    if (total === 0) {
      await deps.unattended.forget(team, key)
      return null
    }
    const person = await deps.directory.person(team, userId)
    const kind = why(person)
    if (kind === null) await deps.unattended.forget(team, key)
    else await note(team, { kind, user: userId })
    return person
  }

  return {
    look,

    /** Whoever is deactivated, or no member of the channel by another's doing, is a case of its own. */
    leftChannel: async (team: string, userId: string, channel: string): Promise<void> => {
      const person = await look(team, userId)
      if (person !== null && why(person) === null)
        await note(team, { kind: 'member-left', user: userId, channel })
    },

    joinedChannel: (team: string, userId: string, channel: string): Promise<void> =>
      deps.unattended.forget(team, unattendedKey({ kind: 'member-left', user: userId, channel })),

    archived: (team: string, channel: string): Promise<void> => note(team, { kind: 'archived', channel }),

    unarchived: (team: string, channel: string): Promise<void> =>
      deps.unattended.forget(team, unattendedKey({ kind: 'archived', channel })),
  }
}
