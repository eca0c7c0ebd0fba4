import type { Member } from '../../domain/connected-account.ts'
import type { AccountRow, Accounts, AuthorizationServer } from '../identity-ports.ts'

export interface DropDeps {
  accounts: Accounts
  server: Pick<AuthorizationServer, 'revoke'>
}

/** What was dropped, and whether the portal knows. */
type Dropped = { account: string; isRevoked: boolean }

/** Deletes the account that a member has connected, and ends it at the portal where that answers. Null: they have none. */
export const dropAccount =
  ({ accounts, server }: DropDeps) =>
  async (member: Member): Promise<Dropped | null> => {
    let row = await accounts.of(member)
    // Where it changed meanwhile it has other tokens, which are the ones to revoke. A refresh that is under way revokes its own.
    while (row !== null && !(await accounts.remove(row))) row = await accounts.of(member)
    return row === null ? null : { account: row.name, isRevoked: await isEnded(server, row) }
  }

const isEnded = async (server: DropDeps['server'], { tokens }: AccountRow): Promise<boolean> =>
  tokens === null ||
  (await server.revoke(tokens).then(
    () => true,
    () => false,
  ))

/** The same for all members of a workspace. Once the portal does not answer it is not asked again: that would hold up other work. */
export const dropAccountsOf = ({ accounts, server }: DropDeps) => {
  const drop = (member: Member, isAnswering: boolean) =>
    dropAccount({ accounts, server: isAnswering ? server : { revoke: () => Promise.reject(new Error()) } })(
      member,
    )
  return async (team: string): Promise<void> => {
    let isAnswering = true
    for (const userId of await accounts.membersOf(team)) {
      const dropped = await drop({ team, userId }, isAnswering)
      if (dropped?.isRevoked === false) isAnswering = false
    }
  }
}
