import type { Outcome } from '../../domain/answer.ts'
import { needed } from '../../domain/idle.ts'
import { recordedShare } from '../../domain/record-line.ts'
import type { ShareLink } from '../../domain/share.ts'
import { eachShare } from '../each-share.ts'
import type { Jobs, Now, Shares } from '../ports.ts'
import type { Recorder } from '../record-ports.ts'

export interface AnswerIdleDeps {
  shares: Pick<Shares, 'get' | 'change'>
  jobs: Pick<Jobs, 'revokeMany'>
  record: Recorder
  now: Now
}

/** Who answers for which links: ids from a button, which authorise nothing. */
export interface IdleAnswered {
  team: string
  userId: string
  ids: readonly string[]
  reference: string
}

/** The owner of idle links ends them, or wants them to stay. Links of others, and what has ended, are left alone. */
export const answerIdle = ({ shares, jobs, record, now }: AnswerIdleDeps) => {
  const ownLive = async ({ team, userId, ids }: IdleAnswered): Promise<ShareLink[]> => {
    const own: ShareLink[] = []
    const refs = ids.map((id) => ({ team, id }))
    await eachShare(shares, refs, async (share) => {
      if (share.creator.id === userId && share.state === 'active') own.push(share)
    })
    return own
  }
  const none = ({ userId: user }: IdleAnswered): Outcome => ({
    ok: true,
    answer: { kind: 'no-links', of: { kind: 'by', user }, replace: true },
  })

  return {
    keep: async (answered: IdleAnswered): Promise<Outcome> => {
      const own = await ownLive(answered)
      if (own.length === 0) return none(answered)
      const { team, userId: actor, reference } = answered
      for (const share of own) {
        await shares.change(share, (one) => needed(one, now()))
        const line = { kind: 'kept', actor, ...recordedShare(share), result: 'idle' } as const
        await record.write(team, `${reference}:${share.id}`, line)
      }
      return { ok: true, answer: { kind: 'idle-kept', total: own.length, replace: true } }
    },

    end: async (answered: IdleAnswered): Promise<Outcome> => {
      const { team, userId: by, reference } = answered
      const left = (await ownLive(answered)).map(({ id }) => id)
      if (left.length === 0) return none(answered)
      const of = { kind: 'by', user: by } as const
      const total = left.length
      await jobs.revokeMany({ team, by, of, left, total, since: now(), reference })
      return { ok: true, answer: { kind: 'revoking-all', of, total, by, replace: true } }
    },
  }
}
