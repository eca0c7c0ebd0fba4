import type { ShareRef } from '../../domain/share.ts'
import { endNears } from '../../domain/warning.ts'
import type { Jobs, Now, Shares } from '../ports.ts'

/** The moment to warn of a share's end has come. An end that was moved gets a warning of its own. */
export const warnShare =
  ({ shares, jobs, now }: { shares: Shares; jobs: Jobs; now: Now }) =>
  async (ref: ShareRef, expiresAt: number): Promise<void> => {
    const { share } = await shares.change(ref, (current) => endNears(current, expiresAt, now()))
    // Also when the mark is set already: a run before this one may have died before it queued this.
    if (share?.state === 'active' && share.endIsNear === expiresAt) await jobs.tell(share)
  }
