import { isOwnedBy } from '../../domain/connected-account.ts'
import { PortalError } from '../../domain/portal-error.ts'
import type {
  Accounts,
  AuthorizationServer,
  ConnectSteps,
  GrantedTokens,
  SentToPortal,
} from '../identity-ports.ts'
import type { Log } from '../ports.ts'

export interface ComeBackDeps {
  steps: ConnectSteps
  accounts: Accounts
  server: Pick<AuthorizationServer, 'exchange' | 'whose' | 'revoke'>
  newSecret: () => string
  log: Log
}

/** Who asked in Slack, and whose account of the portal it is. */
export interface BothNames {
  team: string
  userId: string
  account: string
}

/**
 * What came of a browser's return from the portal.
 *  - `confirm`: both names are to be shown; `secret` leads to the next step.
 *  - `renewed`: the account was this member's already. `taken`: it is somebody else's, who keeps it.
 *  - `unknown`: never begun, too old, or used before. `elsewhere`: begun in another browser. `denied`: the person said no.
 *  - `foreign`: not an answer of our portal. `trouble`: the portal does not answer.
 */
export type CameBack =
  | ({ kind: 'confirm'; secret: string } & BothNames)
  | ({ kind: 'renewed' | 'taken' } & BothNames)
  | { kind: 'unknown' | 'elsewhere' | 'denied' | 'foreign' | 'trouble' }

const whyNot = (error: PortalError): CameBack => {
  if (error.kind === 'forbidden') return { kind: 'denied' }
  const isForeign = error.kind === 'unauthorized' || error.kind === 'bad-response'
  return { kind: isForeign ? 'foreign' : 'trouble' }
}

/**
 * A browser comes back from the portal with a code. Its state works once, and only in the browser that was sent there. Whose account it is
 * is asked of our portal. The tokens are nobody's until the member has confirmed both names; an account that is connected
 * already gets them at once, since the portal has just ended its old ones (docs/portal.md, OAuth).
 */
export const comeBack = ({ steps, accounts, server, newSecret, log }: ComeBackDeps) => {
  /** Null: the portal does not know whose token it is, so that it is none of ours. */
  const whose = async (tokens: GrantedTokens): Promise<{ id: string; name: string } | null> => {
    try {
      const person = await server.whose(tokens.access)
      return person.id === '' ? null : person
    } catch (error) {
      await server.revoke(tokens).catch(() => undefined)
      throw error
    }
  }

  const settle = async (sent: SentToPortal, tokens: GrantedTokens): Promise<CameBack> => {
    const person = await whose(tokens)
    if (person === null) return { kind: 'foreign' }
    const { team, userId, retry, browser } = sent
    const names = { team, userId, account: person.name }
    const row = await accounts.get(person.id)
    if (row !== null) {
      const { until } = tokens
      await accounts.save(row, { tokens, until, name: person.name, refreshingSince: null })
      return { kind: isOwnedBy(row, sent) ? 'renewed' : 'taken', ...names }
    }
    const secret = newSecret()
    const kept = retry === undefined ? {} : { retry }
    await steps.keep(secret, { at: 'page', team, userId, ...kept, browser, account: person, tokens })
    return { kind: 'confirm', secret, ...names }
  }

  return async (answer: URLSearchParams, browser: string | null): Promise<CameBack> => {
    const state = answer.get('state') ?? ''
    const sent = await steps.take(state, 'portal')
    if (sent === null) return { kind: 'unknown' }
    if (browser === null || browser !== sent.browser) return { kind: 'elsewhere' }
    try {
      return await settle(sent, await server.exchange(answer, { state, verifier: sent.verifier }))
    } catch (error) {
      if (!(error instanceof PortalError)) throw error
      const found = whyNot(error)
      log.warn(
        { team: sent.team, user: sent.userId, found: found.kind, err: error },
        'an account was not connected',
      )
      return found
    }
  }
}
