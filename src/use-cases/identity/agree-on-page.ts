import type { AuthorizationServer, ConnectSteps } from '../identity-ports.ts'
import type { SendAnswer } from '../ports.ts'
import type { BothNames } from './come-back.ts'

export interface AgreeDeps {
  steps: ConnectSteps
  server: Pick<AuthorizationServer, 'revoke'>
  newSecret: () => string
  answer: SendAnswer
}

/** `agreed`: the last step waits in Slack. `refused`: nothing is kept. `unknown`, `elsewhere`: as in `CameBack`. */
export type Agreed = ({ kind: 'agreed' } & BothNames) | { kind: 'refused' | 'unknown' | 'elsewhere' }

/**
 * The person at the browser says whether the two names belong together: they see whose Slack it is, who may have made them open
 * the address. Then the member is asked in Slack, where they see whose account it is.
 */
export const agreeOnPage =
  ({ steps, server, newSecret, answer }: AgreeDeps) =>
  async (secret: string, browser: string | null, yes: boolean): Promise<Agreed> => {
    const shown = await steps.look(secret, 'page')
    if (shown === null) return { kind: 'unknown' }
    if (browser === null || browser !== shown.browser) return { kind: 'elsewhere' }
    if ((await steps.take(secret, 'page')) === null) return { kind: 'unknown' }
    if (!yes) {
      await server.revoke(shown.tokens).catch(() => undefined)
      return { kind: 'refused' }
    }
    const key = newSecret()
    await steps.keep(key, { ...shown, at: 'slack' })
    const { team, userId, account } = shown
    await answer({ kind: 'person', team, userId }, { kind: 'confirm-connect', account: account.name, key })
    return { kind: 'agreed', team, userId, account: account.name }
  }
