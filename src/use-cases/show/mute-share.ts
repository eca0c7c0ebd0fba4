import type { Outcome } from '../../domain/answer.ts'
import { setMuted } from '../../domain/muted.ts'
import type { ShareRef } from '../../domain/share.ts'
import type { Directory, Shares } from '../ports.ts'
import { mayChange } from '../rights/may-change.ts'
import { type DescribeDeps, describeShare } from './describe-share.ts'

export interface MuteDeps extends DescribeDeps {
  shares: Shares
  directory: Directory
  adminUsers: readonly string[]
}

/** Mutes or unmutes a share's thread, for people who may end the share. Answers with its details after that. */
export const muteShare =
  (deps: MuteDeps) =>
  async (ref: ShareRef, userId: string, muted: boolean): Promise<Outcome> => {
    const share = await deps.shares.get(ref)
    if (share === null) return { ok: false, refusal: { reason: 'unknown-share', id: ref.id } }
    if (!(await mayChange(deps)(share, userId)))
      return { ok: false, refusal: { reason: 'not-yours', to: 'mute', creator: share.creator.id } }
    const result = await deps.shares.change(ref, (current) => setMuted(current, muted), userId)
    return {
      ok: true,
      answer: await describeShare(deps)(result.share ?? share, { userId, mayChange: true, replace: true }),
    }
  }
