import type { Outcome } from '../../domain/answer.ts'
import type { Member } from '../../domain/connected-account.ts'
import type { Accounts, AuthorizationServer } from '../identity-ports.ts'
import type { Recorder } from '../record-ports.ts'

export interface DisconnectDeps {
  accounts: Accounts
  server: Pick<AuthorizationServer, 'revoke'>
  record: Recorder
}

/** Ends what a member lets us do at the portal, here and there. Here also where the portal does not answer, which is told. */
export const disconnect =
  ({ accounts, server, record }: DisconnectDeps) =>
  async (member: Member, reference: string): Promise<Outcome> => {
    let row = await accounts.of(member)
    // Where it changed meanwhile it has other tokens, which are the ones to revoke. A refresh that is under way revokes its own.
    while (row !== null && !(await accounts.remove(row))) row = await accounts.of(member)
    if (row === null) return { ok: true, answer: { kind: 'disconnected', account: null, isRevoked: true } }
    await record.write(member.team, reference, { kind: 'disconnected', actor: member.userId })
    const isRevoked =
      row.tokens === null ||
      (await server.revoke(row.tokens).then(
        () => true,
        () => false,
      ))
    return { ok: true, answer: { kind: 'disconnected', account: row.name, isRevoked } }
  }
