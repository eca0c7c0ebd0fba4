import type { Outcome } from '../../domain/answer.ts'
import type { Member } from '../../domain/connected-account.ts'
import type { Accounts, AuthorizationServer, ConnectSteps } from '../identity-ports.ts'
import type { Recorder } from '../record-ports.ts'

export interface FinishDeps {
  steps: ConnectSteps
  accounts: Accounts
  server: Pick<AuthorizationServer, 'revoke'>
  record: Recorder
}

/** The last step, in Slack, by the member who began: only now the account is theirs, and the one before it is not any more. */
export const finishConnecting =
  ({ steps, accounts, server, record }: FinishDeps) =>
  async (key: string, member: Member, reference: string): Promise<Outcome> => {
    const found = await steps.look(key, 'slack')
    // Whoever else presses it changes nothing.
    if (found === null || found.team !== member.team || found.userId !== member.userId)
      return { ok: false, refusal: { reason: 'connecting-gone' } }
    const { account, tokens, retry } = found
    const { id, name } = account
    const linked = await accounts.link({ id, name, owner: member, tokens, until: tokens.until })
    await steps.take(key, 'slack')
    if (!linked.ok) {
      // Somebody else was quicker. What the portal gave here last is of no use to anybody.
      await server.revoke(tokens).catch(() => undefined)
      return { ok: false, refusal: { reason: 'account-taken', account: name } }
    }
    await record.write(member.team, reference, { kind: 'connected', actor: member.userId })
    const { before } = linked
    if (before !== null) {
      await accounts.remove(before)
      if (before.tokens !== null) await server.revoke(before.tokens).catch(() => undefined)
    }
    return {
      ok: true,
      answer: { kind: 'connected', account: name, ...(retry === undefined ? {} : { retry }) },
    }
  }
