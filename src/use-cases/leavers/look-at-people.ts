import { isToAskOfOutsiders } from '../../domain/outsiders.ts'
import { SlackError } from '../../domain/slack-error.ts'
import type { LookRounds } from '../admin-ports.ts'
import { eachShare } from '../each-share.ts'
import type { Log, Person, Shares } from '../ports.ts'

export interface LookAtPeopleDeps {
  shares: Pick<Shares, 'teams' | 'get' | 'liveRefs' | 'suspended'>
  lookRounds: LookRounds
  /** Sees to the links of somebody who has left. Throws `SlackError`. */
  lookAtPerson: (team: string, userId: string) => Promise<Person | null>
  /** Asks about outsiders where a channel turned external. Throws `SlackError`. */
  lookAtChannel: (team: string, channel: string) => Promise<void>
  /** Asks somebody who is here about links that nobody uses. */
  noticeIdle: (team: string, person: Person) => Promise<void>
  log: Log
}

/** Ids of people and of channels (Slack: User types, Conversation types). */
const isPerson = (id: string): boolean => /^[UW]/.test(id)

/** A minute. So few calls that nobody's command waits for them. */
const FEW = 5

/**
 * Looks how some people with live links and their channels are, and in time at all of them: an event of Slack that came while the
 * app was down is caught up so. What Slack does not answer now is asked in this round again.
 */
export const lookAtPeople = (deps: LookAtPeopleDeps) => {
  const { shares, lookRounds } = deps

  const beginRound = async (team: string): Promise<void> => {
    const whom = new Set<string>()
    const refs = [...(await shares.liveRefs(team)), ...(await shares.suspended(team))]
    await eachShare(shares, refs, async (share) => {
      whom.add(share.creator.id)
      if (isToAskOfOutsiders(share) && share.message !== null) whom.add(share.message.channel)
    })
    await lookRounds.add(team, [...whom])
  }

  const lookAtPerson = async (team: string, userId: string): Promise<void> => {
    const person = await deps.lookAtPerson(team, userId)
    if (person !== null && !person.isOutsider) await deps.noticeIdle(team, person)
  }

  const lookAtSome = async (team: string): Promise<void> => {
    if (await lookRounds.begin(team)) await beginRound(team)
    const some = await lookRounds.take(team, FEW)
    for (const [index, id] of some.entries()) {
      try {
        await (isPerson(id) ? lookAtPerson(team, id) : deps.lookAtChannel(team, id))
      } catch (error) {
        await lookRounds.add(team, some.slice(index))
        if (!(error instanceof SlackError)) throw error
        deps.log.warn({ team, code: error.code }, 'Slack did not say how people with live links are')
        return
      }
    }
  }

  return async (): Promise<void> => {
    for (const team of await shares.teams()) await lookAtSome(team)
  }
}
