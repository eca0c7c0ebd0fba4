import type { Outcome } from '../../domain/answer.ts'
import type { Member } from '../../domain/connected-account.ts'
import type { Recorder } from '../record-ports.ts'
import { type DropDeps, dropAccount } from './drop-account.ts'

export interface DisconnectDeps extends DropDeps {
  record: Recorder
}

/** Ends what a member lets us do at the portal, here and there. Here also where the portal does not answer, which is told. */
export const disconnect =
  ({ accounts, server, record }: DisconnectDeps) =>
  async (member: Member, reference: string): Promise<Outcome> => {
    const dropped = await dropAccount({ accounts, server })(member)
    if (dropped === null)
      return { ok: true, answer: { kind: 'disconnected', account: null, isRevoked: true } }
    await record.write(member.team, reference, { kind: 'disconnected', actor: member.userId })
    return { ok: true, answer: { kind: 'disconnected', ...dropped } }
  }
