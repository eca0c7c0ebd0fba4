import { channelKinds } from '../../domain/channel-kinds.ts'
import type { Policy } from '../../domain/policy.ts'
import { type PolicyFacts, policyOf } from '../../domain/policy-of.ts'
import { askedBy, type RuleBook } from '../../domain/rule-book.ts'
import type { PolicyFor } from '../policy-ports.ts'
import type { Directory } from '../ports.ts'

export interface PolicyDeps {
  /** What the environment says. */
  base: Policy
  /** What `POLICY_FILE` says at this moment. */
  rules: () => RuleBook
  directory: Pick<Directory, 'channel' | 'guestsIn' | 'isInGroup'>
}

/** Reads the facts that the rules are about, and no others, and gives the rules that hold for them. Throws `SlackError`. */
export const policyFor = ({ base, rules, directory }: PolicyDeps): PolicyFor => {
  const groupsOf = async (team: string, userId: string, named: readonly string[]): Promise<string[]> => {
    const isIn = await Promise.all(named.map((group) => directory.isInGroup(team, group, userId)))
    return named.filter((_, index) => isIn[index])
  }

  const kindsOf = async (team: string, id: string, userId: string, asksGuests: boolean) => {
    const [channel, guests] = await Promise.all([
      directory.channel(team, id),
      asksGuests ? directory.guestsIn(team, id, userId) : 0,
    ])
    return channelKinds(channel, guests)
  }

  return async ({ team, userId = null, channel: id = null, rooms = null }) => {
    const book = rules()
    const asked = askedBy(book)
    const [groups, kinds] = await Promise.all([
      team === null || userId === null ? [] : groupsOf(team, userId, asked.groups),
      team === null || id === null || !asked.kinds ? [] : kindsOf(team, id, userId ?? '', asked.guests),
    ])
    const facts: PolicyFacts = {
      person: userId === null ? null : { id: userId, groups },
      channel: id === null ? null : { id, kinds },
      rooms,
    }
    return policyOf(base, book, facts)
  }
}
