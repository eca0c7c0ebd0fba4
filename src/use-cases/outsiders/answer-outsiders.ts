import type { Outcome } from '../../domain/answer.ts'
import { isAskedOfOutsiders, outsidersAllowed } from '../../domain/outsiders.ts'
import type { ShareLink } from '../../domain/share.ts'
import type { Jobs, Now, Shares } from '../ports.ts'
import { linksIn } from './links-in.ts'

export interface AnswerOutsidersDeps {
  shares: Pick<Shares, 'get' | 'liveRefs' | 'suspended' | 'change'>
  jobs: Pick<Jobs, 'revokeMany'>
  now: Now
}

/** Who answers which question. */
export interface OutsidersAnswered {
  team: string
  userId: string
  channel: string
  /** The moment of the question. */
  at: number
  reference: string
}

/** The owner of links answers whether people of another company may use them: of those alone that they were asked about. */
export const answerOutsiders = ({ shares, jobs, now }: AnswerOutsidersDeps) => {
  const asked = async ({ team, userId, channel, at }: OutsidersAnswered): Promise<ShareLink[]> => {
    const found: ShareLink[] = []
    await linksIn(shares)(team, channel, async (share) => {
      if (share.creator.id === userId && isAskedOfOutsiders(share, at)) found.push(share)
    })
    return found
  }
  const none = ({ userId: user, channel }: OutsidersAnswered): Outcome => ({
    ok: true,
    answer: { kind: 'no-links', of: { kind: 'by-in', user, channel }, replace: true },
  })

  return {
    keep: async (answered: OutsidersAnswered): Promise<Outcome> => {
      const found = await asked(answered)
      if (found.length === 0) return none(answered)
      for (const share of found) await shares.change(share, (one) => outsidersAllowed(one, answered.at))
      const { channel } = answered
      return {
        ok: true,
        answer: { kind: 'outsiders-allowed', channel, total: found.length, replace: true },
      }
    },

    revoke: async (answered: OutsidersAnswered): Promise<Outcome> => {
      const { team, userId: by, channel, reference } = answered
      const left = (await asked(answered)).map(({ id }) => id)
      if (left.length === 0) return none(answered)
      const of = { kind: 'by-in', user: by, channel } as const
      const total = left.length
      await jobs.revokeMany({ team, by, of, left, total, since: now(), reference })
      return { ok: true, answer: { kind: 'revoking-all', of, total, by, replace: true } }
    },
  }
}
