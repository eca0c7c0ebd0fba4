import type { Policy } from '../../domain/policy.ts'
import type { Greeting, Greetings } from '../home-ports.ts'
import type { PolicyFor } from '../policy-ports.ts'
import type { MayUse } from '../rights/may-use.ts'

export interface GreetDeps {
  greetings: Greetings
  mayUse: MayUse
  policyFor: PolicyFor
  /** Writes to somebody directly. Throws `SlackError`. */
  sayGreeting: (team: string, userId: string, how: Greeting, policy: Policy) => Promise<void>
}

/** Welcomes somebody, or answers what they wrote to the app: how to share. People who may not use it are not written to. */
export const greet =
  ({ greetings, mayUse, policyFor, sayGreeting }: GreetDeps) =>
  async (team: string, userId: string, how: Greeting): Promise<void> => {
    if (!(await greetings.take(team, userId, how))) return
    try {
      const refusal = await mayUse({ team, userId, userTeam: null })
      if (refusal === null) await sayGreeting(team, userId, how, await policyFor({ team }))
    } catch (error) {
      await greetings.giveBack(team, userId, how)
      throw error
    }
  }
