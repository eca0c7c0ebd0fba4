import type { EndReason, ShareLink, ShareRef } from '../domain/share.ts'
import { stayOver } from '../domain/share-extension.ts'
import { beginEnd } from '../domain/share-life.ts'
import type { Jobs, Now, Shares } from './ports.ts'

/**
 * Decides the end of a share and sets its link's removal going. The one way to an end, whoever asks: a
 * button, a command, the end-of-life job. The first reason wins; a second call changes nothing.
 */
export const endShare =
  ({ shares, jobs, now }: { shares: Shares; jobs: Jobs; now: Now }) =>
  async (
    ref: ShareRef,
    end: { reason: EndReason; by: string | null },
  ): Promise<{ changed: boolean; share: ShareLink | null }> => {
    const result = await shares.change(
      ref,
      (share) =>
        beginEnd(share, { ...end, now: now() }) ??
        // What one person is about to bring back stays over when another says so.
        (end.reason === 'manual' ? stayOver(share, end.by) : null),
    )
    if (result.changed) await jobs.revoke(ref)
    return result
  }

/** The end-of-life job. It may come early by a clock's width, or after the end was moved: then it waits. */
export const expireShare =
  (deps: { shares: Shares; jobs: Jobs; now: Now }) =>
  async (ref: ShareRef): Promise<void> => {
    const share = await deps.shares.get(ref)
    if (share?.state !== 'active') return
    if (deps.now() < share.terms.expiresAt) await deps.jobs.end(share)
    else await endShare(deps)(ref, { reason: 'expired', by: null })
  }
