import { carriedOut, decide, type Facts } from '../../domain/decide.ts'
import { endUrgency } from '../../domain/end-urgency.ts'
import { isSuspended, type ShareLink, type ShareRef } from '../../domain/share.ts'
import type { Jobs, Now, Shares } from '../ports.ts'

/**
 * Decides from the facts what becomes of a share, and queues what follows. The one way to an end for buttons, commands
 * and jobs alike. Decided on the newest state: the first reason wins, and a second call changes nothing. `applies`:
 * whether the facts are still about the share as it is now.
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

/** Queues what a stored decision asks for. If a crash loses it, `reconcileShares` finds it. */
const followUp = async (jobs: Jobs, share: ShareLink): Promise<void> => {
  if (share.state === 'revoking') {
    await jobs.revoke(share, endUrgency(share))
    // The message loses its address whatever becomes of that.
    await jobs.tell(share, 'soon')
  }
  // Where it stays over, the message changes. Where it resumes, the link is written anew.
  else if (share.extending !== null) await jobs.extend(share, share.extending.by === null ? 'later' : 0)
  else await jobs.tell(share)
}

/** The job of a share's end. It may run a little early, or after the end was moved; then it is queued anew. */
export const expireShare =
  (deps: { shares: Shares; jobs: Jobs; now: Now }) =>
  async (ref: ShareRef): Promise<void> => {
    const share = await deps.shares.get(ref)
    if (share === null || !(share.state === 'active' || isSuspended(share))) return
    if (deps.now() < share.terms.expiresAt) await deps.jobs.end(share)
    else await endShare(deps)(ref, {})
  }
