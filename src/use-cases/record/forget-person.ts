import type { Outcome } from '../../domain/answer.ts'
import type { Member } from '../../domain/connected-account.ts'
import { forgottenMark, withoutPerson } from '../../domain/forgotten.ts'
import type { Claims } from '../claim-ports.ts'
import { eachShare } from '../each-share.ts'
import type { Directory, Shares } from '../ports.ts'
import type { RecordBook } from '../record-ports.ts'
import { isAdmin } from '../rights/is-admin.ts'

export interface ForgetDeps {
  shares: Pick<Shares, 'get' | 'change' | 'endedSince' | 'live'>
  claims: Pick<Claims, 'forget'>
  record: RecordBook
  /** Drops what is kept of a person apart from links: the page of their Home, and the like. */
  forgetTraces: (team: string, userId: string) => Promise<void>
  /** Which account of the portal somebody has connected. Left out: one key acts for all. */
  accountOf?: ((member: Member) => Promise<string | null>) | undefined
  /** Ends the portal account that they have connected. Left out: one key acts for all. */
  dropAccount?: ((member: Member) => Promise<unknown>) | undefined
  directory: Pick<Directory, 'person'>
  adminUsers: readonly string[]
  newMark: () => string
}

/** Who asks that somebody be forgotten. */
interface Asker {
  team: string
  userId: string
}

/**
 * Removes what is kept of a person, for admins, once they have said yes: their name in links that ended, as whoever took a
 * file, and in the record, where a mark stands in its place. Links that live stay as they are, and are counted.
 */
export const forgetPerson = (deps: ForgetDeps) => {
  const { shares, claims, record } = deps
  const mayForget = isAdmin(deps)
  const refused: Outcome = { ok: false, refusal: { reason: 'admins-only', to: 'forget' } }
  const liveOf = async (team: string, whom: string): Promise<number> =>
    (await shares.live(team, { by: whom }, { skip: 0, take: 1 })).total

  const forget = async (team: string, whom: string, mark: string): Promise<void> => {
    await eachShare(shares, await shares.endedSince(team, 0), async (share) => {
      await shares.change(share, (current) => withoutPerson(current, whom, mark))
      await claims.forget(share, whom, mark)
    })
    await deps.dropAccount?.({ team, userId: whom })
    await record.forget(team, whom, mark)
    await deps.forgetTraces(team, whom)
  }

  return {
    /** Asks first: nothing brings it back. */
    ask: async ({ team, userId }: Asker, whom: string): Promise<Outcome> => {
      if (!(await mayForget(team, userId))) return refused
      const account = (await deps.accountOf?.({ team, userId: whom })) ?? null
      const live = await liveOf(team, whom)
      return { ok: true, answer: { kind: 'ask-forget', userId: whom, live, hasAccount: account !== null } }
    },
    forget: async ({ team, userId }: Asker, whom: string, reference: string): Promise<Outcome> => {
      if (!(await mayForget(team, userId))) return refused
      const mark = forgottenMark(deps.newMark())
      await forget(team, whom, mark)
      await record.write(team, reference, { kind: 'forgotten', actor: userId, result: mark })
      return { ok: true, answer: { kind: 'forgotten', userId: whom, live: await liveOf(team, whom) } }
    },
  }
}
