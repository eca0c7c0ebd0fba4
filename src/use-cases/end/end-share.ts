import { carriedOut, decide, type Facts } from '../../domain/decide.ts'
import { isSuspended, type ShareLink, type ShareRef } from '../../domain/share.ts'
import type { Jobs, Now, Shares } from '../ports.ts'

/**
 * Decides what becomes of a share by what is known, and sets going what follows. The one way to an end, whoever asks: a
 * button, a command, a job. Decided on the newest state: the first reason wins, a second call changes nothing. `applies`:
 * whether what is known is known of this share as it is now.
 */
export const endShare =
  ({ shares, jobs, now }: { shares: Shares; jobs: Jobs; now: Now }) =>
  async (
    ref: ShareRef,
    facts: Omit<Facts, 'now'>,
    applies: (share: ShareLink) => boolean = () => true,
  ): Promise<{ changed: boolean; share: ShareLink | null }> => {
    const result = await shares.change(ref, (share) => {
      const at = now()
      return applies(share) ? carriedOut(share, decide(share, { ...facts, now: at }), at) : null
    })
    if (result.changed && result.share !== null) await followUp(jobs, result.share)
    return result
  }

/** What a decision that was stored asks for; what is lost of it is found by `reconcileShares`. */
const followUp = async (jobs: Jobs, share: ShareLink): Promise<void> => {
  // All that have a limit are suspended at once: nobody's own revocation is to wait for that.
  if (share.state === 'revoking') await jobs.revoke(share, isSuspended(share) ? 'later' : 'now')
  // A share that stays over looks another way, and one that resumes is written anew.
  else if (share.extending !== null) await jobs.extend(share, share.extending.by === null ? 'later' : 'now')
  else await jobs.tell(share)
}

/** The end-of-life job. It may come early by a clock's width, or after the end was moved: then it waits. */
export const expireShare =
  (deps: { shares: Shares; jobs: Jobs; now: Now }) =>
  async (ref: ShareRef): Promise<void> => {
    const share = await deps.shares.get(ref)
    if (share === null || !(share.state === 'active' || isSuspended(share))) return
    if (deps.now() < share.terms.expiresAt) await deps.jobs.end(share)
    else await endShare(deps)(ref, {})
  }
